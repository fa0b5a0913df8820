/**
 * The matrix: every client that is wrong on purpose is found by its rule, and by no other than its fault brings with it;
 * every right one is left alone. What the judges get wrong so far is listed, and fails here once it is right.
 */
import type { RuleId } from 'firedrill'
import { expect, test } from 'vitest'
import { broughtBy } from '../../src/property/relations.ts'
import { RIGHT, WRONG } from './clients.ts'
import { DEVIATIONS, type Deviation } from './deviations.ts'
import { cell, JUDGES, matrixText, type Row, rowOf, violations } from './matrix.ts'
import type { WorldName } from './worlds.ts'

const rows: Row[] = []

test.each(WRONG)('$rule finds: $name ($style)', async ({ name, rule, client, shownIn, api }) => {
  const row = await rowOf(name, rule, client, { also: shownIn, ...(api && { api }) })
  rows.push(row)
  expect([...overlooked(row, rule, shownIn), ...unjust(row, [rule, ...broughtBy(rule)]), ...cured(row)]).toEqual([])
})

test.each(RIGHT)('all rules spare: $name, $settings ($style)', async ({ name, client, also = [] }) => {
  const row = await rowOf(name, null, client, { also })
  rows.push(row)
  expect([...unjust(row, []), ...cured(row)]).toEqual([])
})

test('each rule has three wrong clients or more, in several styles', () => {
  for (const [rule, clients] of Map.groupBy(WRONG, (one) => one.rule)) {
    expect(clients.length, rule).toBeGreaterThanOrEqual(3)
    expect(new Set(clients.map(({ style }) => style)).size, rule).toBeGreaterThanOrEqual(3)
  }
  expect(new Set(WRONG.map(({ rule }) => rule))).toEqual(new Set(JUDGES.map(({ rule }) => rule)))
})

test('no two clients have one name', () => {
  const names = [...WRONG, ...RIGHT].map(({ name }) => name)
  expect(names).toHaveLength(new Set(names).size)
})

test('each rule is put to the test by a right client, and each deviation is of a client', () => {
  const right = rows.filter(({ rule }) => rule === null)
  const untested = JUDGES.map(({ rule }) => rule).filter((rule) => right.every((row) => cell(row, rule) === '·'))
  expect(untested).toEqual([])
  const names = new Set(rows.map(({ name }) => name))
  expect(DEVIATIONS.filter(({ client }) => !names.has(client))).toEqual([])
  console.log(`\n${matrixText(rows)}`)
})

// Helpers

/** The worlds in which a rule was to find its client, and didn't. */
function overlooked(row: Row, rule: RuleId, shownIn: readonly WorldName[]): string[] {
  return shownIn
    .filter((world) => !isViolated(row, rule, world) && !isListed(row, rule, world, 'missed'))
    .map((world) => `${rule} doesn't find it in ${world}: ${messageOf(row, rule, world)}`)
}

/** What a client is accused of and shouldn't be. */
function unjust(row: Row, rules: readonly RuleId[]): string[] {
  return violations(row)
    .filter(({ rule, world }) => !rules.includes(rule) && !isListed(row, rule, world, 'accused'))
    .map(({ rule, world, message }) => `${rule} accuses it in ${world}: ${message}`)
}

/** Deviations that are none any more. */
function cured(row: Row): string[] {
  return DEVIATIONS.filter(({ client }) => client === row.name).flatMap(({ rule, kind, worlds }) =>
    worlds
      .filter((world) => isViolated(row, rule, world) === (kind === 'missed'))
      .map((world) => `${rule} is right in ${world} now: take that world off the list of deviations`),
  )
}

function isListed(row: Row, rule: RuleId, world: WorldName, kind: Deviation['kind']): boolean {
  return DEVIATIONS.some(
    (one) => one.client === row.name && one.rule === rule && one.kind === kind && one.worlds.includes(world),
  )
}

function isViolated(row: Row, rule: RuleId, world: WorldName): boolean {
  return violations(row).some((one) => one.rule === rule && one.world === world)
}

function messageOf({ drilled }: Row, rule: RuleId, world: WorldName): string {
  const { results = [] } = drilled.find((one) => one.world === world) ?? {}
  return results.find((one) => one.rule === rule)?.message ?? 'it was not drilled there'
}
