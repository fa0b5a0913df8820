/** Failures that are kept: found again first, dropped when they hold, and never run when they are damaged. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { exploration } from '../../src/explore/explore.ts'
import { readKeptFile } from '../../src/explore/kept.ts'
import { replayed } from '../../src/explore/replay.ts'
import { capsRetries } from '../../src/property/caps-retries.ts'
import { surfacesErrors } from '../../src/property/surfaces-errors.ts'
import { clientOf, WRONG } from './clients.ts'

const OPTIONS = { runs: 20, budget: '10m', properties: [surfacesErrors()] } as const
const swallows = WRONG['surfaces-errors']!
const mended = clientOf({ name: swallows.name! })

test('a counterexample is kept as plain data, by a name that stays the same', async () => {
  const kept = directory()
  const { counterexamples } = await exploration(swallows, { ...OPTIONS, kept, limits: { attempts: 7, wallTime: '1m' } })
  const [file, ...others] = readdirSync(kept)
  expect(others).toEqual([])
  expect(file).toMatch(/^surfaces-errors-[0-9a-f]{8}\.json$/)
  const [{ scenario, file: named }] = counterexamples as [(typeof counterexamples)[0]]
  expect(named).toBe(join(kept, file!))
  const limits = { attempts: 7, calls: 200, timers: 50_000, virtualTime: '12h' }
  const failure = {
    schemaVersion: 1,
    property: 'surfaces-errors',
    client: 'swallows-errors',
    seed: 1,
    limits,
    scenario,
  }
  expect(readKeptFile(named!)).toEqual(failure)
  expect(JSON.parse(readFileSync(named!, 'utf8'))).toEqual(JSON.parse(JSON.stringify(failure)))
})

test('it is drilled first the next time, and found without a search', async () => {
  const kept = directory()
  const first = await exploration(swallows, { ...OPTIONS, kept })
  const again = await exploration(swallows, { ...OPTIONS, kept, seed: 9 })
  expect(again).toMatchObject({ drills: 0, shrinkDrills: 0, verdict: 'fail', kept: { replayed: 1, dropped: [] } })
  const [before, after] = [first, again].map(({ counterexamples }) => counterexamples[0]!)
  expect(after).toMatchObject({ path: null, seed: 1, file: before!.file, scenario: before!.scenario })
  expect(readdirSync(kept)).toHaveLength(1)
})

test('what is seen by reaching a limit is replayed within it, and within limits that are given', async () => {
  const kept = directory()
  const endless = WRONG['caps-retries']!
  const properties = [capsRetries()]
  await exploration(endless, { runs: 500, budget: '10m', properties, kept, limits: { attempts: 15 } })
  const failure = readKeptFile(join(kept, readdirSync(kept)[0]!))
  const again = await replayed(failure, endless)
  expect(again.trace.limit).toEqual({ limit: 'attempts', value: 15 })
  expect(again.results).toMatchObject([{ id: 'caps-retries', verdict: 'violated' }])
  const sooner = await replayed(failure, endless, { limits: { attempts: 10 } })
  expect(sooner.trace.limit).toEqual({ limit: 'attempts', value: 10 })
})

test('it is dropped once the client keeps the rule', async () => {
  const kept = directory()
  const { counterexamples } = await exploration(swallows, { ...OPTIONS, kept })
  const after = await exploration(mended, { ...OPTIONS, kept })
  expect(after).toMatchObject({
    verdict: 'pass',
    kept: { replayed: 1, dropped: [counterexamples[0]!.file], untested: [] },
  })
  expect(readdirSync(kept)).toEqual([])
})

test('it stays when its rule no longer comes to the test: nothing can be said then', async () => {
  const kept = directory()
  const file = join(kept, 'surfaces-errors-12345678.json')
  writeFileSync(file, JSON.stringify({ ...sound([]), property: 'surfaces-errors', client: 'swallows-errors' }))
  const after = await exploration(mended, { ...OPTIONS, kept })
  expect(after.kept).toEqual({ replayed: 1, dropped: [], untested: [file] })
  expect(readdirSync(kept)).toHaveLength(1)
})

test('failures of other clients are none of its business', async () => {
  const kept = directory()
  await exploration(swallows, { ...OPTIONS, kept })
  const after = await exploration(clientOf({ name: 'another' }), { ...OPTIONS, kept })
  expect(after.kept).toEqual({ replayed: 0, dropped: [], untested: [] })
  expect(readdirSync(kept)).toHaveLength(1)
})

test.each<[what: string, text: string, why: string]>([
  ['no JSON', '{ "schemaVersion": 1,', 'it is no JSON ('],
  ['a list', '[]', 'it holds a list, not a failure'],
  ['of another version', '{ "schemaVersion": 2 }', 'its schemaVersion is 2, and only 1 is known'],
  ['more than it should be', JSON.stringify({ ...sound(), run: 'rm' }), 'it has an unknown part "run"'],
  ['without a property', JSON.stringify({ ...sound(), property: 7 }), 'its property is 7'],
  ['with limits that bound nothing', JSON.stringify({ ...sound(), limits: { attempts: 0 } }), 'it is damaged: '],
  ['without a seed', JSON.stringify({ ...sound(), seed: -1 }), 'its seed is -1'],
  [
    'a scenario that nobody could make',
    JSON.stringify({ ...sound(), scenario: { ...sound().scenario, script: [{ kind: 'explode' }] } }),
    'it is damaged: Failed to read script[0] from JSON: its kind is "explode"',
  ],
])('a file that is %s is refused in a sentence, and left as it is', async (_, text, why) => {
  const kept = directory()
  const file = join(kept, 'broken.json')
  writeFileSync(file, text)
  await expect(exploration(mended, { ...OPTIONS, kept })).rejects.toMatchObject({
    kind: 'wrong-use',
    message: expect.stringContaining(`Failed to read the kept failure ${file}: ${why}`),
  })
  expect(readFileSync(file, 'utf8')).toBe(text)
})

// Helpers

function directory(): string {
  const path = mkdtempSync(join(tmpdir(), 'firedrill-kept-'))
  onTestFinished(() => rmSync(path, { recursive: true }))
  return path
}

function sound(script: readonly object[] = [{ kind: 'status', status: 500 }]) {
  const provider = { name: 'anthropic', hosts: ['api.anthropic.com'] }
  const scenario = { name: 'made', description: 'Made.', provider, script, calls: null }
  return { schemaVersion: 1, property: 'jitters', client: 'x', seed: 1, scenario }
}
