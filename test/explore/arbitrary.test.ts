/** What every generated scenario is like: data that prints and parses, allowed faults only, and health in the end. */
import { sample } from 'fast-check'
import { expect, test } from 'vitest'
import { FAULT_DEFINITIONS, type Fault } from '../../src/fault/fault.ts'
import { status } from '../../src/fault/status.ts'
import { openai } from '../../src/provider/openai/dialect.ts'
import { during } from '../../src/scenario/during.ts'
import { endless } from '../../src/scenario/items.ts'
import { parseScenario } from '../../src/scenario/parse.ts'
import { printScenario } from '../../src/scenario/print.ts'
import type { Scenario } from '../../src/scenario/scenario.ts'
import { allFaults, arbitraryOf } from './aims.ts'

const RUNS = { seed: 1, numRuns: 500 }

test('a generated scenario prints as source, which reads back as the same data', () => {
  for (const scenario of sample(arbitraryOf(), RUNS)) expect(parseScenario(printScenario(scenario))).toEqual(scenario)
})

test('it ends in plain health, whatever stands in it', () => {
  for (const { script } of sample(arbitraryOf(), RUNS)) {
    expect(script.some(endless)).toBe(false)
    const last = script.at(-1)
    if (last?.kind === 'healthy') expect(last).toEqual({ kind: 'healthy' })
  }
})

test("the user's own handlers are the healthy world, in what is simpler too", () => {
  const arbitrary = arbitraryOf({ tail: 'ours' })
  for (const scenario of sample(arbitrary, { seed: 1, numRuns: 50 })) {
    const simpler = [...arbitrary.shrink(scenario)].map(({ value }) => value)
    for (const { script } of [scenario, ...simpler]) {
      expect(script.at(-1)).toEqual({ kind: 'healthy', handlers: 'ours' })
    }
  }
})

test('the same seed gives the same scenarios, and another one others', () => {
  const drawn = (seed: number) => JSON.stringify(sample(arbitraryOf(), { seed, numRuns: 50 }))
  expect(drawn(7)).toBe(drawn(7))
  expect(drawn(8)).not.toBe(drawn(7))
})

test.each([[['reset']], [['429', 'silence']], [['rateLimited', 'internalError']], [['status']], [['healthy']]])(
  'only the allowed faults are used: %j',
  (faults) => {
    const arbitrary = arbitraryOf({ faults })
    for (const scenario of sample(arbitrary, { seed: 1, numRuns: 100 })) {
      const simpler = [...arbitrary.shrink(scenario)].map(({ value }) => value)
      for (const one of [scenario, ...simpler]) expect(strangers(one, faults)).toEqual([])
    }
  },
)

test('over many scenarios every kind of step is used, and every kind of fault that a client can meet', () => {
  const scenarios = sample(arbitraryOf({ streams: true }), { seed: 1, numRuns: 3000 })
  const kinds = new Set(JSON.stringify(scenarios.map(({ script }) => script)).match(/(?<="kind":")\w+/g))
  const steps = ['times', 'during', 'ramp', 'at', 'when', 'mix', 'limits', 'capacity', 'poison']
  // What follows a redirect is a request of its own, which the judges would take for a retry.
  const faults = [...FAULT_DEFINITIONS.keys()].filter((kind) => kind !== 'redirect')
  expect([...steps, ...faults].filter((kind) => !kinds.has(kind))).toEqual([])
})

test('faults of streams are for clients that stream', () => {
  const scenarios = sample(arbitraryOf({ streams: false }), { seed: 1, numRuns: 1000 })
  expect(JSON.stringify(scenarios)).not.toContain('"stream')
})

test('a provider that knows no 529 never answers it', () => {
  const scenarios = sample(arbitraryOf({ provider: openai() }), { seed: 1, numRuns: 1000 })
  expect(JSON.stringify(scenarios)).not.toContain('"status":529')
})

test('windows end where the client waits: exactly, a millisecond off, and in the middle of a wait', () => {
  const text = JSON.stringify(sample(arbitraryOf({ retriesMs: [700, 2100] }), { seed: 1, numRuns: 1000 }))
  for (const ms of [699, 700, 701, 1400, 2099, 2100, 2101]) expect(text).toContain(`"durationMs":${ms},`)
})

test('what a client tries again without end lasts until that is seen', () => {
  const arbitrary = arbitraryOf({ endless: [{ fault: status(429), limitMs: 200_000 }] })
  const windows = sample(arbitrary, { seed: 1, numRuns: 200 }).flatMap(({ script }) => script)
  expect(windows).toContainEqual(during(301_000, status(429)))
})

test('calls fail one after another, and one comes when their outage is over', () => {
  const scenarios = sample(arbitraryOf(), { seed: 1, numRuns: 300 })
  const outlived = scenarios.filter(({ script: [item, ...others], calls }) => {
    const isOutage = item?.kind === 'during' && others.length === 0
    return isOutage && calls?.abortAfterMs === null && item.durationMs === (calls.count - 1) * calls.everyMs
  })
  expect(outlived.length).toBeGreaterThan(0)
})

test('hints lie about the cap that the client declares', () => {
  const text = JSON.stringify(sample(arbitraryOf({ contract: { retryAfterCap: '45s' } }), { seed: 1, numRuns: 1000 }))
  for (const seconds of [45, 46]) expect(text).toContain(`"retryAfter":${seconds}}`)
})

// Helpers

/** The faults of a scenario that go by none of these names. Plain health is no fault. */
function strangers(scenario: Scenario, names: readonly string[]): Fault[] {
  const statuses: Readonly<Record<string, number>> = { rateLimited: 429, internalError: 500 }
  const isAllowed = (fault: Fault) =>
    names.includes(fault.kind) ||
    (fault.kind === 'status' && names.some((name) => String(statuses[name] ?? name) === String(fault.status)))
  const isPlainHealth = (fault: Fault) => fault.kind === 'healthy' && Object.keys(fault).length === 1
  return allFaults(scenario).filter((fault) => !isAllowed(fault) && !isPlainHealth(fault))
}
