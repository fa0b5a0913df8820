/** `firedrill explore` in this process: what it prints, what it keeps, and with which exit code. */
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { ExplorationResult } from '../../src/report/exploration-result.ts'
import { parseScenario } from '../../src/scenario/parse.ts'
import { directoryOf, FINE, fire, SWALLOWING } from './helpers.ts'

const QUICK = ['--budget', '10m', '--no-keep']

test('nothing is found: exit code 0, and what was reached is told', async () => {
  const cwd = directoryOf({ 'fine.js': FINE })
  const line = ['explore', '--client', 'fine.js', '--runs', '25', '--faults', '500,503', ...QUICK]
  const { exitCode, stdout, stderr } = await fire(line, cwd)
  expect(stderr).toBe('')
  expect(stdout).toMatch(/^firedrill: exploring fine\nseed 1, 25 scenarios drilled in .+\n/)
  expect(stdout).toMatch(/\nFaults {6}status 2\d, internalError \d+/)
  expect(stdout).toMatch(/\nNot tested {2}/)
  expect(stdout).toMatch(/\nPASS {2}\d+ of 22 rules came to the test, 0 broken\n/)
  for (const text of stdout.split('\n')) expect(text.length).toBeLessThanOrEqual(80)
  expect(exitCode).toBe(0)
})

test('a broken rule is exit code 1: its scenario to paste, its trace, and the command that replays it', async () => {
  const cwd = directoryOf({ 'swallowing.js': SWALLOWING })
  const line = ['explore', '--client', 'swallowing.js', '--runs', '5', '--faults', '500', '--budget', '10m']
  const { exitCode, stdout } = await fire(line, cwd)
  expect(exitCode).toBe(1)
  expect(stdout).toContain('✗ VIOLATED     R12 surfaces-errors: ')
  expect(stdout).toContain('to paste into scenarios/breaks-surfaces-errors.ts:\n')
  expect(stdout).toContain('◀ R12')
  expect(stdout).toMatch(/\nFAIL {2}/)
  const [command] = /(?<=Replay: npx firedrill )replay .+/.exec(stdout) ?? ['']
  expect(command).toMatch(/^replay \.firedrill\/surfaces-errors-[0-9a-f]{8}\.json --client swallowing\.js$/)
  const again = await fire(command.split(' '), cwd)
  expect(again.stdout).toContain('✗ VIOLATED     R12 surfaces-errors: ')
  expect(again.exitCode).toBe(1)
})

test('without keeping, the command names the seed and the path', async () => {
  const cwd = directoryOf({ 'swallowing.js': SWALLOWING })
  const line = ['explore', '--client', 'swallowing.js', '--runs', '5', '--faults', '500', '--seed', '3', ...QUICK]
  const { stdout } = await fire(line, cwd)
  const [command] = /(?<=Replay: npx firedrill )explore .+/.exec(stdout) ?? ['']
  expect(command).toMatch(/^explore --client swallowing\.js --seed 3 --path [\d:]+ --faults 500 --no-keep$/)
  const again = await fire(command.split(' '), cwd)
  expect(again.stdout).toContain('✗ VIOLATED     R12 surfaces-errors: ')
  expect(readdirSync(cwd)).toEqual(['swallowing.js'])
})

test('what is kept is drilled first, and dropped once it holds', async () => {
  const cwd = directoryOf({ 'client.js': SWALLOWING.replace('function swallowing', 'function client') })
  const line = ['explore', '--client', 'client.js', '--runs', '3', '--faults', '500', '--keep', 'finds']
  await fire(line, cwd)
  const [file] = readdirSync(join(cwd, 'finds'))
  const again = await fire(line, cwd)
  expect(again.stdout).toContain('found by an earlier exploration')
  writeFileSync(join(cwd, 'mended.js'), FINE.replace('function fine', 'function client'))
  const mended = await fire(line.with(2, 'mended.js'), cwd)
  expect(mended.stdout.replaceAll(/\s+/g, ' ')).toContain(`finds/${file} was dropped: its rule holds now.`)
  expect(readdirSync(join(cwd, 'finds'))).toEqual([])
})

test('--json prints one object, and the same seed the same one but for the wall clock', async () => {
  const cwd = directoryOf({ 'swallowing.js': SWALLOWING })
  const line = ['explore', '--client', 'swallowing.js', '--runs', '5', '--faults', '500', '--json', ...QUICK]
  const [first, second] = [await fire(line, cwd), await fire(line, cwd)].map(
    ({ stdout }) => JSON.parse(stdout) as ExplorationResult,
  )
  expect({ ...second, wallMs: 0 }).toEqual({ ...first, wallMs: 0 })
  expect(first).toMatchObject({
    schemaVersion: 1,
    client: 'swallowing',
    seed: 1,
    runs: 5,
    verdict: 'fail',
    ended: 'runs',
  })
  const found = first!.counterexamples.find(({ property }) => property.id === 'surfaces-errors')!
  expect(parseScenario(found.source)).toEqual(found.scenario)
  expect(found.property.evidence.length).toBeGreaterThan(0)
})

