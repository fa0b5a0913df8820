/**
 * The matrix, second part: every client that is wrong on purpose in R11 to R22 is found by its rule, and by no other
 * than its fault brings with it.
 */
import { broughtBy } from 'firedrill'
import { afterAll, expect, test } from 'vitest'
import { WRONG } from './clients.ts'
import { cured, overlooked, unjust } from './expectations.ts'
import { matrixText, type Row, rowOf } from './matrix.ts'

const rows: Row[] = []
const clients = WRONG.filter(({ rule }) => Number(rule.slice(1)) >= 11)

test.each(clients)('$rule finds: $name ($style)', async ({ name, rule, client, shownIn, api }) => {
  const row = await rowOf(name, rule, client, { also: shownIn, ...(api && { api }) })
  rows.push(row)
  expect([...overlooked(row, rule, shownIn), ...unjust(row, [rule, ...broughtBy(rule)]), ...cured(row)]).toEqual([])
})

afterAll(() => console.log(`\n${matrixText(rows)}`))
