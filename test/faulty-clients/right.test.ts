/** The matrix, last part: every right client is left alone by all rules; and what holds for the clients as a whole. */
import { afterAll, expect, test } from 'vitest'
import { RIGHT, WRONG } from './clients.ts'
import { DEVIATIONS } from './deviations.ts'
import { cured, unjust } from './expectations.ts'
import { cell, JUDGES, matrixText, type Row, rowOf } from './matrix.ts'

const rows: Row[] = []

test.each(RIGHT)('all rules spare: $name, $settings ($style)', async ({ name, client, also = [] }) => {
  const row = await rowOf(name, null, client, { also: ['limited-for-good', ...also] })
  rows.push(row)
  expect([...unjust(row, []), ...cured(row)]).toEqual([])
})

test('each rule is put to the test by a right client', () => {
  const untested = JUDGES.map(({ rule }) => rule).filter((rule) => rows.every((row) => cell(row, rule) === '·'))
  expect(untested).toEqual([])
})

test('each rule has three wrong clients or more, each in a style of its own', () => {
  const byRule = Map.groupBy(WRONG, ({ rule }) => rule)
  expect([...byRule.keys()]).toEqual(JUDGES.map(({ rule }) => rule))
  for (const [rule, clients] of byRule) {
    expect(new Set(clients.map(({ style }) => style)).size, rule).toBeGreaterThanOrEqual(3)
  }
})

test("each name is one client's, and each deviation is of a client", () => {
  const names = [...WRONG, ...RIGHT].map(({ name }) => name)
  expect(names).toHaveLength(new Set(names).size)
  expect(DEVIATIONS.filter(({ client }) => !names.includes(client))).toEqual([])
})

afterAll(() => console.log(`\n${matrixText(rows)}`))
