/** R15 by example. */
import { describe, expect, test } from 'vitest'
import { alertsSparingly } from '../../src/property/alerts-sparingly.ts'
import { proof, type Recorder, traceOf } from './trace-builder.ts'

const PROMISE = { alerts: { after: 3, within: '1m' as const } }

test('one alert at the threshold is held', () => {
  const trace = failures(3, 10, (t, call) => call === 2 && t.alert())
  expect(alertsSparingly().check(trace)).toMatchObject({
    verdict: 'held',
    message: '1 alert, the first at 20s, when 3 of the declared 3 calls had failed within 60s.',
  })
})

test('an outage of many windows may have one alert, or one a window', () => {
  expect(alertsSparingly().check(failures(30, 10, (t, call) => call === 2 && t.alert())).verdict).toBe('held')
  expect(alertsSparingly().check(failures(30, 10, (t, call) => call % 6 === 2 && t.alert())).verdict).toBe('held')
})

test('the call that raises an alert counts itself as soon as it asks no more, also before it ends', () => {
  const trace = (isDone: boolean) =>
    traceOf(PROMISE, (t) => {
      for (let call = 0; call < 2; call++) fail(t, () => {})
      t.call()
      const silent = t.silence()
      t.wait(5000)
      t.alert()
      if (!isDone) t.attempt(500)
      t.wait(100)
      t.error()
      t.fail(silent, 'client')
    })
  expect(alertsSparingly().check(trace(true)).verdict).toBe('held')
  expect(alertsSparingly().check(trace(false)).message).toContain('when 2 calls had failed')
})

describe('caught is', () => {
  test('an alert before the threshold', () => {
    const trace = failures(3, 10, (t, call) => call === 1 && t.alert())
    const result = alertsSparingly().check(trace)
    expect(result.message).toMatch(
      /^An alert was raised at 10s, when 2 calls had failed within 60s and 3 are declared\. Count failed calls, not attempts/,
    )
    expect(proof(trace, result)).toEqual(['answer-headers 0', 'answer-headers 1', 'alert 1'])
  })

  test('an alert for attempts of one call', () => {
    const trace = traceOf(PROMISE, (t) => {
      t.call()
      for (let attempt = 0; attempt < 3; attempt++) t.attempt(500)
      t.alert()
      t.error()
    })
    expect(alertsSparingly().check(trace).message).toContain('when 1 call had failed')
  })

  test('an alert for failures that lie too far apart', () => {
    const trace = failures(3, 30, (t, call) => call === 2 && t.alert())
    expect(alertsSparingly().check(trace).message).toContain('An alert was raised at 60s, when 2 calls had failed')
  })

  test('no alert after the threshold', () => {
    const trace = failures(4, 10, () => {})
    const result = alertsSparingly().check(trace)
    expect(result.message).toMatch(
      /^No alert was raised although 3 calls had failed within 60s by 20s, where 3 are enough\./,
    )
    expect(proof(trace, result)).toEqual(['answer-headers 0', 'answer-headers 1', 'answer-headers 2'])
  })

  test('no alert in a second outage', () => {
    const trace = traceOf(PROMISE, (t) => {
      for (const outage of [0, 1]) {
        for (let call = 0; call < 3; call++) fail(t, () => outage === 0 && call === 2 && t.alert())
        t.wait(600_000)
      }
    })
    expect(alertsSparingly().check(trace).message).toMatch(/^No alert was raised .* by 600s/)
  })

  test('a second alert in one window', () => {
    const trace = failures(5, 10, (t, call) => call >= 2 && call < 4 && t.alert())
    const result = alertsSparingly().check(trace)
    expect(result.message).toMatch(
      /^An alert was raised at 30s, only 10s after the one before, where one in 60s is declared/,
    )
    expect(proof(trace, result)).toEqual(['alert 2', 'alert 3'])
  })
})

test('a client that is done with its attempts, or sent none, may count its own call', () => {
  const trace = traceOf({ alerts: { after: 1, within: '1m' } }, (t) => {
    t.call()
    t.alert()
    t.error({ message: 'the circuit is open' })
  })
  expect(alertsSparingly().check(trace).verdict).toBe('held')
  const raced = traceOf({ alerts: { after: 1, within: '1m' } }, (t) => {
    t.call()
    t.silence()
    t.wait(5000)
    t.alert()
    t.error({ message: 'timed out' })
  })
  expect(alertsSparingly().check(raced).verdict).toBe('held')
})

test('below the threshold, without a declared one, or cut short by the harness, nothing is tested', () => {
  expect(alertsSparingly().check(failures(2, 10, () => {}))).toMatchObject({
    verdict: 'unexercised',
    message: 'Never did 3 calls fail within 60s: let more calls fail.',
  })
  const undeclared = traceOf({}, (t) => fail(t, () => t.alert()))
  expect(alertsSparingly().check(undeclared).message).toMatch(/^No threshold is declared/)
  const cut = traceOf(PROMISE, (t) => {
    for (let call = 0; call < 3; call++) fail(t, () => {})
    t.limit('wall-time', 1000)
  })
  expect(alertsSparingly().check(cut).verdict).toBe('unexercised')
})

// Helpers

function failures(count: number, everySeconds: number, during: (t: Recorder, call: number) => unknown) {
  return traceOf(PROMISE, (t) => {
    for (let call = 0; call < count; call++) {
      fail(t, () => during(t, call))
      t.wait(everySeconds * 1000)
    }
  })
}

function fail(t: Recorder, before: () => unknown) {
  t.call()
  t.attempt(500)
  before()
  t.error()
}
