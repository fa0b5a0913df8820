/** Which broken rules bring others with them: where several are broken, the one that brings the rest is the cause. */
import type { RuleId } from './property.ts'

/** One rule that may be broken because another one is. */
export interface Relation {
  readonly rule: RuleId
  /** The rule that may be broken with it. */
  readonly brings: RuleId
  /** How the one leads to the other, in a sentence. */
  readonly why: string
}

/**
 * Every relation, in the order of the rules. They say "may", not "does": each is for clients that keep all other rules.
 * They don't chain: what is two steps away has a relation of its own, or none.
 */
export const RELATIONS: readonly Relation[] = Object.freeze(
  (
    [
      ['R1', 'R8', 'A first request that fails on a stale connection is all that a client without retries ever sends.'],
      ['R1', 'R9', 'A failure that is taken for final is no reason to try the next link either.'],
      ['R2', 'R7', 'A count that is never used up is an end that never comes.'],
      ['R2', 'R9', 'A budget that begins anew on the next link is passed over all links of the call.'],
      ['R2', 'R17', 'Retries beyond the promise are attempts beyond the budget.'],
      ['R3', 'R4', 'Waits of zero, or of one length, leave nothing to spread.'],
      ['R3', 'R5', 'Who retries at once does so after an unreadable hint, too.'],
      ['R3', 'R18', "Waits that don't grow keep up the rate at which a masked limit turns away."],
      ['R5', 'R3', 'A hint that is misread as no time to wait is followed by a retry at once.'],
      ['R5', 'R7', 'A hint that is misread may be waited out for longer than the call may take.'],
      ['R6', 'R3', 'What is sent again at once after a refusal has waited for nothing.'],
      ['R6', 'R9', 'A request that is sent again although refused may be sent to the next link, too.'],
      ['R6', 'R16', 'The credential that meets a refusal may be changed although no refresh is declared.'],
      ['R7', 'R2', 'A call without an end makes retries without one.'],
      ['R7', 'R8', 'A call that never ends has not ended in the healed world either.'],
      ['R7', 'R11', 'What never ends may be a single attempt.'],
      ['R7', 'R19', 'A call that nothing ends is not ended by its caller.'],
      ['R8', 'R7', 'What a failed call keeps, such as a slot, may leave later calls waiting for ever.'],
      ['R8', 'R10', 'A breaker that is stuck keeps calls from a world that has healed.'],
      ['R9', 'R1', 'A call that ends where the next link was due ends without another attempt.'],
      ['R9', 'R2', 'A budget that begins anew on the next link is passed over all links of the call.'],
      ['R9', 'R8', 'A chain that never comes back stays on what is no longer in service.'],
      ['R10', 'R1', 'A breaker that opens without a reason forbids the retry that was due.'],
      ['R10', 'R8', 'A breaker that is stuck keeps calls from a world that has healed.'],
      ['R10', 'R9', 'A breaker that forgets what it knows sends each call to the dead head of the chain.'],
      ['R11', 'R7', 'An attempt that never ends keeps its call from ending.'],
      ['R11', 'R8', 'An attempt that never ends keeps its call from succeeding.'],
      ['R11', 'R21', 'An attempt that goes on when its call has failed keeps its socket and its timers.'],
      ['R12', 'R13', 'An error that is passed off as an answer is shown as one.'],
      ['R12', 'R14', 'A failure that is taken for an answer is no failure to log.'],
      ['R12', 'R20', 'A cut answer that is taken for a whole one is carried out.'],
      ['R17', 'R2', 'Layers that multiply pass the count of each.'],
      ['R19', 'R7', "What its caller can't end may have no other end."],
      ['R20', 'R12', 'An effect of a cut answer comes from one that was passed off as whole.'],
      ['R21', 'R8', 'What a failed call leaves behind may fail the next one.'],
    ] as const
  ).map(([rule, brings, why]) => Object.freeze({ rule, brings, why })),
)

/** The rules that may be broken because this one is. */
export function broughtBy(rule: RuleId): RuleId[] {
  return RELATIONS.filter((relation) => relation.rule === rule).map(({ brings }) => brings)
}