test('what is required and never reached is exit code 3, with what to enlarge', async () => {
  const cwd = directoryOf({ 'fine.js': FINE })
  const line = ['explore', '--client', 'fine.js', '--runs', '5', '--faults', '500', '--require', 'fallback', ...QUICK]
  const { exitCode, stdout } = await fire(line, cwd)
  expect(stdout).toContain('\nINCONCLUSIVE  ')
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain('Enlarge the number of runs, and name the chain in the client')
  expect(exitCode).toBe(3)
})

test('Ctrl-C prints what was found so far, and is exit code 130', async () => {
  const cwd = directoryOf({ 'swallowing.js': SWALLOWING })
  const line = ['explore', '--client', 'swallowing.js', '--runs', '100000', '--faults', '500', ...QUICK]
  let stop = () => {}
  const stderr = { write: (text: string) => text.includes('broken: surfaces-errors') && stop() }
  const onInterrupt = (given: () => void) => {
    stop = given
  }
  const { exitCode, stdout } = await fire(line, cwd, { stderr, isWatched: true, onInterrupt })
  expect(stdout).toContain('✗ VIOLATED     R12 surfaces-errors: ')
  expect(stdout.replaceAll(/\s+/g, ' ')).toMatch(/It was interrupted after \d+ scenarios? of 100,000\./)
  expect(exitCode).toBe(130)
})

test('--quiet prints the verdict and what is broken, each with its command', async () => {
  const cwd = directoryOf({ 'swallowing.js': SWALLOWING })
  const line = ['explore', '--client', 'swallowing.js', '--runs', '5', '--faults', '500', '--quiet', ...QUICK]
  const { exitCode, stdout } = await fire(line, cwd)
  expect(stdout).toMatch(/^FAIL {2}5 scenarios, \d rules? broken\n/)
  expect(stdout).toMatch(
    /^ {2}R12 surfaces-errors: npx firedrill explore --client swallowing\.js --seed 1 --path [\d:]+ /m,
  )
  expect(exitCode).toBe(1)
})

test("the client's file may define the API that it speaks", async () => {
  const cwd = directoryOf({ 'own.js': OWN })
  const line = ['explore', '--client', 'own.js', '--provider', 'acme', '--runs', '3', '--faults', 'reset', ...QUICK]
  expect(await fire(line, cwd)).toMatchObject({ stderr: '', stdout: expect.stringContaining('exploring own\n') })
})

test('the official SDK is explored when no client is named', async () => {
  const { stdout, exitCode } = await fire(['explore', '--runs', '3', '--faults', '500', ...QUICK])
  expect(stdout).toMatch(/^firedrill: exploring @anthropic-ai\/sdk /)
  expect(exitCode).toBe(0)
})

test.each([
  [['explore', '--client', 'nowhere.js'], 'Failed to find the client "nowhere.js": there is no file '],
  [['explore', '--faults', 'resett'], 'Failed to explore: there is no fault "resett" in anthropic(). Try reset.'],
  [
    ['explore', '--faults', 'xyzzy', '--no-keep'],
    'Failed to explore: there is no fault "xyzzy" in anthropic(). Name some',
  ],
  [
    ['explore', '--require', 'falback'],
    'Failed to explore: "falback" is required, and nothing has this name. Try fallback.',
  ],
  [
    ['explore', '--require', 'R99', '--no-keep'],
    'Failed to explore: "R99" is required, and nothing has this name. Name a',
  ],
  [['explore', '--provider', 'nobody'], 'Failed to find the provider "nobody": only these are known: '],
  [['explore', '--provider', 'antropic'], 'Failed to find the provider "antropic": '],
  [['explore', '--provider', 'json'], 'Failed to drill a default client through "whatever is generated": '],
  [
    ['explore', '--report', 'jnit=a.xml'],
    'Failed to read the command line: there is no report "jnit". Try junit=FILE.',
  ],
  [['replay', 'nowhere.json'], 'Failed to read the kept failure '],
  [['explroe'], 'Failed to read the command line: there is no command "explroe". Try explore.'],
])('%j is exit code 2, in a sentence', async (line, sentence) => {
  const { exitCode, stdout, stderr } = await fire(line)
  expect(stderr).toMatch(/^[^\n]+\n$/)
  expect(stderr.startsWith(sentence)).toBe(true)
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
})

// Helpers

/** A client of an API that only its file knows. */
const OWN = `
import { defineDialect } from 'firedrill'

defineDialect({
  name: 'acme',
  hosts: ['api.acme.example'],
  statuses: { busy: 503 },
  credentialHeaders: [],
  requestIdHeader: null,
  readRequest: () => ({ model: null, stream: false }),
  statusAnswer: ({ status }) => [{ act: 'head', status, headers: [] }, { act: 'end' }],
  healthyAnswer: () => ({ headers: [], body: 'well' }),
})

export default async function own({ signal }) {
  return await (await fetch('https://api.acme.example/say', { method: 'POST', body: '{}', signal })).text()
}
`
