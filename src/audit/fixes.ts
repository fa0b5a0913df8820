/** What to fix first: the rules whose breach does most harm, causes before what they bring. Pure. */
import type { RuleId } from '../property/property.ts'
import { broughtBy } from '../property/relations.ts'
import type { Fix, RuleCard } from '../report/scorecard.ts'
import { INSTEAD } from './instead.ts'

const FIXES_MAX = 3

/** The most useful things to fix, at most three, the first one first. */
export function fixesOf(cards: readonly RuleCard[]): Fix[] {
  const left = new Map(cards.filter(({ verdict }) => verdict === 'violated').map((card) => [card.rule, card]))
  const fixes: Fix[] = []
  while (left.size > 0 && fixes.length < FIXES_MAX) {
    const { rule, id, violated } = mostUseful(left)
    left.delete(rule)
    fixes.push({ rule, id, violated, instead: INSTEAD[rule]!.text })
  }
  return fixes
}

/**
 * A rule that another broken one may bring with it waits until that one is fixed, as it may be kept then. Where rules bring
 * each other, either may be the cause.
 */
function mostUseful(left: ReadonlyMap<RuleId, RuleCard>): RuleCard {
  const cards = [...left.values()]
  const isCaused = ({ rule }: RuleCard) =>
    cards.some((other) => broughtBy(other.rule).includes(rule) && !broughtBy(rule).includes(other.rule))
  const causes = cards.filter((card) => !isCaused(card))
  const weighed = (causes.length > 0 ? causes : cards).map((card) => ({ card, weight: weightOf(card, left) }))
  return weighed.reduce((best, one) => (one.weight > best.weight ? one : best)).card
}

/** How much harm the breach does, how often it was seen where the rule was tested, and what else it may bring. */
function weightOf({ rule, held, violated }: RuleCard, left: ReadonlyMap<RuleId, RuleCard>): number {
  const bringsCount = broughtBy(rule).filter((brought) => left.has(brought)).length
  // A rare breach is half as bad as one that is always seen, and not nothing.
  const often = (1 + violated / (held + violated)) / 2
  return INSTEAD[rule]!.harm * often * (1 + bringsCount / 2)
}
