/** What a breaker excuses, by example: it opens at 0 s for thirty seconds. */
import { expect, test } from 'vitest'
import type { ContractOptions } from '../../src/contract/contract.ts'
import { breakerExcuse } from '../../src/property/breaker-replay.ts'
import { calls } from '../../src/trace/view.ts'
import { traceOf } from './trace-builder.ts'

const BROKEN: ContractOptions = { breaker: { threshold: 0.5, window: '1m', reset: '30s', volume: 2 } }

test('a call may be refused from the opening until the reset is over', () => {
  expect([0, 29_999, 30_001].map((waitMs) => excusesCallAt(BROKEN, waitMs))).toEqual([true, true, false])
})

test('where none is declared, nothing is excused', () => {
  expect(excusesCallAt({}, 0)).toBe(false)
})

test('an opening within the call excuses what follows it', () => {
  const trace = traceOf(BROKEN, (t) => {
    t.call()
    t.attempt(500)
    t.attempt(500)
    t.error({ status: 500 })
  })
  const [call] = calls(trace)
  const [first, second] = call!.attempts
  const excuses = breakerExcuse(trace, trace.contract)
  expect(excuses(first!.headersAt!, second!.createdAt)).toBe(false)
  expect(excuses(second!.headersAt!, call!.endedAt!)).toBe(true)
})

// Helpers

function excusesCallAt(declared: ContractOptions, waitMs: number): boolean {
  const trace = traceOf(declared, (t) => {
    t.call()
    t.attempt(500)
    t.attempt(500)
    t.error({ status: 500 })
    t.wait(waitMs)
    t.call()
    t.error()
  })
  const late = calls(trace)[1]!
  return breakerExcuse(trace, trace.contract)(late.startedAt, late.endedAt!)
}
