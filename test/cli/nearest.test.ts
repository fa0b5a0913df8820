/** What somebody probably meant, by example. */
import { expect, test } from 'vitest'
import { nearest } from '../../src/cli/nearest.ts'

const names = ['outage', 'opus-down', 'rate-limited', 'masked-rate-limit']

test.each([
  ['outgae', 'outage'],
  ['OUTAGE', 'outage'],
  ['rate-limit', 'rate-limited'],
  ['masked', 'masked-rate-limit'],
  ['opusdown', 'opus-down'],
])('%s means %s', (given, meant) => {
  expect(nearest(given, names)).toBe(meant)
})

test('what is like nothing means nothing', () => {
  expect(nearest('xylophone', names)).toBeNull()
  expect(nearest('outage', [])).toBeNull()
})
