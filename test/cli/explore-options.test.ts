/** The command line of `firedrill`, by example. */
import { expect, test } from 'vitest'
import { readExploreOptions } from '../../src/cli/explore-options.ts'

test('exploration needs no options', () => {
  expect(read('explore')).toMatchObject({
    kind: 'explore',
    client: null,
    provider: { name: 'anthropic' },
    runs: 1000,
    seed: 1,
    budgetMs: 60_000,
    faults: null,
    required: [],
    keep: '.firedrill',
    path: null,
    json: false,
  })
})

test('everything can be said, in any order', () => {
  const words =
    'explore --json --client ./ask.ts --runs 50 --seed=42 --budget 30s --faults reset,429 --faults silence ' +
    '--require R5,fallback --keep finds --provider openai --path 12:0:3'
  expect(read(...words.split(' '))).toMatchObject({
    client: './ask.ts',
    provider: { name: 'openai' },
    runs: 50,
    seed: 42,
    budgetMs: 30_000,
    faults: ['reset', '429', 'silence'],
    required: ['R5', 'fallback'],
    keep: 'finds',
    path: '12:0:3',
    json: true,
  })
  expect(read('explore', '--no-keep')).toMatchObject({ keep: null })
  expect(read('replay', 'a.json', '--client', 'ask.ts', '--verbose')).toEqual({
    kind: 'replay',
    file: 'a.json',
    client: 'ask.ts',
    json: false,
    verbose: true,
  })
})

test.each([[], ['--help'], ['explore', '--help'], ['replay', '--help']])('%j shows help, in 80 columns', (...argv) => {
  const order = read(...argv)
  expect(order).toMatchObject({ kind: 'show', text: expect.stringContaining('Usage: firedrill ') })
  for (const line of (order as { text: string }).text.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
})

test('the version is shown', () => {
  expect(read('--version')).toEqual({ kind: 'show', text: '1.2.3\n' })
})

test.each([
  [['explore', '--runs', '0'], 'the number of runs "0" is no whole number from 1. Give one: --runs 1000.'],
  [['explore', '--seed', 'x'], 'the seed "x" is not a whole number from 0. Give such a number: --seed 7.'],
  [['explore', '--client'], '--client has no value. Give one: --client ./ask.ts.'],
  [['explore', '--faults', '--json'], '--faults has no value. Give one: --faults reset,rateLimited.'],
  [['explore', '--rnus', '5'], 'there is no option --rnus. Try --runs.'],
  [['explore', 'ask.ts'], 'it names 1 arguments: ask.ts. Name the client with --client FILE.'],
  [['replay'], 'no kept failure is named. Name one: npx firedrill replay .firedrill/jitters-0a1b2c3d.json.'],
  [['replay', 'a.json', 'b.json'], 'it names 2 kept failures: a.json, b.json. Name one a run.'],
])('%j is refused in a sentence', (argv, message) => {
  const sentence = `Failed to read the command line: ${message}`
  expect(() => read(...argv)).toThrow(expect.objectContaining({ kind: 'wrong-use', message: sentence }))
})

test('a budget that is no time is refused', () => {
  expect(() => read('explore', '--budget', 'soon')).toThrow('Failed to read the duration of --budget: "soon" is not a')
})

// Helpers

function read(...argv: string[]) {
  return readExploreOptions(argv, '1.2.3', 80)
}
