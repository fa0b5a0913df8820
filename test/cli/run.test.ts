/** The command in this process: what it prints, and with which exit code. */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { RunResult } from '../../src/report/result.ts'
import { ASK, directoryOf, OWN_HANDLERS, run } from './helpers.ts'

test.each(['outage', 'outage.ts', 'scenarios/outage', './scenarios/outage.ts'])('%s is found', async (named) => {
  const { exitCode, stdout, stderr } = await run([named])
  expect(stderr).toBe('')
  expect(stdout).toContain('through outage\nTwelve minutes of 500s')
  expect(stdout).toContain(`\nReplay: npx tsx run-scenario ${named} --seed 1\n`)
  expect(exitCode).toBe(0)
})

test('a violation is exit code 1', async () => {
  const { exitCode, stdout } = await run(['stalled-body'])
  expect(stdout).toContain('\n✗ VIOLATED     R11 bounds-attempts: ')
  expect(stdout).toContain('\nFAIL  ')
  expect(exitCode).toBe(1)
})

test('a requirement that stays untested is exit code 3', async () => {
  const { exitCode, stdout } = await run(['bad-request', '--require', 'jitters'])
  expect(stdout).toContain('\nINCONCLUSIVE  ')
  expect(stdout).toContain('--seed 1 --require jitters\n')
  expect(exitCode).toBe(3)
})

test('--json prints one object, and the same seed the same one but for the wall clock', async () => {
  const [first, second, other] = await Promise.all(['7', '7', '8'].map((seed) => json(['burst-500', '--seed', seed])))
  expect(first).toMatchObject({ schemaVersion: 1, scenario: 'burst-500', seed: 7, verdict: 'pass' })
  expect({ ...second, wallMs: 0 }).toEqual({ ...first, wallMs: 0 })
  expect(other!.attempts).not.toEqual(first!.attempts)
})

test("the user's own client is drilled, and named by its function or its file", async () => {
  const cwd = directoryOf({ 'ask.js': ASK, 'nameless.js': ASK.replace('function ask', 'function') })
  expect(await json(['outage', '--client', 'ask.js'], cwd)).toMatchObject({ client: 'ask', verdict: 'fail' })
  expect(await json(['outage', '--client', join(cwd, 'nameless')], '/')).toMatchObject({ client: 'nameless' })
})

test('a scenario is told in the words of another API by --provider, and seen again by it', async () => {
  const { stdout, stderr, exitCode } = await run(['outage', '--provider', 'openai'])
  expect(stderr).toBe('')
  expect(stdout).toMatch(/^firedrill: openai .* through outage\n/)
  expect(stdout).toContain('\nReplay: npx tsx run-scenario outage --provider openai --seed 1\n')
  expect(exitCode).toBe(0)
  expect(await json(['region-down', '--provider', 'openai'])).toMatchObject({ scenario: 'region-down' })
})

test.each([
  [['outage', '--provider', 'opanai'], 'no scenario can be told in the words of "opanai". Try openai.'],
  [['outage', '--provider', 'json'], 'no scenario can be told in the words of "json". Name anthropic, openai, gemini.'],
  [
    ['insufficient-quota', '--provider', 'anthropic'],
    'Failed to tell "insufficient-quota" in the words of anthropic: anthropic has no word for the error',
  ],
])('%j is exit code 2, in a sentence', async (line, sentence) => {
  const { exitCode, stdout, stderr } = await run(line)
  expect(stderr).toContain(sentence)
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
})

test('a client in full may declare what it promises', async () => {
  const client = `
    import { defineClient } from 'firedrill'
    import ask from './ask.js'
    export default defineClient({ name: 'asker', call: ask, contract: { retries: 0 } })
  `
  const cwd = directoryOf({ 'ask.js': ASK, 'asker.js': client })
  expect(await json(['outage', '--client', 'asker.js'], cwd)).toMatchObject({ client: 'asker', verdict: 'pass' })
})

test('handlers of the client file are the healthy side', async () => {
  const healthy = `
    import { http, HttpResponse } from 'msw'
    export const handlers = { good: [http.post('*/v1/messages', () => HttpResponse.json({ own: true }))] }
  `
  const cwd = directoryOf({ 'mine.js': OWN_HANDLERS, 'ask.js': ASK + healthy })
  const { calls } = await json(['mine', '--client', 'ask'], cwd)
  expect(calls.map(({ outcome }) => outcome)).toEqual(['error', 'value'])
})

test('--list groups the scenarios by failure, with what happens in each', async () => {
  const { exitCode, stdout } = await run(['--list'])
  expect(stdout).toMatch(
    /^ {2}outage +F1 F2 R1 .*\n {4}Twelve minutes of 500s, a gateway that limps back, then health\.$/m,
  )
  const rows = [...stdout.matchAll(/^F(\d+) {2}\w/gm)].map(([, row]) => Number(row))
  expect(rows).toEqual(Array.from({ length: 21 }, (_, index) => index + 1))
  for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
  expect(exitCode).toBe(0)
})

test('--verbose leaves nothing of the timeline out', async () => {
  const { stdout } = await run(['one-in-ten', '--verbose'])
  expect(stdout.match(/^ *[\d.]+s {2}call \d+/gm)).toHaveLength(126)
})

async function json(argv: string[], cwd?: string): Promise<RunResult> {
  const { stdout, stderr } = await run([...argv, '--json'], cwd)
  expect(stderr).toBe('')
  return JSON.parse(stdout) as RunResult
}
