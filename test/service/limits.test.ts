/** Limits on what passes in a minute: what they count, when there is room again, and what they tell of themselves. */
import { expect, test } from 'vitest'
import { healthy } from '../../src/fault/healthy.ts'
import { anthropicDialect } from '../../src/provider/anthropic/dialect.ts'
import type { TokenCount } from '../../src/provider/provider.ts'
import { capacity } from '../../src/scenario/capacity.ts'
import { during } from '../../src/scenario/during.ts'
import { limits } from '../../src/scenario/limits.ts'
import type { Item } from '../../src/scenario/step.ts'
import { when } from '../../src/scenario/when.ts'
import { serve } from '../../src/service/serve.ts'
import { initialState } from '../../src/service/state.ts'
import { aRequest } from '../provider/request.ts'
import { api, drive, faults, headerOf, OPTIONS } from './drive.ts'

const PASSED = 'healthy()'
const REMAINING = 'anthropic-ratelimit-requests-remaining'
const RESET = 'anthropic-ratelimit-requests-reset'

/** Labels of requests that cost so many tokens each, at these seconds. */
function costing(script: Item[], arrivals: [second: number, cost: TokenCount][]): string[] {
  let state = initialState({ script })
  return arrivals.map(([second, cost]) => {
    const dialect = { ...anthropicDialect, countTokens: () => cost }
    const served = serve(state, aRequest(), second * 1000, { ...OPTIONS, dialect })
    state = served.state
    return served.label
  })
}

test('answers may hold so many tokens a minute, whatever the requests bring', () => {
  const cost = { input: 1_000_000, output: 8 }
  expect(
    costing(
      [limits({ outputTokensPerMinute: 20 })],
      [
        [0, cost],
        [10, cost],
        [20, cost],
        [60, cost],
      ],
    ),
  ).toEqual([PASSED, PASSED, 'api.rateLimited({ retryAfter: 40 })', PASSED])
})

test('a large request waits until enough of the small ones are a minute old', () => {
  const small = { input: 300, output: 0 }
  expect(
    costing(
      [limits({ inputTokensPerMinute: 1000 })],
      [
        [0, small],
        [10, small],
        [20, small],
        [30, { input: 600, output: 0 }],
        [70, { input: 600, output: 0 }],
      ],
    ),
  ).toEqual([PASSED, PASSED, PASSED, 'api.rateLimited({ retryAfter: 40 })', PASSED])
})

test('a dialect that can not count takes four characters of a body for a token, rounded up', () => {
  const { countTokens: _, ...dialect } = anthropicDialect
  const { state } = drive([limits({ inputTokensPerMinute: 3, outputTokensPerMinute: 1 })], [])
  const labelOf = (body: string) => serve(state, aRequest({ body }), 0, { ...OPTIONS, dialect }).label
  expect([labelOf('a'.repeat(12)), labelOf('a'.repeat(13))]).toEqual([PASSED, 'api.rateLimited({ retryAfter: 60 })'])
})

test('a limit tells the time at which all of it is free again: a minute after the last that it let through', () => {
  const { served } = drive([limits({ requestsPerMinute: 3 })], [0, 5000, 20_000, 30_000])
  expect(served.map((answer) => headerOf(answer, RESET))).toEqual([
    '2026-01-01T00:01:00Z',
    '2026-01-01T00:01:05Z',
    '2026-01-01T00:01:20Z',
    '2026-01-01T00:01:20Z',
  ])
})

test('a limit that has let nothing through yet is free again in a minute', () => {
  const script = [limits({ requestsPerMinute: 3, inputTokensPerMinute: 1 })]
  const { served } = drive(script, [20_000])
  expect(served.map(({ label }) => label)).toEqual(['api.rateLimited({ retryAfter: 60 })'])
  expect(served.map((answer) => headerOf(answer, RESET))).toEqual(['2026-01-01T00:01:20Z'])
  expect(served.map((answer) => headerOf(answer, REMAINING))).toEqual(['3'])
})

test('a limit that counts no requests says nothing of requests', () => {
  const unlimited = drive([], [0]).served.map((answer) => headerOf(answer, REMAINING))
  const crowd = drive([limits({ concurrent: 5 })], [0]).served.map((answer) => headerOf(answer, REMAINING))
  expect(crowd).toEqual(unlimited)
})

test('masked below 400, a limit answers with its own error under that status; from 400 on with that error', () => {
  const refusalOf = (maskedAs: number) => drive([limits({ requestsPerMinute: 1, maskedAs })], [0, 1]).served[1]!
  const headOf = (maskedAs: number) => refusalOf(maskedAs).answer.find((act) => act.act === 'head')
  expect(headOf(200)).toMatchObject({ status: 200 })
  expect(JSON.stringify(refusalOf(200).answer)).toContain('rate_limit_error')
  expect(refusalOf(400).label).toBe('api.badRequest()')
})

test.each<[where: string, script: Item[], remaining: string]>([
  ['within a window', [during('1m', limits({ requestsPerMinute: 8 }))], '7'],
  ['around a window', [limits({ requestsPerMinute: 8 }), during('1m', healthy())], '7'],
  ['within a track', [when({ call: 0 }, limits({ requestsPerMinute: 8 }))], '7'],
  ['around another', [limits({ requestsPerMinute: 8 }), during('1m', limits({ requestsPerMinute: 3 }))], '2'],
])('a limit %s tells of itself; the innermost speaks', (_, script, remaining) => {
  expect(drive(script, [0]).served.map((answer) => headerOf(answer, REMAINING))).toEqual([remaining])
})

test.each<[where: string, inner: Item]>([
  ['within a window', during('1m', capacity({ requestsPerSecond: 2, queue: 9 }))],
  ['within a track', when({ call: 0 }, capacity({ requestsPerSecond: 2, queue: 9 }))],
])('queues one behind the other add up: a queue %s', (_, inner) => {
  const { served } = drive([capacity({ requestsPerSecond: 1, queue: 9 }), inner], [0, 0])
  // The second waits a second for the outer queue, and half a second for the inner one.
  expect(served[1]?.answer[0]).toEqual({ act: 'wait', delayMs: 1500 })
})

test('a queue comes before any answer, faulty ones too', () => {
  const script = [capacity({ requestsPerSecond: 1, queue: 9 }), api.overloaded(), api.overloaded()]
  expect(faults(script, [0, 0])).toEqual(['api.overloaded()', 'api.overloaded()'])
  expect(drive(script, [0, 0]).served[1]?.answer[0]).toEqual({ act: 'wait', delayMs: 1000 })
})
