/** `firedrill replay`: a kept failure, drilled again. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { RunResult } from '../../src/report/result.ts'
import { directoryOf, FINE, fire, SWALLOWING } from './helpers.ts'

const KEPT = JSON.stringify({
  schemaVersion: 1,
  property: 'surfaces-errors',
  client: 'swallowing',
  seed: 7,
  scenario: {
    name: 'breaks-surfaces-errors',
    description: 'Found.',
    provider: { name: 'anthropic', hosts: ['api.anthropic.com'] },
    script: [{ kind: 'times', count: 3, items: [{ kind: 'status', status: 500 }] }],
    calls: null,
  },
})

test('it is judged by the one rule that it broke: still broken is exit code 1', async () => {
  const cwd = directoryOf({ 'swallowing.js': SWALLOWING, 'kept.json': KEPT })
  const { exitCode, stdout } = await fire(['replay', 'kept.json', '--client', 'swallowing.js'], cwd)
  expect(stdout).toContain('firedrill: swallowing through breaks-surfaces-errors\n')
  expect(stdout).toContain('\nFAIL  1 rule: 0 held, 1 violated, 0 unexercised\n')
  expect(stdout).toContain('\nReplay: npx firedrill replay kept.json --client swallowing.js\n')
  expect(exitCode).toBe(1)
})

test('a rule that holds now is exit code 0, and the file stays: exploration drops it', async () => {
  const cwd = directoryOf({ 'fine.js': FINE, 'kept.json': KEPT })
  const { exitCode, stdout } = await fire(['replay', 'kept.json', '--client', 'fine.js'], cwd)
  expect(stdout).toMatch(/^It was kept for the client "swallowing"\.\n/)
  expect(exitCode).toBe(0)
  expect(readFileSync(join(cwd, 'kept.json'), 'utf8')).toBe(KEPT)
})

test('a rule that no longer comes to the test is exit code 3', async () => {
  const cwd = directoryOf({ 'fine.js': FINE, 'kept.json': KEPT.replace('"count":3', '"count":1') })
  expect(await fire(['replay', 'kept.json', '--client', 'fine.js'], cwd)).toMatchObject({ exitCode: 3 })
})

test('--json prints the run as run-scenario does', async () => {
  const cwd = directoryOf({ 'swallowing.js': SWALLOWING, 'kept.json': KEPT })
  const { stdout } = await fire(['replay', 'kept.json', '--client', 'swallowing.js', '--json'], cwd)
  const { seed, verdict, properties } = JSON.parse(stdout) as RunResult
  expect({ seed, verdict, ids: properties.map(({ id }) => id) }).toEqual({
    seed: 7,
    verdict: 'fail',
    ids: ['surfaces-errors'],
  })
})

test.each([
  ['that is damaged', KEPT.slice(0, 50), 'it is no JSON'],
  [
    'of a property that is not ours',
    KEPT.replace('surfaces-errors', 'own-rule'),
    'it broke the property "own-rule", which is none of firedrill\'s',
  ],
])('a file %s is exit code 2, and left as it is', async (_, text, why) => {
  const cwd = directoryOf({ 'fine.js': FINE, 'kept.json': text })
  const { exitCode, stdout, stderr } = await fire(['replay', 'kept.json', '--client', 'fine.js'], cwd)
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
  expect(stderr).toContain(why)
  expect(readFileSync(join(cwd, 'kept.json'), 'utf8')).toBe(text)
})

test('a directory of kept failures is none itself', async () => {
  const { exitCode, stderr } = await fire(['replay', 'kept'], directoryOf({ 'kept/one.json': '{}' }))
  expect(stderr).toMatch(/^Failed to read the kept failure .*: it is a directory\. Name one of the files in it\.\n$/)
  expect(exitCode).toBe(2)
})
