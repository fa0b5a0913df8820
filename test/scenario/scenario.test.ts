/** What a scenario is, and what the constructors refuse to make. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { reset } from '../../src/fault/cut.ts'
import { healthy } from '../../src/fault/healthy.ts'
import { anthropic } from '../../src/provider/anthropic/dialect.ts'
import { at } from '../../src/scenario/at.ts'
import { during } from '../../src/scenario/during.ts'
import { forever } from '../../src/scenario/forever.ts'
import { limits } from '../../src/scenario/limits.ts'
import { mix } from '../../src/scenario/mix.ts'
import { type ScenarioOptions, scenario } from '../../src/scenario/scenario.ts'
import type { Item } from '../../src/scenario/step.ts'
import { times } from '../../src/scenario/times.ts'
import { when } from '../../src/scenario/when.ts'
import { anyScenario } from './arbitrary.ts'

const api = anthropic()

test('a scenario is plain data', () => {
  const outage = scenario({
    name: 'outage',
    description: 'Twelve minutes of 500s.',
    provider: api,
    script: [during('12m', api.internalError()), times(2, api.badGateway({ retryAfter: 3 }))],
    calls: { count: 20, every: '500ms', abortAfter: '1m' },
    covers: ['F1', 'R2'],
  })
  expect(outage).toStrictEqual({
    name: 'outage',
    description: 'Twelve minutes of 500s.',
    provider: { name: 'anthropic', hosts: ['api.anthropic.com'] },
    otherProviders: [],
    script: [
      { kind: 'during', durationMs: 720_000, items: [{ kind: 'status', status: 500 }] },
      { kind: 'times', count: 2, items: [{ kind: 'status', status: 502, retryAfter: 3 }] },
    ],
    calls: { count: 20, everyMs: 500, abortAfterMs: 60_000 },
    covers: ['F1', 'R2'],
  })
})

test('calls are made once a second and never given up, when a scenario says no more than their number', () => {
  expect(made({ calls: { count: 3 } }).calls).toEqual({ count: 3, everyMs: 1000, abortAfterMs: null })
  expect(made({}).calls).toBeNull()
})

test('a scenario is frozen to its last leaf, and survives JSON', () => {
  fc.assert(
    fc.property(anyScenario, (made) => {
      expect(unfrozen(made)).toEqual([])
      expect(JSON.parse(JSON.stringify(made))).toStrictEqual(made)
    }),
  )
})

test('limits and tracks say what they stand for', () => {
  expect(limits({ requestsPerMinute: 50 })).toStrictEqual({ kind: 'limits', requestsPerMinute: 50 })
  expect(limits({ requestsPerMinute: 50, maskedAs: 500 })).toHaveProperty('maskedAs', 500)
  expect(when({ header: { 'X-Tier': 'batch' } }, reset()).match).toEqual({ header: { 'x-tier': 'batch' } })
})

test.each<[what: string, make: () => unknown, message: string]>([
  ['no turns', () => times(0, reset()), 'Failed to make times(0, …): a count is a whole number from 1 to 1,000,000.'],
  ['half a turn', () => times(1.5, reset()), 'Failed to make times(1.5, …): a count is a whole number'],
  ['nothing to serve', () => times(2), 'Failed to make times(2, …): it has nothing to serve.'],
  ['an empty window', () => during(0, reset()), 'Failed to make during(0, …): its window has no length.'],
  ['no duration', () => during('12q' as '12m', reset()), 'Failed to read the duration of during("12q", …)'],
  ['a fault that was not called', () => during('1m', api.internalError as never), "function that wasn't called"],
  ['no fault', () => during('1m', 500 as never), 'item 1 is 500, no fault and no step.'],
  ['a fault made by hand', () => during('1m', { ...reset(), at: 'body' }), 'item 1 was made by hand.'],
  [
    'a track among turns',
    () => times(2, when({ call: 0 }, reset())),
    "serves beside other steps and can't take a turn",
  ],
  ['limits among turns', () => times(2, limits({ requestsPerMinute: 1 })), "can't take a turn"],
  ['a moment that repeats', () => forever(at('5m', reset())), "names one moment of the drill and can't be repeated"],
  ['turns without end', () => times(2, forever(reset())), "never ends and can't be one of several turns"],
  ['a mix of nothing', () => mix(), 'Failed to make mix(…): its weights add up to 0.'],
  ['a mix without weight', () => mix([0, reset()]), 'its weights add up to 0.'],
  ['a negative weight', () => mix([-1, reset()]), 'the weight -1 is not a number from 0 up.'],
  ['a mix of steps', () => mix([1, times(2, reset()) as never]), 'times(…) is not a single fault.'],
  ['a match that says nothing', () => when({}, reset()), 'Failed to make when({ … }, …): its match says nothing.'],
  [
    'a match with a slip',
    () => when({ modle: 'x' } as never, reset()),
    'it has no option "modle". Check the spelling.',
  ],
  [
    'no limit',
    () => limits({ requestsPerMinute: 0 }),
    'Failed to make limits(): its requestsPerMinute 0 is no whole number from 1 to 100,000.',
  ],
  ['a mask that is none', () => limits({ requestsPerMinute: 1, maskedAs: 429 }), '429 is what a limit answers anyway.'],
])('%s is refused', (_, make, message) => {
  expect(make).toThrow(message)
})

test.each<[what: string, options: Partial<ScenarioOptions>, message: string]>([
  ['a name in another case', { name: 'Outage 1' }, 'its name "Outage 1" is not in kebab-case.'],
  ['no description', { description: ' ' }, 'Failed to make the scenario "made": it has no description.'],
  ['no provider', { provider: 'anthropic' as never }, 'its provider is "anthropic", not a provider.'],
  ['no script', { script: reset() as never }, 'its script is an object, not a list.'],
  ['an unknown failure', { covers: ['F22'] }, `it covers "F22", which doesn't exist.`],
  ['an unknown rule', { covers: ['R0'] }, `it covers "R0", which doesn't exist.`],
  ['too many calls', { calls: { count: 10_001 } }, 'the count 10001 is not a whole number from 1 to 10,000.'],
  ['a slip in the options', { covered: [] } as object, 'it has no option "covered".'],
])('%s is refused', (_, options, message) => {
  expect(() => made(options)).toThrow(message)
})

test.each<[script: Item[], message: string]>([
  [[forever(reset()), healthy()], 'forever(…) never ends, so that healthy() after it is never reached.'],
  [[at('1m', forever(reset())), times(2, reset())], "at('1m', …) never ends, so that times(2, …) after it is never"],
  [
    [during('12m', reset()), at('5m', reset())],
    "at('5m', …) comes too late in the script: during('12m', …) stands before it",
  ],
  [[at('5m', reset()), at('3m', reset())], "at('3m', …) comes too late in the script: at('5m', …) stands before it"],
  [[times(3, during('2m', reset()), reset()), at('3m', reset())], 'times(3, …) stands before it and ends at 4m'],
])('a script that contradicts itself is refused', (script, message) => {
  expect(() => made({ script })).toThrow(message)
})

test('a moment may come just as the step before it ends', () => {
  expect(() => made({ script: [during('5m', reset()), at('5m', reset()), at('5m', reset())] })).not.toThrow()
})

test('what stands beside the steps may follow what never ends', () => {
  expect(() => made({ script: [forever(reset()), limits({ requestsPerMinute: 5 })] })).not.toThrow()
})

// Helpers

function made(options: Partial<ScenarioOptions>) {
  return scenario({ name: 'made', description: 'Made for a test.', provider: api, script: [], ...options })
}

function unfrozen(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return []
  return [...(Object.isFrozen(value) ? [] : [value]), ...Object.values(value).flatMap(unfrozen)]
}
