/** Scenarios of every shape that the constructors allow, for property tests. */
import fc from 'fast-check'
import { type Fault, healthy, reset, type StatusOptions, silence, status } from '../../src/fault/fault.ts'
import { anthropic } from '../../src/provider/anthropic/dialect.ts'
import { json } from '../../src/provider/json.ts'
import { at } from '../../src/scenario/at.ts'
import { during } from '../../src/scenario/during.ts'
import { forever } from '../../src/scenario/forever.ts'
import { limits } from '../../src/scenario/limits.ts'
import { mix } from '../../src/scenario/mix.ts'
import { type Scenario, type ScenarioOptions, scenario } from '../../src/scenario/scenario.ts'
import type { Item, Match } from '../../src/scenario/step.ts'
import { times } from '../../src/scenario/times.ts'
import { when } from '../../src/scenario/when.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** Any text, quotes, line breaks and halves of surrogate pairs included. */
export const anyText = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom("it's", '"', '\\', '\u2028'),
)

const headerValue = fc.stringMatching(/^[\t\x20-\x7e\x80-\xff]{0,8}$/)
const headers = fc.dictionary(fc.stringMatching(/^[A-Za-z-]{1,8}$/), headerValue, { maxKeys: 3 })
const delay = fc.oneof(fc.nat(5000), fc.constantFrom('2s', '1.5s', '3m', 0.25))
const seconds = fc.oneof(fc.integer({ min: -10, max: 4000 }), fc.double({ noNaN: true, noDefaultInfinity: true }))

const statusOptions = fc.record(
  {
    delay,
    retryAfter: fc.oneof(seconds, headerValue, fc.record({ dateIn: delay })),
    retryAfterMs: fc.oneof(seconds, headerValue),
    shouldRetry: fc.boolean(),
    message: anyText,
    headers,
  },
  { requiredKeys: [] },
)

/** Any fault. */
export const anyFault: fc.Arbitrary<Fault> = fc.oneof(
  fc
    .tuple(fc.oneof(fc.constantFrom(400, 429, 500, 503, 529), fc.integer({ min: 200, max: 599 })), statusOptions)
    .map(([code, options]) => status(code, options as StatusOptions)),
  fc.record({ delay, bodyDelay: delay }, { requiredKeys: [] }).map((options) => healthy(options as object)),
  fc
    .tuple(fc.string({ minLength: 1 }), fc.record({ delay }, { requiredKeys: [] }))
    .map(([name, options]) => healthy(name, options as object)),
  fc
    .record({ at: fc.constantFrom('headers', 'body'), delay }, { requiredKeys: [] })
    .chain((options) => fc.constantFrom(reset(options as object), silence(options as object))),
)

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

const anyMix = fc
  .array(fc.tuple(fc.oneof(fc.nat(9), fc.constant(0.5)), anyFault), { minLength: 1, maxLength: 3 })
  .filter((shares) => shares.some(([weight]) => weight > 0))
  .map((shares) => mix(...shares))

const anyLimits = fc
  .record(
    { requestsPerMinute: fc.integer({ min: 1, max: 5 }), maskedAs: fc.constantFrom(500, 503) },
    { requiredKeys: ['requestsPerMinute'] },
  )
  .map((options) => limits(options))

const windowLength = fc.oneof(fc.integer({ min: 1, max: 90_000 }), fc.constantFrom('12m', '30s', '1h'))

/** Any items that may take turns, steps nested up to this depth. */
export function turns(depth: number, minLength = 1): fc.Arbitrary<Item[]> {
  const single = fc.oneof(anyFault, anyMix)
  const item = depth === 0 ? single : fc.oneof({ weight: 2, arbitrary: single }, nested(depth - 1))
  return fc.array(item, { minLength, maxLength: 4 })
}

/** Any script: turns, tracks and limits, at most one `at`, and sometimes `forever`. */
export const anyScript: fc.Arbitrary<Item[]> = fc
  .tuple(turns(2, 0), fc.array(beside(1), { maxLength: 2 }), turns(1), fc.constantFrom('at', 'forever', 'none', 'tail'))
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
      provider: fc.constantFrom(anthropic(), anthropic({ hosts: ['a.example', 'b.example:8080'] }), json()),
      script: anyScript,
      calls: fc.record(
        { count: fc.integer({ min: 1, max: 10_000 }), every: delay, abortAfter: delay },
        { requiredKeys: [] },
      ),
      covers: fc.subarray(['F1', 'F21', 'R1', 'R22']),
    },
    { requiredKeys: ['name', 'description', 'provider', 'script'] },
  )
  .map((options) => scenario(options as ScenarioOptions))

function nested(depth: number): fc.Arbitrary<Item> {
  return fc.oneof(
    fc.tuple(fc.integer({ min: 1, max: 6 }), turns(depth)).map(([count, items]) => times(count, ...items)),
    fc
      .tuple(windowLength, turns(depth), fc.array(beside(0), { maxLength: 1 }))
      .map(([length, items, others]) => during(length as number, ...others, ...items)),
  )
}

function beside(depth: number): fc.Arbitrary<Item> {
  return fc.oneof(
    anyLimits,
    fc.tuple(anyMatch, turns(depth)).map(([match, items]) => when(match, ...items)),
  )
}
