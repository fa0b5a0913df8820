/** What a run comes to, by example. */
import { expect, test } from 'vitest'
import type { PropertyResult, PropertyVerdict } from '../../src/property/property.ts'
import { runVerdict } from '../../src/property/verdict.ts'
import { traceOf } from './trace-builder.ts'

const QUIET = traceOf({}, () => {})

test('held properties, and others that were never needed, are a pass', () => {
  expect(runVerdict(QUIET, [result('recovers', 'held'), result('jitters', 'unexercised')], ['recovers'])).toEqual({
    verdict: 'pass',
    reasons: [],
  })
})

test('a violated property fails the run, whatever else is doubtful', () => {
  const trace = traceOf({}, (t) => {
    t.call()
    t.limit('wall-time', 1000)
  })
  expect(runVerdict(trace, [result('recovers', 'violated')], ['jitters'])).toEqual({
    verdict: 'fail',
    reasons: ['recovers: It is violated.'],
  })
})

test('a violation of what is only advised fails nothing, and holds nothing', () => {
  const advised = { ...result('recovers', 'violated'), severity: 'advice' as const }
  expect(runVerdict(QUIET, [advised, result('terminates', 'held')], ['recovers']).verdict).toBe('pass')
  expect(runVerdict(QUIET, [advised], [])).toEqual({
    verdict: 'inconclusive',
    reasons: ['No property came to the test and was held.'],
  })
})

test('an unexpected host fails the run', () => {
  const trace = traceOf({}, (t) => {
    t.call()
    t.unexpectedHost()
    t.error()
  })
  expect(runVerdict(trace, [result('recovers', 'held')], [])).toEqual({
    verdict: 'fail',
    reasons: ['unexpected host telemetry.test: Nobody plays telemetry.test.'],
  })
})

test('a drill that never came to the healed world for want of calls is left open', () => {
  const trace = traceOf({}, (t) => t.limit('calls', 500))
  expect(runVerdict(trace, [result('recovers', 'held')], [])).toEqual({
    verdict: 'inconclusive',
    reasons: ['The drill came to its limit of calls before any of them met the healed world.'],
  })
})

test('a drill that requests of no call brought to its limit is left open', () => {
  const cutOff = (by: number | null) =>
    traceOf({}, (t) => {
      t.call()
      t.limit('attempts', 50, by)
    })
  expect(runVerdict(cutOff(null), [result('recovers', 'held')], [])).toEqual({
    verdict: 'inconclusive',
    reasons: ['The drill came to its limit of attempts by requests that belong to no call.'],
  })
  expect(runVerdict(cutOff(0), [result('recovers', 'held')], []).verdict).toBe('pass')
})

test('the wall-clock limit, a required property out of reach, or nothing held leave the run open', () => {
  const cut = traceOf({}, (t) => t.limit('wall-time', 1000))
  const held = [result('recovers', 'held')]
  expect(runVerdict(cut, held, []).verdict).toBe('inconclusive')
  expect(runVerdict(QUIET, [...held, result('jitters', 'unexercised')], ['jitters'])).toEqual({
    verdict: 'inconclusive',
    reasons: ['jitters is required, but stayed unexercised: It is unexercised.'],
  })
  expect(runVerdict(QUIET, held, ['jitters']).reasons).toEqual(['jitters is required, but was not judged.'])
  expect(runVerdict(QUIET, [result('jitters', 'unexercised')], []).verdict).toBe('inconclusive')
  expect(runVerdict(QUIET, [], []).verdict).toBe('inconclusive')
})

// Helpers

function result(id: string, verdict: PropertyVerdict): PropertyResult {
  return { id, rule: 'R1', verdict, message: `It is ${verdict}.`, evidence: [], advice: [] }
}
