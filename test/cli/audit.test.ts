/** `firedrill audit`: which clients meet which scenarios, what is printed and kept, and which exit code says what. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Scorecard } from '../../src/report/scorecard.ts'
import { ASK, directoryOf, FINE, fire, SWALLOWING } from './helpers.ts'

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

  test('without one, the official SDKs of the APIs that are named meet them all, each in its words', async () => {
    const { clients } = await cardOf(['audit', 'outage', 'gemini-overloaded', 'insufficient-quota'])
    expect(clients.map(({ client, provider, untold }) => [client.split(' ')[0], provider, untold])).toEqual([
      ['@anthropic-ai/sdk', 'anthropic', ['insufficient-quota']],
      ['@google/genai', 'gemini', ['insufficient-quota']],
      ['openai', 'openai', []],
    ])
    expect(clients.map(({ drilled }) => drilled)).toEqual([2, 2, 3])
  })

  test('of another API meets what is told in its words, and the command that is printed shows it again', async () => {
    const cwd = directoryOf({ 'gpt.js': GPT })
    const { exitCode, stdout } = await fire(['audit', 'outage', 'insufficient-quota', '--client', 'gpt.js'], cwd)
    expect(stdout).toContain('\n2 scenarios of openai, seed 1\n')
    expect(exitCode).toBe(1)
    const [, command = ''] = /Replay: npx firedrill (run outage .*)/.exec(stdout) ?? []
    expect(command).toBe('run outage --client gpt.js --provider openai --seed 1')
    const again = await fire(command.split(' '), cwd)
    expect(again.stdout).toContain('✗ VIOLATED     R1 retries-transient')
    expect(again.stdout).toContain(`\nReplay: npx firedrill ${command}\n`)
  })

  test('is told which scenarios its API has no words for', async () => {
    const line = ['audit', 'outage', 'insufficient-quota', '--client', 'fine.js']
    const { stdout } = await fire(line, directoryOf(FILES))
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
      '1 scenario of other APIs left out, which anthropic has no words for: insufficient-quota',
    )
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

  test('fails a rule that is violated in scenarios more, though it was violated before', async () => {
    const cwd = directoryOf({ 'gpt.js': GPT })
    const line = ['audit', 'outage', 'burst-500', 'mistyped-json', '--client', 'gpt.js']
    await fire([...line, '--save', 'scorecard.json', '--quiet'], cwd)
    const kept = JSON.parse(readFileSync(join(cwd, 'scorecard.json'), 'utf8')) as Scorecard
    writeFileSync(join(cwd, 'scorecard.json'), JSON.stringify(knowingOnly('R1', 'burst-500', kept)))
    const { exitCode, stdout } = await fire([...line, '--baseline', 'scorecard.json', '--quiet'], cwd)
    expect(stdout).toContain('  worse: R1 retries-transient of gpt is now violated in 1 scenario more: outage.\n')
    expect(exitCode).toBe(1)
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

test('an interrupted audit is compared with nothing, is no baseline, and says in its reports that it is not whole', async () => {
  const cwd = directoryOf(FILES)
  const line = ['audit', ...FEW, '--client', 'fine.js', '--quiet']
  await fire([...line, '--save', 'scorecard.json'], cwd)
  const reports = ['--report', 'json=a.json,html=a.html,junit=a.xml,markdown=a.md,github=a.txt']
  const onInterrupt = (stop: () => void) => stop()
  const stopped = await fire([...line, '--baseline', 'scorecard.json', ...reports], cwd, { onInterrupt })
  expect(stopped.stderr).toContain('Nothing was compared with scorecard.json: this is not the whole scorecard.\n')
  for (const file of ['a.html', 'a.xml', 'a.md', 'a.txt']) {
    expect(readFileSync(join(cwd, file), 'utf8'), file).toContain('The audit was interrupted after 0 of 3 drills.')
  }
  const again = await fire([...line, '--baseline', 'a.json'], cwd)
  expect(again.stderr).toMatch(
    /^Failed to read the baseline "a\.json": its audit was interrupted, so that it is not whole/,
  )
  expect(again.exitCode).toBe(2)
})

test('a report that can not be written loses no scorecard', async () => {
  const cwd = directoryOf(FILES)
  const line = ['audit', 'outage', '--client', 'fine.js', '--save', 'scorecard.json', '--report', 'html=fine.js/a.html']
  const { exitCode, stderr } = await fire(line, cwd)
  expect(stderr).toMatch(/^Failed to write the report "fine\.js\/a\.html": /)
  expect(existsSync(join(cwd, 'scorecard.json'))).toBe(true)
  expect(exitCode).toBe(2)
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

/** A client of OpenAI's API that asks once. */
const GPT = ASK.replace('function ask', 'function gpt')
  .replace('api.anthropic.com/v1/messages', 'api.openai.com/v1/chat/completions')
  .replace('claude-opus-4-7', 'gpt-5.1')

/** The scorecard of a day on which a rule was violated in one scenario alone. */
function knowingOnly(rule: string, scenario: string, scorecard: Scorecard): Scorecard {
  const clients = scorecard.clients.map((card) => ({
    ...card,
    rules: card.rules.map((one) => {
      const { violation } = one
      if (one.rule !== rule || violation === null) return one
      return { ...one, violated: 1, violation: { ...violation, scenario, others: [] } }
    }),
  }))
  return { ...scorecard, clients }
}

/** The client by the name of every other one. */
function named(source: string, name: string): string {
  return source.replace(`function ${name}`, 'function client')
}
