/** The program `firedrill`: its commands, their help, and what becomes of a line that can't be meant. */
import { describe, expect, test } from 'vitest'
import { readFiredrill } from '../../src/cli/program.ts'
import { plain } from '../../src/report/paint.ts'
import { fire, ROOT, run } from './helpers.ts'

const COMMANDS = ['run', 'explore', 'replay', 'audit', 'list', 'init']

describe('help', () => {
  test('without a command, all of them are shown, and where to begin', async () => {
    const { exitCode, stdout, stderr } = await fire([])
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect([...stdout.matchAll(/^ {2}(\w+) {2,}\S/gm)].map(([, name]) => name)).toEqual([...COMMANDS, 'help'])
    expect(stdout).toContain('npx firedrill run outage')
    expect(await fire(['--help'])).toMatchObject({ exitCode: 0, stdout })
  })

  test.each(COMMANDS)('of %s shows an example and the exit codes, in 80 columns', async (command) => {
    const { exitCode, stdout } = await fire([command, '--help'])
    expect(stdout).toMatch(new RegExp(`^Usage: firedrill ${command} .*\n\n\\w`))
    expect(stdout).toMatch(new RegExp(`\nExamples?:\n {2}npx firedrill ${command}`))
    expect(stdout).toContain('\nExit codes:\n  0 ')
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
    expect(exitCode).toBe(0)
    expect(await fire(['help', command])).toMatchObject({ exitCode: 0, stdout })
  })

  test('of run-scenario is that of run, by its own name', async () => {
    const { stdout } = await run(['--help'])
    expect(stdout).toMatch(/^Usage: run-scenario <scenario\.\.\.> \[options\]\n/)
    expect(stdout).toContain('\n  npx tsx run-scenario outage --client ./src/ask.ts\n')
    expect(stdout).not.toContain('npx firedrill')
  })

  test('fits a narrow screen, but for examples to paste', async () => {
    const { stdout } = await fire(['explore', '--help'], ROOT, { columns: 60 })
    const [described = ''] = stdout.split('\nExit codes:')
    for (const line of described.split('\n')) expect(line.length).toBeLessThanOrEqual(60)
  })

  test('has colours only where they are wanted', async () => {
    expect((await fire(['run', '--help'], ROOT, { colour: true })).stdout).toContain('\u001b[1mUsage:')
    expect((await fire(['run', '--help'])).stdout).not.toContain('\u001b')
  })

  test('the version is shown', async () => {
    const { stdout } = await fire(['--version'])
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
    expect(await run(['--version'])).toMatchObject({ exitCode: 0, stdout })
  })
})

describe('a line is read', () => {
  test('a scenario is enough to run', () => {
    expect(read('run outage')).toEqual({
      kind: 'run',
      scenarios: ['outage'],
      client: null,
      provider: null,
      seed: 1,
      required: [],
      reports: [],
      watch: false,
      json: false,
      quiet: false,
      verbose: false,
    })
  })

  test('everything else can be said of a run too, in any order', () => {
    const words =
      'run --json --client ./ask.ts --provider openai outage.ts --seed=42 --require backs-off,R5 silence --require r19 --verbose ' +
      '--watch --report junit=a.xml,github --report html=a.html'
    expect(read(words)).toEqual({
      kind: 'run',
      scenarios: ['outage.ts', 'silence'],
      client: './ask.ts',
      provider: 'openai',
      seed: 42,
      required: ['backs-off', 'honours-retry-after', 'obeys-abort'],
      reports: ['junit=a.xml,github', 'html=a.html'],
      watch: true,
      json: true,
      quiet: false,
      verbose: true,
    })
  })

  test('an exploration needs no options', () => {
    expect(read('explore')).toEqual({
      kind: 'explore',
      client: null,
      provider: 'anthropic',
      runs: 1000,
      seed: 1,
      budgetMs: 60_000,
      faults: null,
      required: [],
      keep: '.firedrill',
      path: null,
      reports: [],
      json: false,
      quiet: false,
    })
  })

  test('everything can be said of an exploration', () => {
    const words =
      'explore --json --client ./ask.ts --runs 50 --seed=42 --budget 30s --faults reset,429 --faults silence ' +
      '--require R5,fallback --keep finds --provider openai --path 12:0:3 --quiet'
    expect(read(words)).toMatchObject({
      client: './ask.ts',
      provider: 'openai',
      runs: 50,
      seed: 42,
      budgetMs: 30_000,
      faults: ['reset', '429', 'silence'],
      required: ['R5', 'fallback'],
      keep: 'finds',
      path: '12:0:3',
      json: true,
      quiet: true,
    })
    expect(read('explore --no-keep')).toMatchObject({ keep: null })
  })

  test('a replay, an audit, a list and a beginning', () => {
    expect(read('replay a.json --client ask.ts --verbose')).toMatchObject({
      kind: 'replay',
      file: 'a.json',
      client: 'ask.ts',
      verbose: true,
    })
    expect(read('audit --client a.ts --client b.ts outage --baseline old.json --save new.json')).toMatchObject({
      kind: 'audit',
      clients: ['a.ts', 'b.ts'],
      scenarios: ['outage'],
      baseline: 'old.json',
      save: 'new.json',
    })
    expect(read('list F4 R5 --json')).toEqual({ kind: 'list', what: ['F4', 'R5'], json: true })
    expect(read('run --list')).toEqual({ kind: 'list', what: [], json: false })
    expect(read('init --provider openai')).toEqual({ kind: 'init', provider: 'openai', json: false })
  })
})

