/** R4 by example. */
import { expect, test } from 'vitest'
import { jitters } from '../../src/property/jitters.ts'
import { proof, traceOf } from './trace-builder.ts'

test('waits that differ from call to call are held', () => {
  const result = jitters().check(callsWaiting([500, 430, 390, 470, 410]))
  expect(result.verdict).toBe('held')
  expect(result.message).toBe('5 waits before retry 1 lie between 0.39s and 0.5s.')
})

test('five calls that wait the same time are caught, with every retry as proof', () => {
  const trace = callsWaiting([500, 500, 500, 500, 500])
  const result = jitters().check(trace)
  expect(result.verdict).toBe('violated')
  expect(proof(trace, result)).toEqual([1, 3, 5, 7, 9].map((attempt) => `attempt-created ${attempt}`))
  expect(result.message).toContain('5 waits before retry 1')
  expect(result.message).toContain('0.5s within 1ms')
})

test('waits within 1 ms are the same, waits further apart are not', () => {
  expect(jitters().check(callsWaiting([500, 501, 500, 501, 500])).verdict).toBe('violated')
  expect(jitters().check(callsWaiting([500, 502, 500, 501, 500])).verdict).toBe('held')
})

test('four waits are too few', () => {
  expect(jitters().check(callsWaiting([500, 500, 500, 500])).verdict).toBe('unexercised')
})

test('waits at different retries are not compared', () => {
  const trace = traceOf({}, (t) => {
    t.call()
    for (let index = 0; index < 6; index++) {
      t.attempt(500)
      t.wait(500)
    }
    t.error({ status: 500 })
  })
  expect(jitters().check(trace).verdict).toBe('unexercised')
})

test('waits that a hint decided are no choice of the client', () => {
  const hinted = callsWaiting([1000, 1000, 1000, 1000, 1000], { 'retry-after': '1' })
  expect(jitters().check(hinted).verdict).toBe('unexercised')
})

// Helpers

function callsWaiting(waitsMs: number[], hints: Record<string, string> = {}) {
  return traceOf({}, (t) => {
    for (const waitMs of waitsMs) {
      t.call()
      t.attempt({ status: 500, hints })
      t.wait(waitMs)
      t.attempt(200)
      t.value()
    }
  })
}
