/** R19 by example. */
import { expect, test } from 'vitest'
import { obeysAbort } from '../../src/property/obeys-abort.ts'
import { proof, type Recorder, traceOf } from './trace-builder.ts'

test('a call that settles at the instant of its abort is held, however it settles', () => {
  const ends = [(t: Recorder) => t.aborted(), (t: Recorder) => t.error(), (t: Recorder) => t.value()]
  for (const end of ends) expect(obeysAbort().check(abortedThen(end)).verdict).toBe('held')
})

test('a call that settles later is caught', () => {
  const trace = abortedThen((t) => {
    t.wait(1000)
    t.aborted()
  })
  const result = obeysAbort().check(trace)
  expect(result.verdict).toBe('violated')
  expect(proof(trace, result)).toEqual(['call-aborted 0', 'call-ended 0'])
  expect(result.message).toContain('aborted by its caller at 5s, but settled only at 6s')
})

test('a request after the abort is caught, even at the same instant', () => {
  const trace = abortedThen((t) => {
    t.attempt(200)
    t.aborted()
  })
  const result = obeysAbort().check(trace)
  expect(result.verdict).toBe('violated')
  expect(proof(trace, result)).toEqual(['call-aborted 0', 'attempt-created 1'])
})

test('a request before the abort at the same instant is fine', () => {
  const trace = traceOf({}, (t) => {
    t.call()
    const attempt = t.request()
    t.abort()
    t.fail(attempt, 'client')
    t.aborted()
  })
  expect(obeysAbort().check(trace).verdict).toBe('held')
})

test('a request of another call after the abort is fine', () => {
  const trace = abortedThen((t) => {
    t.aborted()
    t.wait(1000)
    t.call()
    t.attempt(200)
    t.value()
  })
  expect(obeysAbort().check(trace).verdict).toBe('held')
})

test('a call that never settles after its abort is caught', () => {
  const dead = abortedThen((t) => t.deadSilence())
  const late = abortedThen((t) => {
    t.wait(60_000)
    t.limit('virtual-time', 65_000)
  })
  expect(proof(dead, obeysAbort().check(dead))).toEqual(['call-aborted 0', 'dead-silence'])
  expect(proof(late, obeysAbort().check(late))).toEqual(['call-aborted 0', 'limit-reached 0'])
  expect(obeysAbort().check(late).message).toContain('never settled')
})

test('a drill that was cut at the instant of the abort leaves it open', () => {
  expect(obeysAbort().check(abortedThen((t) => t.limit('wall-time', 1000))).verdict).toBe('unexercised')
})

test('without an abort, or with one after the end, nothing was tested', () => {
  const unaborted = traceOf({}, (t) => {
    t.call()
    t.attempt(200)
    t.value()
  })
  const after = traceOf({}, (t) => {
    t.call()
    t.value()
    t.abort()
  })
  expect(obeysAbort().check(unaborted).verdict).toBe('unexercised')
  expect(obeysAbort().check(after).verdict).toBe('unexercised')
})

// Helpers

function abortedThen(then: (t: Recorder) => void) {
  return traceOf({}, (t) => {
    t.call()
    t.attempt(500)
    t.wait(5000)
    t.abort()
    then(t)
  })
}
