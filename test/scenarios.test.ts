/** The gallery: every scenario is what its name and its description say, and puts its rules to the test. */
import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { allProperties, attempts, drill, parseScenario, printScenario, type Scenario, type Trace } from 'firedrill'
import { describe, expect, test } from 'vitest'
import { defaultClient } from '../src/cli/default-client/default-client.ts'
import { plain } from '../src/report/paint.ts'
import { timeline } from '../src/report/timeline.ts'
import { FAILOVER } from './scenarios/failover.ts'
import { ROWS } from './scenarios/rows.ts'
import { TRAPS } from './scenarios/traps.ts'

const directory = new URL('../scenarios/', import.meta.url)
const files = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))

/** The faults that each scenario is about, by its name. */
const FAULTS = { ...ROWS, ...TRAPS, ...FAILOVER }

/** Rules that only a client that declares something puts to the test, and rules that nobody judges yet. */
const UNTESTED_BY_DEFAULT = new Set(['R9', 'R10', 'R13', 'R14', 'R15', 'R17', 'R18', 'R20', 'R22'])

test('no two scenarios have the same name, and each has its expectations', () => {
  const names = files.map((file) => basename(file, '.ts')).toSorted()
  expect(names).toEqual([...new Set(names)])
  expect(names).toEqual(Object.keys(FAULTS).toSorted())
})

test('every failure of the domain has a scenario', async () => {
  const rows = new Set((await Promise.all(files.map(load))).map(({ covers }) => covers[0]))
  const missing = Array.from({ length: 21 }, (_, index) => `F${index + 1}`).filter((row) => !rows.has(row))
  expect(missing).toEqual([])
})

describe.each(files)('%s', (file) => {
  test('is named after its file, prints and parses back', async () => {
    const scenario = await load(file)
    expect(`${scenario.name}.ts`).toBe(basename(file))
    expect(parseScenario(printScenario(scenario))).toEqual(scenario)
    expect(parseScenario(readFileSync(new URL(file, directory), 'utf8'))).toEqual(scenario)
  })

  test('says in a line what happens, and what it is about', async () => {
    const { description, covers } = await load(file)
    expect(description.length).toBeLessThanOrEqual(76)
    expect(description).toMatch(/^[A-Z].*\.$/)
    expect(covers).toEqual(covers.toSorted(byKindAndNumber))
    expect(covers.some((id) => id.startsWith('F'))).toBe(true)
    expect(covers.some((id) => id.startsWith('R'))).toBe(true)
  })

  test('shows the default client its faults, puts its rules to the test, and fits a screen', async () => {
    const scenario = await load(file)
    const trace = await drill(scenario, await defaultClient(scenario))
    const met = new Set(attempts(trace).map(({ fault }) => fault))
    expect([...met]).toEqual(expect.arrayContaining([...FAULTS[scenario.name]!]))
    expect(trace.limit).toBeNull()
    const tested = testedRules(trace)
    const due = scenario.covers.filter((id) => id.startsWith('R') && !UNTESTED_BY_DEFAULT.has(id))
    expect(due.filter((rule) => !tested.has(rule))).toEqual([])
    expect(wideLines(trace)).toEqual([])
  })
})

// Helpers

async function load(file: string): Promise<Scenario> {
  const { default: scenario } = (await import(new URL(file, directory).href)) as { default: Scenario }
  return scenario
}

function testedRules(trace: Trace): Set<string> {
  const results = allProperties().map((property) => property.check(trace))
  return new Set(results.filter(({ verdict }) => verdict !== 'unexercised').map(({ rule }) => rule))
}

/** What doesn't fit a screen of 80 columns and 80 lines. */
function wideLines(trace: Trace): string[] {
  const results = allProperties().map((property) => property.check(trace))
  const lines = timeline(trace, results, { width: 80, paint: plain })
  return [...lines.filter((line) => [...line].length > 80), ...lines.slice(80)]
}

function byKindAndNumber(left: string, right: string): number {
  return left.localeCompare(right, 'en', { numeric: true })
}
