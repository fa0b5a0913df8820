/** Shrinking: what is simpler than a scenario, and where it ends. */
import fc, { sample } from 'fast-check'
import { expect, test } from 'vitest'
import { keyOf, simplerScenarios } from '../../src/explore/simpler.ts'
import { compareSizes, sizeOf } from '../../src/explore/size.ts'
import { reset } from '../../src/fault/cut.ts'
import { healthy } from '../../src/fault/healthy.ts'
import { anthropic } from '../../src/provider/anthropic/dialect.ts'
import { during } from '../../src/scenario/during.ts'
import { endless } from '../../src/scenario/items.ts'
import { limits } from '../../src/scenario/limits.ts'
import { mix } from '../../src/scenario/mix.ts'
import { parseScenario } from '../../src/scenario/parse.ts'
import { printScenario } from '../../src/scenario/print.ts'
import { type Scenario, type ScenarioOptions, scenario } from '../../src/scenario/scenario.ts'
import type { Item } from '../../src/scenario/step.ts'
import { times } from '../../src/scenario/times.ts'
import { anyScenario } from '../scenario/arbitrary.ts'
import { allFaults, arbitraryOf } from './aims.ts'

const api = anthropic()
const anything = () => true

test('each candidate is simpler by a measure that falls, so that shrinking ends; none comes twice', () => {
  for (const from of sample(arbitraryOf({ streams: true }), { seed: 1, numRuns: 300 })) {
    const candidates = simplerScenarios(from, anything)
    for (const one of candidates) expect(compareSizes(sizeOf(one), sizeOf(from))).toBeLessThan(0)
    expect(new Set(candidates.map(keyOf)).size).toBe(candidates.length)
  }
})

test('candidates are scenarios like any other: they print, parse and end in health', () => {
  for (const from of sample(arbitraryOf({ streams: true }), { seed: 2, numRuns: 50 })) {
    for (const one of simplerScenarios(from, anything)) {
      expect(parseScenario(printScenario(one))).toEqual(one)
      expect(one.script.some(endless)).toBe(false)
    }
  }
})

test('any scenario at all can be made simpler without a complaint, and comes to an end', () => {
  fc.assert(
    fc.property(anyScenario, (from) => {
      const { steps } = shrunk(from, () => true)
      expect(steps).toBeLessThan(20)
    }),
    { numRuns: 30 },
  )
})

test('a scenario without steps and calls has nothing simpler', () => {
  expect(simplerScenarios(made([]), anything)).toEqual([])
})

test('a planted fault survives, alone', () => {
  const isBroken = (one: Scenario) => allFaults(one).some((fault) => fault.kind === 'reset')
  const found = sample(arbitraryOf(), { seed: 1, numRuns: 300 }).filter(isBroken)
  expect(found.length).toBeGreaterThan(10)
  for (const from of found) expect(shrunk(from, isBroken).scenario.script).toEqual([reset()])
})

test('what breaks at so many answers keeps their number, as one step', () => {
  const count = (items: readonly Item[]): number =>
    items.reduce((sum, item) => sum + (item.kind === 'times' ? item.count * count(item.items) : 1), 0)
  const from = made([times(2, api.overloaded()), reset(), times(3, api.badGateway({ retryAfter: 2 }))])
  expect(shrunk(from, ({ script }) => count(script) >= 4).scenario.script).toEqual([times(4, api.internalError())])
})

test('a window gets as short as it may, in whole seconds', () => {
  const from = made([during(47_311, api.serviceUnavailable({ delay: '2s' }), reset())], { count: 9, every: '7s' })
  const isLong = ({ script }: Scenario) => script[0]?.kind === 'during' && script[0].durationMs > 20_400
  const { scenario: smallest } = shrunk(from, isLong)
  expect(smallest.script).toHaveLength(1)
  expect(smallest.script[0]).toMatchObject({ kind: 'during', items: [{ kind: 'status', status: 500 }] })
  const [window] = smallest.script
  expect(window?.kind === 'during' && window.durationMs % 1000).toBe(0)
  expect(window?.kind === 'during' && window.durationMs).toBeLessThan(24_000)
  expect(smallest.calls).toBeNull()
})

test('callers that are needed stay, the others go', () => {
  const from = made([during('30s', api.overloaded())], { count: 9, every: 1700, abortAfter: '9s' })
  const { calls } = shrunk(from, (one) => (one.calls?.count ?? 1) >= 5).scenario
  expect(calls).toEqual({ count: 5, everyMs: 1000, abortAfterMs: null })
})

test('a slow answer never becomes the healthy tail', () => {
  const from = made([healthy({ delay: '5s' }), healthy()])
  for (const { script } of simplerScenarios(from, anything)) expect(script.at(-1) ?? {}).not.toHaveProperty('delayMs')
})

test('chance and limits give way to plain faults', () => {
  const isFaulty = (one: Scenario) => one.script.length > 0
  const mixed = made([mix([1, healthy()], [2, api.overloaded()])])
  expect(shrunk(mixed, isFaulty).scenario.script).toEqual([api.internalError()])
  const limited = made([during('1m', limits({ requestsPerMinute: 3, maskedAs: 503 }))])
  expect(shrunk(limited, isFaulty).scenario.script).toEqual([api.internalError()])
})

// Helpers

function made(script: readonly Item[], calls?: ScenarioOptions['calls']): Scenario {
  const words = { name: 'made', description: 'Made for a test.', provider: api }
  return scenario({ ...words, script, ...(calls === undefined ? {} : { calls }) })
}

/** Takes the first candidate that is still broken, again and again, as fast-check does. */
function shrunk(from: Scenario, isBroken: (one: Scenario) => boolean): { scenario: Scenario; steps: number } {
  let best = from
  for (let steps = 0; ; steps++) {
    const next = simplerScenarios(best, anything).find(isBroken)
    if (next === undefined) return { scenario: best, steps }
    best = next
  }
}
