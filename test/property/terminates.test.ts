/** R7 by example. */
import { expect, test } from 'vitest'
import { terminates } from '../../src/property/terminates.ts'
import type { LimitKind } from '../../src/trace/event.ts'
import { proof, traceOf } from './trace-builder.ts'

test('calls that end are held', () => {
  const result = terminates().check(taking(1500))
  expect(result).toMatchObject({ verdict: 'held', message: '1 call ended, the longest after 1.5s.' })
})

test.each<LimitKind>(['attempts', 'calls', 'timers', 'virtual-time'])(
  'a call open at the limit of %s is caught',
  (limit) => {
    const trace = traceOf({}, (t) => {
      t.call()
      t.attempt(500)
      t.wait(1000)
      t.attempt(500)
      t.limit(limit, 2000)
    })
    const result = terminates().check(trace)
    expect(result.verdict).toBe('violated')
    expect(proof(trace, result)).toEqual(['call-started 0', 'attempt-created 1', 'limit-reached 0'])
    expect(result.message).toContain('Call 0 was still open after 2 attempts at 1s')
    expect(result.message).toMatch(limit === 'virtual-time' ? /virtual time of 2s/ : /limit of 2000/)
  },
)

test('a call that nothing is left to wake is caught', () => {
  const trace = traceOf({}, (t) => {
    t.call()
    t.silence()
    t.deadSilence()
  })
  const result = terminates().check(trace)
  expect(result.verdict).toBe('violated')
  expect(proof(trace, result)).toEqual(['call-started 0', 'attempt-created 0', 'dead-silence'])
})

test("the harness's own wall-clock limit is not the client's fault", () => {
  const trace = traceOf({}, (t) => {
    t.call()
    t.limit('wall-time', 10_000)
  })
  expect(terminates().check(trace).verdict).toBe('unexercised')
})

test('without a call nothing was tested', () => {
  expect(terminates().check(traceOf({}, () => {})).verdict).toBe('unexercised')
})

test('a call past its declared total time is caught, one at it is not', () => {
  expect(terminates({ totalTime: '60s' }).check(taking(60_000)).verdict).toBe('held')
  const trace = taking(91_000)
  const result = terminates({ totalTime: '60s' }).check(trace)
  expect(result.verdict).toBe('violated')
  expect(proof(trace, result)).toEqual(['call-started 0', 'call-ended 0'])
  expect(result.message).toContain('Call 0 took 91s and 1 attempt')
  expect(result.message).toContain('60s in total is declared')
})

test('obeyed hints are not counted, hints over the cap are', () => {
  const parked = (hint: number) =>
    traceOf({ totalTime: '20s' }, (t) => {
      t.call()
      t.attempt({ status: 429, hints: { 'retry-after': String(hint) } })
      t.wait(hint * 1000 + 5000)
      t.attempt(200)
      t.value()
    })
  expect(terminates().check(parked(30)).verdict).toBe('held')
  expect(terminates().check(parked(61)).verdict).toBe('violated')
  expect(terminates({ retryAfterCap: '2m' }).check(parked(61)).verdict).toBe('held')
})

test('a hint that was not obeyed buys no time', () => {
  const trace = traceOf({ totalTime: '20s' }, (t) => {
    t.call()
    t.attempt({ status: 429, hints: { 'retry-after': '30' } })
    t.wait(25_000)
    t.attempt(200)
    t.value()
  })
  expect(terminates().check(trace).verdict).toBe('violated')
})

test('a hint at the cap that was waited out exactly counts as obeyed, and is named', () => {
  const trace = traceOf({ totalTime: '1s' }, (t) => {
    t.call()
    t.attempt({ status: 429, hints: { 'retry-after': '60' } })
    t.wait(60_000)
    const attempt = t.request()
    t.wait(1500)
    t.answer(attempt, 200)
    t.value()
  })
  expect(terminates({ totalTime: '2s' }).check(trace).verdict).toBe('held')
  expect(terminates().check(trace).message).toContain('took 1.5s and 2 attempts until 61.5s, 60s of obeyed hints not')
})

// Helpers

function taking(milliseconds: number) {
  return traceOf({}, (t) => {
    t.call()
    const attempt = t.request()
    t.wait(milliseconds)
    t.answer(attempt, 200)
    t.value()
  })
}
