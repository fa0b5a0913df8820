/** `firedrill run` with several scenarios: which files are meant, what is printed, and which exit code counts. */
import { describe, expect, test } from 'vitest'
import type { RunsResult } from '../../src/cli/run/outcome.ts'
import { ASK, directoryOf, FINE, fire, run } from './helpers.ts'

/** A scenario in one file, in which one request fails. */
const blip = (name: string, provider = 'anthropic') => `
import { ${provider}, healthy, scenario, times } from 'firedrill'
const api = ${provider}()
export default scenario({ name: '${name}', description: 'B.', provider: api, script: [times(1, api.badGateway()), healthy()] })
`

describe('which scenarios are meant', () => {
  test('paths, names and globs of both, in the order of the line, each file once', async () => {
    const cwd = directoryOf({ 'my/b.js': blip('b'), 'my/a.js': blip('a'), 'c[1].js': blip('c1'), 'fine.js': FINE })
    const line = ['run', 'my/*.js', 'bad-request', './my/a', 'c[1].js', 'rate-limited-*', '--client', 'fine.js']
    expect((await resultOf(line, cwd)).runs.map(({ scenario }) => scenario)).toEqual([
      'a',
      'b',
      'bad-request',
      'c1',
      'rate-limited-concurrency',
      'rate-limited-input-tokens',
      'rate-limited-output-tokens',
    ])
  })

  test('--provider tells them all in the words of one API', async () => {
    const { runs } = await resultOf(['run', 'outage', 'gemini-overloaded', 'chat-stream-cut', '--provider', 'openai'])
    expect(runs.map(({ client }) => client.split(' ')[0])).toEqual(['openai', 'openai', 'openai'])
  })

  test("the gallery is meant by its folder's name too, wherever the command is started", async () => {
    const { exitCode, stdout } = await fire(['run', 'scenarios/outage.ts', '--quiet'], directoryOf({}))
    expect(stdout).toMatch(/^firedrill: .* through outage\nPASS {2}/)
    expect(exitCode).toBe(0)
  })

  test('types, and what others have installed, are no scenarios', async () => {
    const cwd = directoryOf({ 'a.js': blip('a'), 'a.d.ts': 'export {}', 'node_modules/x/b.js': 'throw 1' })
    const { stdout } = await fire(['run', '**/*.*s', '--quiet'], cwd)
    expect(stdout).toMatch(/through a\nPASS/)
  })

  test.each([
    ['x/*.ts', 'Failed to find the scenarios "x/*.ts": no file in '],
    ['zzz-*', 'Failed to find the scenarios "zzz-*": no file in '],
    ['.', 'Failed to find the scenario ".": '],
  ])('%s is none', async (glob, sentence) => {
    const cwd = directoryOf({})
    const { exitCode, stdout, stderr } = await fire(['run', glob], cwd)
    expect(stderr.startsWith(sentence)).toBe(true)
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
  })
})

describe('what is printed', () => {
  test('a pass in brief, the rest in full, and a table at the end', async () => {
    const { exitCode, stdout, stderr } = await fire(['run', 'outage', 'stalled-body'])
    expect(stderr).toBe('')
    expect(stdout).toMatch(
      /^firedrill: .* through outage\nPASS {2}22 rules: .*\n\nfiredrill: .* through stalled-body\n/,
    )
    expect(stdout).toContain('◀ R11')
    expect(stdout).toContain(
      'Scenario      Verdict       Why\n' +
        'outage        PASS\n' +
        'stalled-body  FAIL          R11 bounds-attempts\n' +
        '\n' +
        'FAIL  2 scenarios: 1 passed, 1 failed\n',
    )
    expect(exitCode).toBe(1)
  })

  test('each command to see a run again names one scenario', async () => {
    const { stdout } = await run(['outage', 'stalled-body', '--seed', '7'])
    expect(stdout).toContain('\nReplay: npx tsx run-scenario stalled-body --seed 7\n')
    expect((await fire(['run', 'outage', 'stalled-body', '--seed', '7'])).stdout).toContain(
      '\nReplay: npx firedrill run stalled-body --seed 7\n',
    )
  })

  test('--quiet leaves the table, --verbose nothing out', async () => {
    const quiet = await fire(['run', 'outage', 'bad-request', '--quiet'])
    expect(quiet.stdout).toMatch(/^Scenario {5}Verdict {7}Why\n/)
    const verbose = await fire(['run', 'outage', 'bad-request', '--verbose'])
    expect(verbose.stdout).toContain('call 0')
    expect(verbose.stdout).toContain(quiet.stdout)
  })

  test('--json is one object for all, and the same as ever for one', async () => {
    const { verdict, runs, refused } = await resultOf(['run', 'outage', 'stalled-body'])
    expect({ verdict, verdicts: runs.map((one) => one.verdict), refused }).toEqual({
      verdict: 'fail',
      verdicts: ['pass', 'fail'],
      refused: [],
    })
    const { stdout } = await fire(['run', 'outage', '--json'])
    expect(JSON.parse(stdout)).toMatchObject({ schemaVersion: 1, scenario: 'outage', verdict: 'pass' })
  })
})

describe('the exit code is that of the worst', () => {
  test('inconclusive outweighs a pass', async () => {
    const { exitCode, stdout } = await fire(['run', 'bad-request', 'rate-limited', '--require', 'R5', '--quiet'])
    expect(stdout).toContain('bad-request   INCONCLUSIVE  honours-retry-after is required')
    expect(exitCode).toBe(3)
  })

  test('what is wrong with a file is said before anything is drilled', async () => {
    const cwd = directoryOf({ 'a.js': blip('a'), 'b.js': 'export default 42', 'fine.js': FINE })
    const { exitCode, stdout, stderr } = await fire(['run', 'a.js', 'b.js', '--client', 'fine.js'], cwd)
    expect(stderr).toMatch(/^Failed to load the scenario "b\.js": /)
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
  })

  test('one that can not be drilled keeps no other from it', async () => {
    const cwd = directoryOf({ 'a.js': blip('a', 'openai'), 'b.js': blip('b'), 'ask.js': ASK })
    const { exitCode, stdout, stderr } = await fire(['run', 'a.js', 'b.js', '--client', 'ask.js'], cwd)
    expect(stderr).toBe('')
    expect(stdout).toContain('firedrill: a\nFailed to drill "ask" through "a": it does not speak to openai at')
    expect(stdout).toMatch(/\na {9}NOT DRILLED {3}Failed to drill/)
    expect(stdout).toMatch(/\nb {9}FAIL {10}R1/)
    expect(stdout).toContain('\nFAIL  2 scenarios: 1 not drilled, 1 failed\n')
    expect(exitCode).toBe(2)
  })

  test('Ctrl-C ends it after the scenario under way, with what was found', async () => {
    let stop = () => {}
    const out: string[] = []
    const stdout = {
      write: (text: string) => {
        out.push(text)
        stop()
      },
    }
    const onInterrupt = (given: () => void) => {
      stop = given
    }
    const { exitCode, stderr } = await fire(['run', 'outage', 'silence', 'bad-request'], undefined, {
      stdout,
      onInterrupt,
    })
    expect(out.join('')).toContain('\nPASS  1 scenario: 1 passed\n  It was interrupted: 2 of 3 scenarios were not')
    expect(stderr).toMatch(/^Ending after the drill under way\./)
    expect(exitCode).toBe(130)
  })
})

async function resultOf(line: string[], cwd?: string): Promise<RunsResult> {
  const { stdout, stderr } = await fire([...line, '--json'], cwd)
  expect(stderr).toBe('')
  return JSON.parse(stdout) as RunsResult
}
