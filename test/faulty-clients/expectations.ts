/** What is expected of a row of the matrix, as sentences about what isn't so. */
import type { RuleId } from 'firedrill'
import { DEVIATIONS, type Deviation } from './deviations.ts'
import { type Row, violations } from './matrix.ts'
import type { WorldName } from './worlds.ts'

/** The worlds in which a rule was to find its client, and didn't. */
export function overlooked(row: Row, rule: RuleId, shownIn: readonly WorldName[]): string[] {
  return shownIn
    .filter((world) => !isViolated(row, rule, world) && !isListed(row, rule, world, 'missed'))
    .map((world) => `${rule} doesn't find it in ${world}: ${messageOf(row, rule, world)}`)
}

/** What a client is accused of and shouldn't be: all but its own rules. */
export function unjust(row: Row, own: readonly RuleId[]): string[] {
  return violations(row)
    .filter(({ rule, world }) => !own.includes(rule) && !isListed(row, rule, world, 'accused'))
    .map(({ rule, world, message }) => `${rule} accuses it in ${world}: ${message}`)
}

/** Deviations of a client that are none any more. */
export function cured(row: Row): string[] {
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
