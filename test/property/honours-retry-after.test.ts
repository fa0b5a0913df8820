/** R5 by example. */
import { expect, test } from 'vitest'
import type { ContractOptions } from '../../src/contract/contract.ts'
import { honoursRetryAfter } from '../../src/property/honours-retry-after.ts'
import { proof, type RequestParts, traceOf } from './trace-builder.ts'

const NOON = 'Sun, 06 Nov 1994 12:00:00 GMT'

test('a hint that is waited out is held', () => {
  const result = honoursRetryAfter().check(answered({ 'retry-after': '30' }, 30_000))
  expect(result).toMatchObject({ verdict: 'held', message: 'No try before its time after 1 hint.' })
})

test('a retry before its time is caught, with the answer and the retry as proof', () => {
  const trace = answered({ 'retry-after': '30' }, 500)
  const result = honoursRetryAfter().check(trace)
  expect(result.verdict).toBe('violated')
  expect(proof(trace, result)).toEqual(['answer-headers 0', 'attempt-created 1'])
  expect(result.message).toContain('Attempt 1 of call 0 was sent at 0.5s')
  expect(result.message).toContain('"retry-after: 30", so not before 30s')
})

test('a timer may round by 1 ms', () => {
  expect(honoursRetryAfter().check(answered({ 'retry-after': '30' }, 29_999)).verdict).toBe('held')
  expect(honoursRetryAfter().check(answered({ 'retry-after': '30' }, 29_998)).verdict).toBe('violated')
})

test.each([
  ['retry-after-ms in milliseconds', { 'retry-after-ms': '1234' }, 1234],
  ['fractions of a second', { 'retry-after': '1.5' }, 1500],
  ['the smaller of two that disagree', { 'retry-after': '30', 'retry-after-ms': '1234' }, 1234],
  ['the smaller of duplicates', { 'retry-after': ['30', '7'] }, 7000],
  ['the one that can be read', { 'retry-after': ['soon', '7'] }, 7000],
])('%s count', (_, hints, waitMs) => {
  expect(honoursRetryAfter().check(answered(hints, waitMs)).verdict).toBe('held')
  expect(honoursRetryAfter().check(answered(hints, waitMs - 2)).verdict).toBe('violated')
})

test("an HTTP date counts from the answer's own date, to the second", () => {
  const hints = { 'retry-after': 'Sun, 06 Nov 1994 12:00:30 GMT', date: NOON }
  expect(honoursRetryAfter().check(answered(hints, 29_000)).verdict).toBe('held')
  expect(honoursRetryAfter().check(answered(hints, 28_999)).verdict).toBe('violated')
})

test('a date without the date of its answer says nothing', () => {
  const hints = { 'retry-after': 'Sun, 06 Nov 1994 12:00:30 GMT' }
  expect(honoursRetryAfter().check(answered(hints, 0)).verdict).toBe('unexercised')
})

test.each([
  ['garbage', { 'retry-after': 'soon' }],
  ['a negative number', { 'retry-after': '-5' }],
  ['a past date', { 'retry-after': 'Sun, 06 Nov 1994 11:59:00 GMT', date: NOON }],
])('%s allows any wait but none', (_, hints) => {
  expect(honoursRetryAfter().check(answered(hints, 1)).verdict).toBe('held')
  expect(honoursRetryAfter().check(answered(hints, 0)).verdict).toBe('violated')
})

test('`retry-after: 0` allows a retry at once, and tests nothing', () => {
  expect(honoursRetryAfter().check(answered({ 'retry-after': '0' }, 0)).verdict).toBe('unexercised')
})

test('a hint over the cap is refused, or waited out, but not ignored', () => {
  const hints = { 'retry-after': '3600' }
  const refused = honoursRetryAfter().check(answered(hints, null))
  expect(refused).toMatchObject({ verdict: 'held', message: '1 hint over the cap (60s, default) refused.' })
  const parked = honoursRetryAfter().check(answered(hints, 3_600_000))
  expect(parked.verdict).toBe('held')
  expect(parked.advice).toEqual([
    'Call 0 waited out "retry-after: 3600", over the cap of 60s, default; give up on such a target.',
  ])
  expect(honoursRetryAfter().check(answered(hints, 500)).verdict).toBe('violated')
})