describe('a line that can not be meant is refused in a sentence', () => {
  const NONE = 'none is named. Name one, such as "outage"; --list shows them all.'
  test.each(['run', 'run --json'])('%s names no scenario', async (line) => {
    const answer = await fire(line.split(' '))
    expect(answer).toEqual({ exitCode: 2, stdout: '', stderr: `Failed to run a scenario: ${NONE}\n` })
  })

  test.each([
    ['runn outage', 'there is no command "runn". Try run.'],
    ['explroe', 'there is no command "explroe". Try explore.'],
    ['outage', 'there is no command "outage". Scenarios are run: npx firedrill run outage.'],
    ['xyzzy', 'there is no command "xyzzy". --help shows what there is.'],
    [
      '--json run outage',
      'there is no option --json before the command. Options stand after the command: npx firedrill run --json.',
    ],
    ['run outage --sede 3', 'there is no option --sede. Try --seed.'],
    ['run outage --xyzzy', 'there is no option --xyzzy. --help shows what there is.'],
    ['run -h', 'there is no option -h. Try --help.'],
    ['run outage -q', 'there is no option -q. Try --quiet.'],
    ['run outage --seed', '--seed has no value. Give one: --seed 7.'],
    ['run outage --seed --json', '--seed has no value. Give one: --seed 7.'],
    ['run outage --client', '--client has no value. Give one: --client ./ask.ts.'],
    ['run outage --client --json', '--client has no value. Give one: --client ./ask.ts.'],
    ['run outage --client=', '--client has no value. Give one: --client ./ask.ts.'],
    ['run outage --require', '--require has no value. Give one: --require backs-off.'],
    ['run outage --require --json', '--require has no value. Give one: --require backs-off.'],
    ['run outage --report', '--report has no value. Give one: --report junit=report.xml.'],
    ['run outage --seed abc', 'the seed "abc" is not a whole number from 0. Give such a number: --seed 7.'],
    ['run outage --seed 1e3', 'the seed "1e3" is not a whole number from 0. Give such a number: --seed 7.'],
    ['run outage --require jiters', '--require names "jiters", and there is no such rule. Try jitters.'],
    ['explore --runs 0', 'the number of runs "0" is not a whole number from 1. Give one: --runs 1000.'],
    ['explore --seed x', 'the seed "x" is not a whole number from 0. Give such a number: --seed 7.'],
    ['explore --faults --json', '--faults has no value. Give one: --faults reset,rateLimited.'],
    ['explore --rnus 5', 'there is no option --rnus. Try --runs.'],
    ['explore --path x', 'the path "x" is none. Give one as a find names it: --path 12:0:3.'],
    ['explore ask.ts', 'it names 1 argument: ask.ts. Name the client with --client FILE.'],
    ['replay', 'no kept failure is named. Name one: npx firedrill replay .firedrill/jitters-0a1b2c3d.json.'],
    ['replay a.json b.json', 'it names 2 kept failures: a.json, b.json. Name one a run.'],
    ['audit --client a.ts --client a.ts', 'it names the client a.ts twice. Name each once.'],
    ['audit --basline a.json', 'there is no option --basline. Try --baseline.'],
    ['init here', 'it names 1 argument: here. Start it in the directory of the project.'],
  ])('%s', async (line, message) => {
    const answer = await fire(line.split(' '))
    expect(answer).toEqual({ exitCode: 2, stdout: '', stderr: `Failed to read the command line: ${message}\n` })
  })

  test('quiet and verbose at once', async () => {
    const { exitCode, stderr } = await fire(['run', 'outage', '--quiet', '--verbose'])
    expect(stderr).toContain('--quiet and --verbose can not both be meant. Leave one of them out.\n')
    expect(exitCode).toBe(2)
  })

  test('a budget that is no time', async () => {
    const { exitCode, stderr } = await fire(['explore', '--budget', 'soon'])
    expect(stderr).toMatch(/^Failed to read the duration of --budget: "soon" is not a/)
    expect(exitCode).toBe(2)
  })
})

// Helpers

function read(words: string) {
  return readFiredrill(words.split(' '), { version: '1.2.3', width: 80, paint: plain, colour: false }, ROOT)
}
