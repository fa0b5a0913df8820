/** What changed between two scorecards: what a gate fails on, and what its readers want to know. Pure. */
import type { RuleId } from '../property/property.ts'
import type { ClientCard, RuleCard, Scorecard, Violation } from './scorecard.ts'

/** What became of a scorecard since an earlier one. */
export interface ScorecardChange {
  /** True when a rule is violated that was not before, at all or in a scenario, or a new client fails: what fails a gate. */
  readonly isWorse: boolean
  /** True when nothing at all is different in it. */
  readonly isSame: boolean
  /** Rules that are violated now and were not before, by clients that were audited before, too. */
  readonly newlyViolated: readonly RuleChange[]
  /** Rules that were violated before, and now are in further scenarios that the earlier audit drilled too. */
  readonly spread: readonly ScenarioChange[]
  /** Rules that are still violated, but no longer in some of the scenarios. */
  readonly receded: readonly ScenarioChange[]
  /** Rules that were violated and are held now. */
  readonly cured: readonly RuleChange[]
  /** Rules that are held now and never came to the test before. */
  readonly newlyTested: readonly RuleChange[]
  /** Rules that came to the test before, and no longer do: nothing is known of them any more. A warning. */
  readonly noLongerTested: readonly RuleChange[]
  /** Clients of only one of the two, by name. */
  readonly newClients: readonly string[]
  readonly goneClients: readonly string[]
  /** Scenarios of only one of the two, by name. */
  readonly newScenarios: readonly string[]
  readonly goneScenarios: readonly string[]
}

/** One rule of one client, before and after. */
export interface RuleChange {
  readonly client: string
  readonly rule: RuleId
  readonly id: string
  readonly before: RuleCard
  readonly after: RuleCard
  /** How it is violated now, or was: null where it was only tested or not. */
  readonly violation: Violation | null
}

/** One rule of one client that is violated in other scenarios than before. */
export interface ScenarioChange extends RuleChange {
  /** The scenarios in which it came or went, the smallest first. */
  readonly scenarios: readonly string[]
}

/**
 * Compares a scorecard with an earlier one. Clients are the same by their name, versions in it left aside; where each has only
 * one client, it is the same whatever it is called.
 */
export function scorecardChange(before: Scorecard, after: Scorecard): ScorecardChange {
  const pairs = pairsOf(before.clients, after.clients)
  const rules = pairs.flatMap(([earlier, later]) => ruleChanges(earlier, later))
  const to = (verdict: RuleCard['verdict'], ...from: readonly RuleCard['verdict'][]) =>
    rules.filter((one) => one.after.verdict === verdict && from.includes(one.before.verdict))
  const paired = new Set(pairs.flat())
  const only = (cards: readonly ClientCard[]) => cards.filter((card) => !paired.has(card))
  const newCards = only(after.clients)
  const change = {
    newlyViolated: to('violated', 'held', 'unexercised'),
    spread: pairs.flatMap(([earlier, later]) => scenarioChanges(earlier, later, drilledBy(before, earlier), 'came')),
    receded: pairs.flatMap(([earlier, later]) => scenarioChanges(earlier, later, drilledBy(after, later), 'went')),
    cured: to('held', 'violated'),
    newlyTested: to('held', 'unexercised'),
    noLongerTested: to('unexercised', 'held', 'violated'),
    newClients: newCards.map(({ client }) => client),
    goneClients: only(before.clients).map(({ client }) => client),
    newScenarios: missingFrom(before.scenarios, after.scenarios),
    goneScenarios: missingFrom(after.scenarios, before.scenarios),
  }
  const isSame = Object.values(change).every((list) => list.length === 0)
  const hasNewFailure = newCards.some(({ verdict }) => verdict === 'fail')
  return { isWorse: change.newlyViolated.length > 0 || change.spread.length > 0 || hasNewFailure, isSame, ...change }
}

function pairsOf(before: readonly ClientCard[], after: readonly ClientCard[]): (readonly [ClientCard, ClientCard])[] {
  if (before.length === 1 && after.length === 1) return [[before[0]!, after[0]!]]
  return after.flatMap((later) => {
    const earlier = before.find(({ client }) => unversioned(client) === unversioned(later.client))
    return earlier === undefined ? [] : [[earlier, later] as const]
  })
}

/** Rules with another verdict. */
function ruleChanges(earlier: ClientCard, later: ClientCard): RuleChange[] {
  return rulesOfBoth(earlier, later).filter(({ before, after }) => before.verdict !== after.verdict)
}

/**
 * Rules that are violated before and after, with the scenarios that were added or are gone, if any.
 *
 * @param known The scenarios that the audit drilled in which the rule was not violated: of others nothing is known.
 */
function scenarioChanges(
  earlier: ClientCard,
  later: ClientCard,
  known: ReadonlySet<string>,
  what: 'came' | 'went',
): ScenarioChange[] {
  return rulesOfBoth(earlier, later).flatMap((one) => {
    const [was, is] = [violatedIn(one.before), violatedIn(one.after)]
    if (was.length === 0 || is.length === 0) return []
    const added = what === 'came' ? missingFrom(was, is) : missingFrom(is, was)
    const scenarios = added.filter((name) => known.has(name))
    return scenarios.length === 0 ? [] : [{ ...one, scenarios }]
  })
}

function rulesOfBoth(earlier: ClientCard, later: ClientCard): RuleChange[] {
  return later.rules.flatMap((after) => {
    const before = earlier.rules.find(({ id }) => id === after.id)
    if (before === undefined) return []
    const { rule, id } = after
    return [{ client: later.client, rule, id, before, after, violation: after.violation ?? before.violation }]
  })
}

/** The scenarios that showed a rule violated, the smallest first. */
function violatedIn({ violation }: RuleCard): string[] {
  return violation === null ? [] : [violation.scenario, ...violation.others]
}

function drilledBy({ scenarios }: Scorecard, { untold }: ClientCard): ReadonlySet<string> {
  return new Set(missingFrom(untold, scenarios))
}

function unversioned(name: string): string {
  return name.replaceAll(/ v?\d+(?:\.\d+)+\S*/g, '')
}

function missingFrom(names: readonly string[], others: readonly string[]): string[] {
  const known = new Set(names)
  return others.filter((name) => !known.has(name))
}