test('a declared cap moves the bound', () => {
  const result = honoursRetryAfter({ retryAfterCap: '10s' }).check(answered({ 'retry-after': '30' }, null))
  expect(result.message).toBe('1 hint over the cap (10s, declared) refused.')
})

test('a hint within the cap that no try followed tests nothing', () => {
  expect(honoursRetryAfter().check(answered({ 'retry-after': '30' }, null)).verdict).toBe('unexercised')
})

test('another target may be tried at once; the same one, later in the call, may not', () => {
  const fallingBack = (waitMs: number) =>
    traceOf({}, (t) => {
      t.call()
      t.attempt({ status: 429, hints: { 'retry-after': '30' } })
      t.attempt(529, { model: 'sonnet' })
      t.wait(waitMs)
      t.attempt(200)
      t.value()
    })
  expect(honoursRetryAfter().check(fallingBack(30_000)).verdict).toBe('held')
  expect(honoursRetryAfter().check(fallingBack(1000)).verdict).toBe('violated')
})

test('an answer that is a success gives no hint', () => {
  const trace = traceOf({}, (t) => {
    t.call()
    t.attempt({ status: 200, hints: { 'retry-after': '30' } })
    t.attempt(200)
    t.value()
  })
  expect(honoursRetryAfter().check(trace).verdict).toBe('unexercised')
})

test('a hint within the cap that was obeyed needs no advice', () => {
  expect(honoursRetryAfter().check(answered({ 'retry-after': '60' }, 60_000)).advice).toEqual([])
})

test('a date that is now is past by the time it is read', () => {
  const hints = { 'retry-after': NOON, date: NOON }
  expect(honoursRetryAfter().check(answered(hints, 0)).verdict).toBe('violated')
})

test('a call that is aborted or cut off has refused nothing', () => {
  const hinted = { status: 429, hints: { 'retry-after': '3600' } }
  const aborted = traceOf({}, (t) => {
    t.call()
    t.attempt(hinted)
    t.abort()
    t.aborted()
  })
  const parked = traceOf({}, (t) => {
    t.call()
    t.attempt(hinted)
    t.limit('virtual-time', 1000)
  })
  expect(honoursRetryAfter().check(aborted).verdict).toBe('unexercised')
  expect(honoursRetryAfter().check(parked).verdict).toBe('unexercised')
})

test('a request that never arrived may have gone to the next link of the chain, which owes no wait', () => {
  const trace = traceOf({}, (t) => {
    t.call()
    t.attempt({ status: 429, hints: { 'retry-after': '30' } })
    t.fail(t.create(), 'service', { code: 'ECONNREFUSED' })
    t.error()
  })
  expect(honoursRetryAfter().check(trace).verdict).toBe('violated')
  expect(honoursRetryAfter({ fallback: { chain: ['opus', 'sonnet'] } }).check(trace).verdict).toBe('unexercised')
})

// Helpers

function answered(hints: Record<string, string | string[]>, waitMs: number | null, declared: ContractOptions = {}) {
  return traceOf(declared, (t) => {
    t.call()
    t.attempt({ status: 429, hints })
    if (waitMs === null) {
      t.error({ status: 429 })
      return
    }
    t.wait(waitMs)
    t.attempt(200)
    t.value()
  })
}

test('`retry-after-ms` binds those who ask an API of models; others may keep it', () => {
  const asking = (parts: RequestParts, waitMs: number) =>
    traceOf({}, (t) => {
      t.call()
      t.attempt({ status: 500, hints: { 'retry-after-ms': '2000' } }, parts)
      t.wait(waitMs)
      t.attempt(200, parts)
      t.value()
    })
  expect(honoursRetryAfter().check(asking({}, 1000)).verdict).toBe('violated')
  expect(honoursRetryAfter().check(asking({ model: null }, 1000)).verdict).toBe('unexercised')
  expect(honoursRetryAfter().check(asking({ model: null }, 2000)).verdict).toBe('unexercised')
})

test('`retry-after` binds whoever asks', () => {
  const trace = traceOf({}, (t) => {
    t.call()
    t.attempt({ status: 500, hints: { 'retry-after': '2', 'retry-after-ms': '9000' } }, { model: null })
    t.wait(1000)
    t.attempt(200, { model: null })
    t.value()
  })
  expect(honoursRetryAfter().check(trace).message).toContain('"retry-after: 2", so not before 2s')
})
