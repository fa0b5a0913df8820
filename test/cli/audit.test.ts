/** `firedrill audit`: which clients meet which scenarios, what is printed and kept, and which exit code says what. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Scorecard } from '../../src/report/scorecard.ts'
import { directoryOf, FINE, fire, SWALLOWING } from './helpers.ts'

const FILES = { 'fine.js': FINE, 'swallowing.js': SWALLOWING }
const FEW = ['outage', 'bad-request', 'burst-500']

describe('one client', () => {
  test('is scored by every rule; a violation is exit code 1', async () => {
    const cwd = directoryOf(FILES)
    const { exitCode, stdout, stderr } = await fire(['audit', ...FEW, '--client', 'swallowing.js'], cwd)
    expect(stderr).toBe('')
    expect(stdout).toMatch(/^firedrill: audit of swallowing\n/)
    expect(stdout).toMatch(/^R12 surfaces-errors +✗ VIOLATED 3 of 3, smallest: /m)
    expect(stdout).toMatch(/Replay: npx firedrill run [\w-]+ --client swallowing\.js --seed 1\n/)
    for (const line of stdout.split('\n').filter((text) => !text.includes('Replay:')))
      expect(line.length).toBeLessThanOrEqual(80)
    expect(exitCode).toBe(1)
  })

  test('that keeps all that was tested is exit code 0', async () => {
    const { exitCode, stdout } = await fire(['audit', 'outage', '--client', 'fine.js', '--quiet'], directoryOf(FILES))
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: 'PASS  fine\n' })
  })

  test('without one, the official SDKs of the APIs that are named meet each its own scenarios', async () => {
    const { clients } = await cardOf(['audit', 'outage', 'gemini-overloaded'])
    expect(clients.map(({ client, provider, drilled }) => [client.split(' ')[0], provider, drilled])).toEqual([
      ['@anthropic-ai/sdk', 'anthropic', 1],
      ['@google/genai', 'gemini', 1],
    ])
  })

  test('may bring its own scenarios and handlers', async () => {
    const own = `
      import { anthropic, healthy, scenario } from 'firedrill'
      export default scenario({ name: 'own', description: 'O.', provider: anthropic(), script: [healthy('good')] })`
    const handlers = `
      import { http, HttpResponse } from 'msw'
      export const handlers = { good: [http.post('*/v1/messages', () => HttpResponse.json({ content: [] }))] }`
    const cwd = directoryOf({ 'own.js': own, 'fine.js': FINE + handlers })
    expect((await cardOf(['audit', './own.js', '--client', 'fine.js'], cwd)).scenarios).toEqual(['own'])
  })
})

test('several clients stand side by side, also where they have the same name', async () => {
  const cwd = directoryOf({ ...FILES, 'other.js': SWALLOWING.replace('function swallowing', 'function fine') })
  const { exitCode, stdout } = await fire(['audit', ...FEW, '--client', 'fine.js', '--client', 'other.js'], cwd)
  expect(stdout).toContain('A   fine\nB   fine (other.js)\n')
  expect(stdout).toMatch(/^R12 surfaces-errors +✓ \d +✗ \d\/\d$/m)
  expect(stdout).toMatch(/\nPASS {2}fine: .*\nFAIL {2}fine \(other\.js\): /)
  expect(exitCode).toBe(1)
})

