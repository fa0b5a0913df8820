/** What every property owes, over random traces. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ContractOptions } from '../../src/contract/contract.ts'
import { allProperties, propertyIds } from '../../src/property/all.ts'
import { type Recorder, traceOf } from './trace-builder.ts'

const NUMBER = fc.nat({ max: 5 })
const HINT = fc.constantFrom('0', '1', '30', '3600', '-1', 'soon', '9'.repeat(400), 'Sun, 06 Nov 1994 12:00:30 GMT')

const TEXT = fc.constantFrom('a', 'b', 'req_1', '2026-01-01T00:00:00Z req_1', 'key#1', 'TypeError: fetch failed')

/** Things that can happen, in any order: the recorder keeps them in a form that a drill could write. */
const HAPPENING: fc.Arbitrary<(t: Recorder) => void> = fc.oneof(
  fc.nat({ max: 100_000 }).map((ms) => (t: Recorder) => t.wait(ms)),
  fc
    .record({ status: fc.constantFrom(200, 400, 401, 413, 429, 500, 529), key: NUMBER, body: NUMBER, hint: HINT })
    .map(({ status, key, body, hint }) => (t: Recorder) => {
      const hints = { 'retry-after': hint, date: 'Sun, 06 Nov 1994 12:00:00 GMT' }
      t.attempt({ status, hints, requestId: 'req_1' }, { key: `key#${key}`, body: `{"a":${body}}` })
    }),
  fc.constant((t: Recorder) => void t.reset()),
  fc.constant((t: Recorder) => void t.silence()),
  fc.constant((t: Recorder) => void t.cut()),
  fc.constantFrom('script[1].limits', 'healthy tail').map((step) => (t: Recorder) => {
    for (let attempt = 0; attempt < 12; attempt++) t.attempt(step === 'healthy tail' ? 200 : 500, { step })
  }),
  fc.tuple(fc.constantFrom('log', 'alert', 'effect', 'show', 'layer', 'queue', 'drained'), TEXT).map(
    ([sink, text]) =>
      (t: Recorder) =>
        t[sink](text),
  ),
  TEXT.map((text) => (t: Recorder) => t.log(text, 'console')),
  fc.constantFrom<'client' | 'runtime'>('client', 'runtime').map((by) => (t: Recorder) => {
    const attempt = t.silence()
    t.wait(10_000)
    t.fail(attempt, by)
  }),
  fc.constant((t: Recorder) => void t.unexpectedHost()),
  fc.constant((t: Recorder) => void t.unhandled()),
  fc.tuple(NUMBER, NUMBER).map(
    ([timers, sockets]) =>
      (t: Recorder) =>
        t.census(timers, sockets),
  ),
)

const ENDING: fc.Arbitrary<(t: Recorder) => void> = fc.constantFrom<(t: Recorder) => void>(
  (t) => t.value(),
  (t) => t.error({ message: 'line one\nline two', status: 500 }),
  (t) => {
    t.abort()
    t.wait(1)
    t.aborted()
  },
  (t) => t.deadSilence(),
  (t) => t.limit('attempts', 50),
  (t) => t.limit('wall-time', 1000),
)

const CONTRACT = fc.record(
  {
    retries: NUMBER,
    backoffCap: fc.constant(8000),
    jitter: fc.constantFrom('none' as const, 'proportional' as const, 'full' as const, 'decorrelated' as const),
    totalTime: fc.constant(60_000),
    attemptTime: fc.constant(5000),
    degraded: fc.boolean(),
    refreshesCredential: fc.boolean(),
    amplification: fc.constant(1.5),
    shown: fc.boolean(),
    logs: fc.boolean(),
    alerts: fc.constant({ after: 2, within: 60_000 }),
    effects: fc.boolean(),
    queue: fc.constantFrom({ perSecond: 0.3 }, { perSecond: 2 }),
    fallback: fc.constantFrom({ chain: ['opus', 'sonnet'] }, { chain: ['opus', { host: 'b.test', retries: 1 }] }),
    breaker: fc.constant({ threshold: 0.5, window: 60_000, reset: 5000, volume: 2 }),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<ContractOptions>

const CALL = fc.record({ healed: fc.boolean(), happenings: fc.array(HAPPENING, { maxLength: 8 }), ending: ENDING })

const TRACE = fc.tuple(CONTRACT, fc.array(CALL, { maxLength: 7 })).map(([declared, calls]) =>
  traceOf(declared, (t) => {
    for (const { healed, happenings, ending } of calls) {
      t.call({ healed })
      for (const happening of happenings) happening(t)
      ending(t)
    }
  }),
)

test('properties are named once, in the order of their rules', () => {
  expect(propertyIds).toEqual([...new Set(propertyIds)])
  const rules = allProperties().map(({ rule }) => Number(rule.slice(1)))
  expect(rules).toEqual(Array.from({ length: 22 }, (_, index) => index + 1))
})

test.each(allProperties())(
  '$id judges any trace: the same each time, in a sentence, by events that exist',
  (property) => {
    fc.assert(
      fc.property(TRACE, (trace) => {
        const before = JSON.stringify(trace)
        const result = property.check(trace)
        expect(property.check(trace)).toEqual(result)
        expect(JSON.stringify(trace)).toBe(before)
        expect(result).toMatchObject({ id: property.id, rule: property.rule })
        expect(JSON.parse(JSON.stringify(result))).toEqual(result)
        expect(result.message).toMatch(/^[A-Z0-9][^\n]*\.$/)
        expect(result.message).not.toMatch(/NaN|Infinity|undefined|null/)
        expect(result.message).not.toContain('..')
        for (const line of result.advice) expect(line).toMatch(/^[A-Z].*\.$/)
        for (const place of result.evidence) expect(trace.events[place]).toBeDefined()
        expect(result.evidence.length > 0).toBe(result.verdict === 'violated')
      }),
    )
  },
)

test('an empty trace tests nothing', () => {
  const trace = traceOf({}, () => {})
  expect(allProperties().map((property) => property.check(trace).verdict)).toEqual(propertyIds.map(() => 'unexercised'))
})
