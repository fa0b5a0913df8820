/** Scenarios of every shape that the constructors allow, for property tests. */
import fc from 'fast-check'
import type { Fault } from '../../src/fault/fault.ts'
import { healthy } from '../../src/fault/healthy.ts'
import { anthropic } from '../../src/provider/anthropic/dialect.ts'
import { gemini } from '../../src/provider/gemini/dialect.ts'
import { json } from '../../src/provider/json.ts'
import { openai } from '../../src/provider/openai/dialect.ts'
import { problem } from '../../src/provider/problem.ts'
import { at } from '../../src/scenario/at.ts'
import { capacity } from '../../src/scenario/capacity.ts'
import { during } from '../../src/scenario/during.ts'
import { forever } from '../../src/scenario/forever.ts'
import { limits } from '../../src/scenario/limits.ts'
import { mix } from '../../src/scenario/mix.ts'
import { POISON_CHECKS, poison } from '../../src/scenario/poison.ts'
import { ramp } from '../../src/scenario/ramp.ts'
import { type Scenario, type ScenarioOptions, scenario } from '../../src/scenario/scenario.ts'
import { statusPage } from '../../src/scenario/status-page.ts'
import type { Item, Match } from '../../src/scenario/step.ts'
import { times } from '../../src/scenario/times.ts'
import { when } from '../../src/scenario/when.ts'
import { anyAnswerFault, anyFault, anyText, duration } from '../fault/arbitrary.ts'

const DAY_MS = 24 * 60 * 60 * 1000

const anyMatch = fc
  .record(
    {
      model: fc.constantFrom('claude-*', 'claude-opus-4-7', '*'),
      path: fc.constantFrom('/v1/*', '/v1/models'),
      host: fc.constantFrom('api.*', '*.com'),
      header: fc.constant({ 'X-Tier': 'batch*' }),
      key: fc.constantFrom('key#1', 'key#2'),
      stream: fc.boolean(),
      body: fc.string({ minLength: 1, maxLength: 3 }),
      call: fc.nat(3),
    },
    { requiredKeys: [] },
  )
  .filter((match) => Object.keys(match).length > 0) as fc.Arbitrary<Match>

function mixOf(fault: fc.Arbitrary<Fault>) {
  return fc
    .array(fc.tuple(fc.oneof(fc.nat(9), fc.constant(0.5)), fault), { minLength: 1, maxLength: 3 })
    .filter((shares) => shares.some(([weight]) => weight > 0))
    .map((shares) => mix(...shares))
}

const small = fc.integer({ min: 1, max: 5 })
const mask = fc.constantFrom(500, 503)

const anyLimits = fc
  .record(
    {
      requestsPerMinute: small,
      inputTokensPerMinute: fc.integer({ min: 1, max: 100 }),
      outputTokensPerMinute: fc.integer({ min: 1, max: 100 }),
      concurrent: small,
      maskedAs: mask,
    },
    { requiredKeys: ['requestsPerMinute'] },
  )
  .map((options) => limits(options))

const anyCapacity = fc
  .record(
    { requestsPerSecond: small, queue: fc.nat(5), shedCost: fc.double({ min: 0, max: 1, noNaN: true }), shedAs: mask },
    { requiredKeys: ['requestsPerSecond'] },
  )
  .map((options) => capacity(options))

const anyPoison = fc
  .record(
    {
      checks: fc.subarray([...POISON_CHECKS], { minLength: 1 }),
      contextTokens: fc.integer({ min: 1, max: 300_000 }),
      maskedAs: mask,
    },
    { requiredKeys: [] },
  )
  .map((options) => poison(options))

const anyStatusPage = fc
  .record(
    {
      host: fc.constantFrom('status.example.com', 'status.acme.test:8443'),
      changes: fc
        .array(
          fc.record({
            at: fc.nat(90_000),
            indicator: fc.constantFrom('none', 'minor', 'major', 'critical', 'maintenance'),
          }),
          { maxLength: 3 },
        )
        .map((changes) => changes.toSorted((left, right) => left.at - right.at)),
      lag: duration,
    },
    { requiredKeys: ['host', 'changes'] },
  )
  .map((options) => statusPage(options))

const windowLength = fc.oneof(fc.integer({ min: 1, max: 90_000 }), fc.constantFrom('12m', '30s', '1h'))

/** Any items that may take turns, steps nested up to this depth. */
export function turns(depth: number, minLength = 1, fault: fc.Arbitrary<Fault> = anyFault): fc.Arbitrary<Item[]> {
  const single = fc.oneof(fault, mixOf(fault))
  const item = depth === 0 ? single : fc.oneof({ weight: 2, arbitrary: single }, nested(depth - 1, fault))
  return fc.array(item, { minLength, maxLength: 4 })
}

/** Any script: turns, tracks and limits, at most one `at`, and sometimes `forever`. */
export const anyScript: fc.Arbitrary<Item[]> = fc
  .tuple(
    turns(2, 0),
    fc.array(fc.oneof(beside(1), anyStatusPage), { maxLength: 2 }),
    turns(1),
    fc.constantFrom('at', 'forever', 'none', 'tail'),
  )
  .map(([first, others, last, end]) => {
    if (end === 'at') return [...first, ...others, at(100 * DAY_MS, ...last)]
    if (end === 'forever') return [...others, ...first, forever(...last)]
    return end === 'tail' ? [...others, ...first, healthy({ delay: '1s' })] : [...first, ...others]
  })

/** Any scenario. */
export const anyScenario: fc.Arbitrary<Scenario> = fc
  .record(
    {
      name: fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}$/),
      description: anyText.filter((text) => text.trim() !== ''),
      provider: fc.constantFrom(
        anthropic(),
        anthropic({ hosts: ['a.example', 'b.example:8080'] }),
        json(),
        gemini(),
        problem(),
      ),
      otherProviders: fc.subarray([openai(), anthropic({ hosts: ['eu.example'] })]),
      script: anyScript,
      calls: fc.record(
        { count: fc.integer({ min: 1, max: 10_000 }), every: duration, abortAfter: duration },
        { requiredKeys: [] },
      ),
      covers: fc.subarray(['F1', 'F21', 'R1', 'R22']),
    },
    { requiredKeys: ['name', 'description', 'provider', 'script'] },
  )
  .map((options) => scenario(options as ScenarioOptions))

function nested(depth: number, fault: fc.Arbitrary<Fault>): fc.Arbitrary<Item> {
  const share = fc.double({ min: 0, max: 1, noNaN: true })
  return fc.oneof(
    fc.tuple(fc.integer({ min: 1, max: 6 }), turns(depth, 1, fault)).map(([count, items]) => times(count, ...items)),
    fc
      .tuple(windowLength, turns(depth, 1, fault), fc.array(beside(0), { maxLength: 1 }))
      .map(([length, items, others]) => during(length as number, ...others, ...items)),
    fc
      .tuple(windowLength, share, share, turns(depth, 1, fault))
      .map(([length, from, to, items]) => ramp(length as number, { from, to }, ...items)),
  )
}

/** What stands beside a script: a track of matching requests can't hold what strikes before there is one. */
function beside(depth: number): fc.Arbitrary<Item> {
  return fc.oneof(
    anyLimits,
    anyCapacity,
    anyPoison,
    fc.tuple(anyMatch, turns(depth, 1, anyAnswerFault)).map(([match, items]) => when(match, ...items)),
  )
}
