/** The command line, by example. */
import { expect, test } from 'vitest'
import { readOptions } from '../../src/cli/options.ts'

test('a scenario is enough', () => {
  expect(read('outage')).toEqual({
    kind: 'run',
    scenario: 'outage',
    client: null,
    seed: 1,
    json: false,
    required: [],
    verbose: false,
  })
})

test('everything else can be said too, in any order', () => {
  const words = '--json --client ./ask.ts outage.ts --seed=42 --require backs-off,R5 --require r19 --verbose'
  expect(read(...words.split(' '))).toEqual({
    kind: 'run',
    scenario: 'outage.ts',
    client: './ask.ts',
    seed: 42,
    json: true,
    required: ['backs-off', 'honours-retry-after', 'obeys-abort'],
    verbose: true,
  })
})

test('help and version are shown, whatever else is said', () => {
  expect(read('--version')).toEqual({ kind: 'show', text: '1.2.3\n' })
  const help = read('outage', '--help')
  expect(help).toMatchObject({
    kind: 'show',
    text: expect.stringContaining('Usage: run-scenario <scenario> [options]'),
  })
  for (const line of (help as { text: string }).text.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
})

test('the gallery needs no scenario', () => {
  expect(read('--list')).toEqual({ kind: 'list' })
})

const COMMAND_LINE = 'Failed to read the command line: '

test.each([
  [[], 'Failed to run a scenario: none is named. Name one, such as "outage"; --list shows them all.'],
  [[''], 'Failed to run a scenario: none is named. Name one, such as "outage"; --list shows them all.'],
  [['outage', 'silence'], `${COMMAND_LINE}it names 2 scenarios: outage, silence. Name one scenario a run.`],
  [['outage', '--sede', '3'], `${COMMAND_LINE}there is no option --sede. Try --seed.`],
  [['outage', '--xyzzy'], `${COMMAND_LINE}there is no option --xyzzy. --help shows what there is.`],
  [['outage', '--seed'], `${COMMAND_LINE}--seed has no value. Give one: --seed 7.`],
  [['outage', '--seed', '--json'], `${COMMAND_LINE}--seed has no value. Give one: --seed 7.`],
  [['outage', '--client'], `${COMMAND_LINE}--client has no value. Give one: --client ./ask.ts.`],
  [['outage', '--client', '--json'], `${COMMAND_LINE}--client has no value. Give one: --client ./ask.ts.`],
  [['outage', '--require'], `${COMMAND_LINE}--require has no value. Give one: --require backs-off.`],
  [['outage', '--require', '--json'], `${COMMAND_LINE}--require has no value. Give one: --require backs-off.`],
  [
    ['outage', '--seed', 'abc'],
    `${COMMAND_LINE}the seed "abc" is not a whole number from 0. Give such a number: --seed 7.`,
  ],
  [
    ['outage', '--seed', '1e3'],
    `${COMMAND_LINE}the seed "1e3" is not a whole number from 0. Give such a number: --seed 7.`,
  ],
  [
    ['outage', '--require', 'jiters'],
    `${COMMAND_LINE}--require names "jiters", and there is no such rule. Try jitters.`,
  ],
])('%j is refused in a sentence', (argv, message) => {
  expect(() => read(...argv)).toThrow(expect.objectContaining({ kind: 'wrong-use', message }))
})

// Helpers

function read(...argv: string[]) {
  return readOptions(argv, '1.2.3', 80)
}
