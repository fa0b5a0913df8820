/** R3 by example. */
import { expect, test } from 'vitest'
import type { ContractOptions } from '../../src/contract/contract.ts'
import { backsOff } from '../../src/property/backs-off.ts'
import { proof, traceOf } from './trace-builder.ts'

test('growing waits are held', () => {
  const result = backsOff().check(waiting([500, 1000, 2000]))
  expect(result.verdict).toBe('held')
  expect(result.message).toBe('3 waits, each longer than the one before: 0.5s, 1s, 2s.')
})

test('a short first wait is advice, when undeclared', () => {
  expect(backsOff().check(waiting([500, 1000])).advice).toEqual([
    'The first wait was 0.5s; 1s, then 2s and 4s, are advised (default).',
  ])
  expect(backsOff().check(waiting([1000, 2000])).advice).toEqual([])
})

test('constant waits are caught, with the first and the last as proof', () => {
  const trace = waiting([1000, 1000, 1000])
  const result = backsOff().check(trace)
  expect(result.verdict).toBe('violated')
  expect(proof(trace, result)).toEqual([
    'answer-headers 0',
    'attempt-created 1',
    'answer-headers 2',
    'attempt-created 3',
  ])
  expect(result.message).toContain('Call 0 waited 1s, 1s, 1s')
  expect(result.message).toContain('no cap declared')
})

test('an instant retry is caught', () => {
  const trace = waiting([0, 1000])
  const result = backsOff().check(trace)
  expect(result.verdict).toBe('violated')
  expect(proof(trace, result)).toEqual(['answer-headers 0', 'attempt-created 1'])
})

test('one wait alone shows no growth', () => {
  expect(backsOff().check(waiting([0])).verdict).toBe('unexercised')
})

test('waits at the declared cap need not grow', () => {
  expect(backsOff({ backoffCap: '8s' }).check(waiting([8000, 8000])).verdict).toBe('held')
  expect(backsOff({ backoffCap: '8s' }).check(waiting([4000, 4000])).verdict).toBe('violated')
  const jittered = backsOff({ backoffCap: '8s', jitter: 'proportional' })
  expect(jittered.check(waiting([7900, 6100])).verdict).toBe('held')
})

test('a wait that is shorter within the declared jitter is held, one beyond it is not', () => {
  expect(backsOff({ jitter: 'proportional' }).check(waiting([1000, 800])).verdict).toBe('held')
  expect(backsOff({ jitter: 'proportional' }).check(waiting([1000, 700])).verdict).toBe('violated')
  expect(backsOff({ jitter: 'none' }).check(waiting([1000, 800])).verdict).toBe('violated')
  expect(backsOff().check(waiting([1000, 800])).verdict).toBe('violated')
})

test("the SDKs' own jitter still grows, so that it need not be declared", () => {
  expect(backsOff().check(waiting([500, 750])).verdict).toBe('held')
})

test('full and decorrelated jitter may shrink by chance', () => {
  expect(backsOff({ jitter: 'full' }).check(waiting([1000, 200])).verdict).toBe('unexercised')
  expect(backsOff({ jitter: 'decorrelated' }).check(waiting([1000, 200])).verdict).toBe('unexercised')
})

test('full jitter may draw one zero, but not nothing else; decorrelated jitter has a base', () => {
  expect(backsOff({ jitter: 'full' }).check(waiting([0, 900])).verdict).toBe('unexercised')
  expect(backsOff({ jitter: 'full' }).check(waiting([0, 0])).verdict).toBe('violated')
  expect(backsOff({ jitter: 'decorrelated' }).check(waiting([0, 900])).verdict).toBe('violated')
})

test('waits that a hint decided are left out', () => {
  const trace = traceOf({}, (t) => {
    t.call()
    t.attempt({ status: 429, hints: { 'retry-after': '30' } })
    t.wait(30_000)
    t.attempt(500)
    t.wait(1000)
    t.attempt(500)
    t.wait(2000)
    t.attempt(200)
    t.value()
  })
  expect(backsOff().check(trace).message).toBe('2 waits, each longer than the one before: 1s, 2s.')
})

test('a hint that says nothing leaves the wait to the client', () => {
  const result = backsOff().check(waiting([1000, 1000], {}, { 'retry-after': 'soon' }))
  expect(result.verdict).toBe('violated')
})

test('`retry-after: 0` excuses one instant retry, not two', () => {
  const zero = { 'retry-after': '0' }
  expect(backsOff().check(waiting([0, 1000], {}, zero)).verdict).toBe('unexercised')
  const trace = waiting([0, 0], {}, zero)
  const result = backsOff().check(trace)
  expect(result.verdict).toBe('violated')
  expect(proof(trace, result)).toEqual(['answer-headers 1', 'attempt-created 2'])
})

test('a fallback needs no wait, and begins a back-off of its own', () => {
  const trace = traceOf({}, (t) => {
    t.call()
    t.attempt(529)
    t.wait(1000)
    t.attempt(529)
    t.wait(2000)
    t.attempt(529)
    t.attempt(529, { model: 'sonnet' })
    t.wait(1000)
    t.attempt(200, { model: 'sonnet' })
    t.value()
  })
  expect(backsOff().check(trace).message).toBe('2 waits, each longer than the one before: 1s, 2s.')
})

test('a fresh credential after 401 needs no wait', () => {
  const trace = traceOf({}, (t) => {
    t.call()
    t.attempt(401)
    t.attempt(500, { key: 'key#2' })
    t.wait(1000)
    t.attempt(200, { key: 'key#2' })
    t.value()
  })
  expect(backsOff().check(trace).verdict).toBe('unexercised')
})

test('requests side by side have no wait between them, even on a clock that stands still', () => {
  const trace = traceOf({}, (t) => {
    t.call()
    const numbers = [t.request(), t.request(), t.request()]
    for (const number of numbers) t.answer(number, 500)
    t.error({ status: 500 })
  })
  expect(backsOff().check(trace).verdict).toBe('unexercised')
})

test('a wait begins where the failure shows: with the headers, not with the end of an error body', () => {
  const trace = traceOf({}, (t) => {
    t.call()
    for (const waitMs of [1000, 2000]) {
      const number = t.request({ fault: 'status(500)' })
      t.headers(number, { status: 500 })
      t.wait(400)
      t.body(number)
      t.wait(waitMs - 400)
    }
    t.attempt(200)
    t.value()
  })
  expect(backsOff().check(trace).message).toContain('1s, 2s')
})

test('refused connections are retries of the same link', () => {
  const trace = traceOf({}, (t) => {
    t.call()
    t.attempt(500)
    for (const waitMs of [1000, 1000]) {
      t.wait(waitMs)
      t.fail(t.create(), 'service')
    }
    t.error()
  })
  expect(backsOff().check(trace).verdict).toBe('violated')
})

// Helpers

function waiting(waitsMs: number[], declared: ContractOptions = {}, hints: Record<string, string> = {}) {
  return traceOf(declared, (t) => {
    t.call()
    t.attempt({ status: 500, hints })
    for (const waitMs of waitsMs) {
      t.wait(waitMs)
      t.attempt({ status: 500, hints })
    }
    t.error({ status: 500 })
  })
}
