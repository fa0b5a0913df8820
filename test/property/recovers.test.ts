/** R8 by example. */
import { expect, test } from 'vitest'
import { recovers } from '../../src/property/recovers.ts'
import { proof, type Recorder, traceOf } from './trace-builder.ts'

test('a call that succeeds in the healed world is held', () => {
  const result = recovers().check(
    afterOutage((t) => {
      t.attempt(200)
      t.value()
    }),
  )
  expect(result).toMatchObject({ verdict: 'held', message: '1 call in the healed world succeeded, from 720s on.' })
})

test('a call that fails in the healed world is caught', () => {
  const trace = afterOutage((t) => t.error({ name: 'BreakerOpen', message: 'the circuit is open' }))
  const result = recovers().check(trace)
  expect(result.verdict).toBe('violated')
  expect(proof(trace, result)).toEqual(['call-started 1', 'call-ended 1'])
  expect(result.message).toContain('Call 1 started at 720s')
  expect(result.message).toContain('BreakerOpen: the circuit is open')
  expect(result.message).toContain('it sent nothing')
})

test('a call that never ends in the healed world is caught', () => {
  const trace = afterOutage((t) => t.deadSilence())
  expect(recovers().check(trace).verdict).toBe('violated')
})

test('what the caller or the harness cut short is not held against the client', () => {
  const aborted = afterOutage((t) => {
    t.abort()
    t.aborted()
  })
  expect(recovers().check(aborted).verdict).toBe('unexercised')
  expect(recovers().check(afterOutage((t) => t.limit('wall-time', 1000))).verdict).toBe('unexercised')
})

test('a world that never healed tests nothing', () => {
  const trace = traceOf({}, (t) => {
    t.call()
    t.attempt(200)
    t.value()
  })
  expect(recovers().check(trace).verdict).toBe('unexercised')
})

test('the message tells how the last attempt ended', () => {
  const trace = afterOutage((t) => {
    t.attempt(200)
    t.attempt(401)
    t.error({ status: 401 })
  })
  expect(recovers().check(trace).message).toContain('attempt 2 of call 1 answered 401')
})

test('the message tells how the call ended, and when', () => {
  const ends: [string, (t: Recorder) => void][] = [
    ['ended at 725s with "Error: it failed": it sent nothing.', (t) => t.error()],
    ['ended at 725s without a value: it sent nothing.', (t) => t.aborted()],
    ['never ended: it sent nothing.', (t) => t.deadSilence()],
  ]
  for (const [text, end] of ends) {
    const trace = afterOutage((t) => {
      t.wait(5000)
      end(t)
    })
    expect(recovers().check(trace).message).toContain(`Call 1 started at 720s in the healed world, but ${text}`)
  }
})

test('a limit of the drill that the call itself ran into is no excuse', () => {
  expect(recovers().check(afterOutage((t) => t.limit('attempts', 1))).verdict).toBe('violated')
  const failed = afterOutage((t) => {
    t.error()
    t.limit('wall-time', 1000)
  })
  expect(recovers().check(failed).verdict).toBe('violated')
})

test('until its declared reset, a breaker may keep calls away; one without a breaker may not', () => {
  const breaker = { threshold: 0.5, window: '1m', reset: '30s', volume: 2 } as const
  const later = (waitMs: number, isEnded = true) =>
    traceOf({}, (t) => {
      for (let call = 0; call < 2; call++) {
        t.call()
        t.attempt(500)
        t.error({ status: 500 })
      }
      t.wait(waitMs)
      t.call({ healed: true })
      if (isEnded) t.error()
      else t.deadSilence()
      t.wait(60_000)
      t.call({ healed: true })
      t.attempt(200)
      t.value()
    })
  expect(recovers({ breaker }).check(later(10_000))).toMatchObject({
    verdict: 'held',
    message: '1 call in the healed world succeeded, from 70s on.',
  })
  expect(recovers({ breaker }).check(later(40_000)).verdict).toBe('violated')
  expect(recovers().check(later(10_000)).verdict).toBe('violated')
  expect(recovers({ breaker }).check(later(10_000, false)).verdict).toBe('violated')
})

// Helpers

function afterOutage(then: (t: Recorder) => void) {
  return traceOf({}, (t) => {
    t.call()
    t.attempt(500)
    t.error({ status: 500 })
    t.wait(720_000)
    t.call({ healed: true })
    then(t)
  })
}