describe('a baseline', () => {
  test('fails what is violated since, says what that is, and nothing else', async () => {
    const cwd = directoryOf({ ...FILES, 'client.js': named(FINE, 'fine') })
    const line = ['audit', ...FEW, '--client', 'client.js']
    expect(await fire([...line, '--save', 'kept/scorecard.json'], cwd)).toMatchObject({ exitCode: 0 })
    writeFileSync(join(cwd, 'worse.js'), named(SWALLOWING, 'swallowing'))
    const worse = await fire([...line.with(-1, 'worse.js'), '--baseline', 'kept/scorecard.json'], cwd)
    expect(worse.stdout).toContain('✗ NEWLY VIOLATED')
    expect(worse.stdout).toMatch(
      /\nFAIL {2}compared with kept\/scorecard\.json: there is something new that is violated\n$/,
    )
    expect(worse.exitCode).toBe(1)
    const cured = await fire([...line, '--baseline', 'kept/scorecard.json', '--quiet'], cwd)
    expect(cured).toMatchObject({ exitCode: 0, stdout: 'PASS  client\n' })
  })

  test('lets pass what was violated before', async () => {
    const cwd = directoryOf(FILES)
    const line = ['audit', ...FEW, '--client', 'swallowing.js']
    expect(await fire([...line, '--save', 'scorecard.json', '--quiet'], cwd)).toMatchObject({ exitCode: 1 })
    const again = await fire([...line, '--baseline', 'scorecard.json'], cwd)
    expect(again.stdout).toContain('  Nothing has changed.\n')
    expect(again.stdout).toMatch(/\nPASS {2}compared with scorecard\.json: nothing is violated that was not before\n$/)
    expect(again.exitCode).toBe(0)
  })

  test('judges a client that it does not know as if there were none', async () => {
    const cwd = directoryOf(FILES)
    await fire(['audit', ...FEW, '--client', 'fine.js', '--save', 'scorecard.json'], cwd)
    const clients = ['--client', 'fine.js', '--client', 'swallowing.js']
    const { exitCode } = await fire(['audit', ...FEW, ...clients, '--baseline', 'scorecard.json'], cwd)
    expect(exitCode).toBe(1)
  })
})

test('what is saved is the same from run to run, is a report too, and is what --json prints', async () => {
  const cwd = directoryOf(FILES)
  const line = ['audit', 'outage', '--client', 'fine.js', '--json']
  const { stdout } = await fire([...line, '--save', 'a.json', '--report', 'json=b.json'], cwd)
  await fire([...line, '--save', 'c.json'], cwd)
  const saved = readFileSync(join(cwd, 'a.json'), 'utf8')
  expect(readFileSync(join(cwd, 'c.json'), 'utf8')).toBe(saved)
  expect(JSON.parse(readFileSync(join(cwd, 'b.json'), 'utf8'))).toMatchObject(JSON.parse(saved))
  expect(JSON.parse(stdout)).toEqual({
    ...JSON.parse(saved),
    change: null,
    ended: 'all',
    wallMs: expect.any(Number),
  })
})

test('Ctrl-C prints what was found, saves nothing, and is exit code 130', async () => {
  const cwd = directoryOf({
    'fine.js': FINE.replace('function fine({ signal }) {', 'function fine({ signal }) { globalThis.drilled?.()'),
  })
  const seen = globalThis as { drilled?: () => void }
  const onInterrupt = (stop: () => void) => {
    let calls = 0
    seen.drilled = () => ++calls === 3 && stop()
  }
  const line = ['audit', ...FEW, '--client', 'fine.js', '--save', 'scorecard.json']
  const { exitCode, stdout, stderr } = await fire(line, cwd, { onInterrupt })
  delete seen.drilled
  expect(stdout).toMatch(/^firedrill: audit of fine\n/)
  expect(stderr).toContain('Nothing was saved to scorecard.json: this is not the whole scorecard.\n')
  expect(existsSync(join(cwd, 'scorecard.json'))).toBe(false)
  expect(exitCode).toBe(130)
})

test.each([
  [
    ['--baseline', 'none.json'],
    'Failed to read the baseline "none.json": there is no such file. Make it: npx firedrill audit',
  ],
  [['--baseline', 'fine.js'], 'Failed to read the baseline "fine.js": it is no JSON. '],
  [['--client', 'fien.js'], 'Failed to find the client "fien.js": '],
  [['outgae'], 'Failed to find the scenario "outgae": '],
  [['outage', '--client', 'fine.js', '--save', 'fine.js/a.json'], 'Failed to save the scorecard to "fine.js/a.json": '],
])('%j is exit code 2, in a sentence', async (words, sentence) => {
  const { exitCode, stderr } = await fire(['audit', ...words], directoryOf(FILES))
  expect(stderr.startsWith(sentence)).toBe(true)
  expect(exitCode).toBe(2)
})

// Helpers

async function cardOf(line: string[], cwd?: string): Promise<Scorecard> {
  const { stdout, stderr } = await fire([...line, '--json'], cwd)
  expect(stderr).toBe('')
  return JSON.parse(stdout) as Scorecard
}

/** The client by the name of every other one. */
function named(source: string, name: string): string {
  return source.replace(`function ${name}`, 'function client')
}
