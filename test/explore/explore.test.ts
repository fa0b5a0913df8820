/** Exploration through its public door: it finds what is planted, makes it small, and finds it again. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  allProperties,
  CounterexampleError,
  drill,
  exploration,
  explore,
  parseScenario,
  printScenario,
} from 'firedrill'
import { afterEach, describe, expect, test } from 'vitest'
import { careful, WRONG } from './clients.ts'

/** Long enough that no machine is too slow: the runs end it, not the clock. */
const BUDGET = '5m' as const
const folders: string[] = []

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

describe.each(Object.entries(WRONG))('a client that breaks %s', (id, client) => {
  const properties = allProperties().filter((property) => property.id === id)

  test('is caught, by a scenario of three steps at most that shows it again', async () => {
    const found = await exploration(client, { runs: 500, budget: BUDGET, properties })
    expect(found.verdict).toBe('fail')
    const [{ scenario, seed, shrinkDrills, result } = never()] = found.counterexamples
    expect(result.id).toBe(id)
    expect(scenario.script.length).toBeLessThanOrEqual(3)
    expect(shrinkDrills).toBeLessThanOrEqual(300)
    const source = printScenario(scenario)
    expect(parseScenario(source)).toEqual(scenario)
    // Explorations take a hundred attempts of one call for no end; a single drill has more patience.
    const trace = await drill(parseScenario(source), client, { seed, limits: { attempts: 100 } })
    expect(properties[0]?.check(trace).verdict).toBe('violated')
  })
})

test('the same seed finds the same, and a path leads back to it', async () => {
  const [id, client] = ['jitters', WRONG.jitters!] as const
  const properties = allProperties().filter((property) => property.id === id)
  const find = async (more: object = {}) => {
    const { wallMs, ...rest } = await exploration(client, { runs: 200, seed: 5, budget: BUDGET, properties, ...more })
    return rest
  }
  const found = await find()
  expect(await find()).toEqual(found)
  const [{ path, scenario } = never()] = found.counterexamples
  const again = await find({ path })
  expect(again.counterexamples[0]?.scenario).toEqual(scenario)
})

test('a careful client survives, and the exploration says what it reached', async () => {
  const found = await explore(careful, { runs: 60, budget: BUDGET, require: ['retry', 'recovery', 'give-up'] })
  expect(found).toMatchObject({ verdict: 'pass', runs: 60, ended: 'runs', counterexamples: [] })
  expect(found.coverage.properties.find(({ id }) => id === 'caps-retries')?.held).toBeGreaterThan(0)
})

test('what was required and never reached is no pass', async () => {
  const found = await exploration(careful, { runs: 5, budget: BUDGET, require: ['fallback'] })
  expect(found.verdict).toBe('inconclusive')
  expect(found.reasons.join(' ')).toMatch(/The path fallback is required, and no drill showed it/)
})

test('the error of a test holds all that it takes to see it again', async () => {
  const properties = allProperties().filter(({ id }) => id === 'backs-off')
  const error = await explore(WRONG['backs-off']!, { runs: 100, budget: BUDGET, properties }).catch((thrown) => thrown)
  expect(error).toBeInstanceOf(CounterexampleError)
  expect(error.message).toMatch(/backs-off[\s\S]+export default scenario\(\{[\s\S]+seed: 1, path: '/)
})

test('only the faults that are allowed occur', async () => {
  const { coverage } = await exploration(careful, { runs: 40, budget: BUDGET, faults: ['reset', '503'] })
  const reached = Object.entries(coverage.faults).filter(([, count]) => count > 0)
  const known = new Set(['reset', 'status', 'serviceUnavailable', 'healthy'])
  expect(reached.map(([name]) => name).filter((name) => !known.has(name))).toEqual([])
})

test('what is found is kept as data, drilled first the next time, and dropped once it holds', async () => {
  const kept = folderOf()
  const properties = allProperties().filter(({ id }) => id === 'surfaces-errors')
  const options = { runs: 30, budget: BUDGET, properties, kept }
  await exploration(WRONG['surfaces-errors']!, options)
  const [file] = readdirSync(kept)
  expect(file).toMatch(/^surfaces-errors-\w+\.json$/)
  const healed = await exploration({ ...careful, name: 'swallows-errors' }, options)
  expect(healed.kept).toMatchObject({ replayed: 1 })
  expect(readdirSync(kept)).toEqual([])
})

test('a damaged file is refused, and left as it is', async () => {
  const kept = folderOf()
  writeFileSync(join(kept, 'backs-off-00000000.json'), '{"schemaVersion":1,"scenario":')
  await expect(exploration(careful, { runs: 1, kept })).rejects.toThrow(/^Failed to .*backs-off-00000000\.json/)
  expect(readdirSync(kept)).toEqual(['backs-off-00000000.json'])
})

test.each([
  ['no number of runs', { runs: 0 }],
  ['a fault that does not exist', { faults: ['meteor'] }],
  ['a requirement that does not exist', { require: ['glory'] }],
])('%s is refused by a sentence', async (_, options) => {
  await expect(exploration(careful, options)).rejects.toThrow(/^Failed to .+: .+\. .+\.$/s)
})

// Helpers

function folderOf(): string {
  const folder = mkdtempSync(join(tmpdir(), 'firedrill-kept-'))
  folders.push(folder)
  return folder
}

function never(): never {
  throw new Error('nothing was found')
}
