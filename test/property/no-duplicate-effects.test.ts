/** R20 by example. */
import { describe, expect, test } from 'vitest'
import { noDuplicateEffects } from '../../src/property/no-duplicate-effects.ts'
import { proof, type Recorder, traceOf } from './trace-builder.ts'

test('an effect after the healthy answer is held', () => {
  const trace = oneCall((t) => {
    t.cut()
    t.wait(1000)
    t.attempt(200)
    t.effect('mail-1')
  })
  expect(noDuplicateEffects().check(trace)).toMatchObject({
    verdict: 'held',
    message: '1 effect, each told once, and none on the failures of 1 call.',
  })
})

describe('caught is', () => {
  test('an effect that is carried out twice', () => {
    const trace = oneCall((t) => {
      t.attempt(200)
      t.effect('mail-1')
      t.wait(2000)
      t.attempt(200)
      t.effect('mail-1')
    })
    const result = noDuplicateEffects().check(trace)
    expect(result.message).toMatch(
      /^The effect "mail-1" was carried out at 2s in call 0, after it had been at 0s in call 0\. Remember/,
    )
    expect(proof(trace, result)).toEqual(['effect 0', 'effect 0'])
  })

  test('the same in another call', () => {
    const trace = traceOf({}, (t) => {
      for (let call = 0; call < 2; call++) {
        t.call()
        t.attempt(200)
        t.effect('mail-1')
        t.value()
      }
    })
    expect(noDuplicateEffects().check(trace).message).toContain('in call 1, after it had been at 0s in call 0')
  })

  test('an effect of an answer that was cut', () => {
    const trace = oneCall((t) => {
      t.cut()
      t.wait(500)
      t.effect('mail-1')
      t.attempt(200)
    })
    const result = noDuplicateEffects().check(trace)
    expect(result.message).toMatch(
      /^The effect "mail-1" was carried out at 0\.5s, when attempt 0 of call 0 was cut in its body and none had a healthy answer\./,
    )
    expect(proof(trace, result)).toEqual(['attempt-failed 0', 'effect 0'])
  })

  test('an effect of a broken answer that came to its end', () => {
    const trace = oneCall((t) => {
      t.attempt(200, { fault: "streamEnd({ at: 'tool-input' })" })
      t.effect('mail-1')
    })
    expect(noDuplicateEffects().check(trace).message).toContain("answered 200 (streamEnd({ at: 'tool-input' }))")
  })

  test('an effect after a refusal, unless a degraded answer is declared', () => {
    const trace = oneCall((t) => {
      t.attempt(500)
      t.effect('mail-1')
    })
    expect(noDuplicateEffects().check(trace).verdict).toBe('violated')
    expect(noDuplicateEffects({ degraded: true }).check(trace).verdict).toBe('held')
  })
})

test('left alone are effects before any attempt, and while a healthy answer still comes in', () => {
  const early = oneCall((t) => {
    t.effect('mail-1')
    t.attempt(500)
    t.attempt(200)
  })
  expect(noDuplicateEffects().check(early).verdict).toBe('held')
  const eager = oneCall((t) => {
    t.attempt(500)
    const attempt = t.request()
    t.headers(attempt, { status: 200 })
    t.body(attempt)
    t.effect('mail-1')
    t.events.push({ kind: 'answer-ended', t: t.now, attempt })
  })
  expect(noDuplicateEffects().check(eager).verdict).toBe('held')
})

test('without effects, or without a failure, nothing is tested', () => {
  const failing = oneCall((t) => {
    t.cut()
    t.attempt(200)
  })
  expect(noDuplicateEffects().check(failing).message).toMatch(/^No effect was told/)
  expect(noDuplicateEffects({ effects: true }).check(failing).verdict).toBe('held')
  const healthy = oneCall((t) => {
    t.attempt(200)
    t.effect('mail-1')
  })
  expect(noDuplicateEffects().check(healthy).message).toMatch(/^No attempt failed/)
})

// Helpers

function oneCall(script: (t: Recorder) => void) {
  return traceOf({}, (t) => {
    t.call()
    script(t)
    t.value()
  })
}
