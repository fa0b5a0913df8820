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

test('the limit that another call ran into, or requests of no call, says nothing of this one', () => {
  const cutOff = (by: number | null) =>
    traceOf({}, (t) => {
      t.call()
      t.attempt(500)
      t.call()
      for (let attempt = 0; attempt < 50; attempt++) t.attempt(500)
      t.limit('attempts', 50, by)
    })
  const result = terminates().check(cutOff(1))
  expect(proof(cutOff(1), result)).toEqual(['call-started 1', 'attempt-created 50', 'limit-reached 1'])
  expect(result.message).not.toContain('more like it')
  expect(terminates().check(cutOff(null)).message).toBe(
    'Call 0 was cut off by the harness or by another call, not by its own doing.',
  )
})

test.each<[string, 'attempts' | 'calls' | 'timers' | 'virtual-time', string, string]>([
  ['attempts', 'attempts', "when the drill's limit of 1 attempt stopped it", 'Give up after a fixed number of retries'],
  [
    'calls',
    'calls',
    "when the drill's limit of 1 call stopped it",
    'Bound every attempt and the whole call by a timer',
  ],
  ['timers', 'timers', "when the drill's limit of 1 timer stopped it", 'Bound every attempt'],
  ['time', 'virtual-time', "the end of the drill's virtual time of 0.001s", 'Bound every attempt'],
])('the limit of %s that a call ran into is named, with what to do', (_name, limit, said, remedy) => {
  const trace = traceOf({}, (t) => {
    t.wait(1000)
    t.call()
    t.attempt(200)
    t.wait(500)
    t.limit(limit, 1)
  })
  expect(terminates().check(trace).message).toMatch(
    new RegExp(`^Call 0 was still open after 1 attempt at 1.5s, ${said}. ${remedy}`),
  )
})

test('a call that nothing can wake is told so, and what to do', () => {
  const trace = traceOf({}, (t) => {
    t.call()
    t.value()
    t.call()
    t.deadSilence()
  })
  const result = terminates().check(trace)
  expect(result.message).toMatch(
    /^Call 1 was still open after 0 attempts at 0s, with no timer set and nothing under way that could wake it\. Bound every/,
  )
  expect(proof(trace, result)).toEqual(['call-started 1', 'dead-silence'])
})

test('the longest call is told, by its own time, with the bound that it kept', () => {
  const trace = traceOf({}, (t) => {
    for (const milliseconds of [1000, 3000, 2000]) {
      t.call()
      t.wait(milliseconds)
      t.value()
    }
  })
  expect(terminates().check(trace).message).toBe('3 calls ended, the longest after 3s.')
  expect(terminates({ totalTime: '3s' }).check(trace).message).toBe(
    '3 calls ended, the longest after 3s, of 3s declared.',
  )
  expect(terminates({ totalTime: '2s' }).check(trace).message).toMatch(
    /^Call 1 took 3s and 0 attempts until 4s, where 2s in total is declared\./,
  )
})

test('only what the hint asked for is free, not what was waited beyond it, and no wait that no hint asked for', () => {
  const waiting = (waitMs: number, hints: Record<string, string>) =>
    traceOf({ totalTime: '1s' }, (t) => {
      t.call()
      t.attempt({ status: 503, hints })
      t.wait(waitMs)
      t.attempt(200)
      t.value()
    })
  expect(terminates().check(waiting(31_000, { 'retry-after': '30' })).verdict).toBe('held')
  expect(terminates().check(waiting(31_001, { 'retry-after': '30' })).message).toContain('took 1.001s and 2 attempts')
  expect(terminates().check(waiting(29_999, { 'retry-after': '30' })).verdict).toBe('held')
  expect(terminates().check(waiting(5000, {})).verdict).toBe('violated')
  expect(terminates().check(waiting(5000, { 'retry-after': 'soon' })).verdict).toBe('violated')
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
