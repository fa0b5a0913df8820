/** A named claim over a contract and a trace, and what it says of one drill. */
import type { Trace } from '../trace/trace.ts'

/** The rule that a property stands for: one of the domain's, such as `R3`, or a user's own in any words. */
export type RuleId = `R${number}` | (string & Record<never, never>)

/** The rule of what users define themselves, where they name none. */
export const OWN_RULE = 'own'

/** `held`: it was tested and kept. `violated`: the evidence shows it broken. `unexercised`: it never came to the test. */
export type PropertyVerdict = 'held' | 'violated' | 'unexercised'

/** What a property says of one drill. */
export interface PropertyResult {
  readonly id: string
  readonly rule: RuleId
  readonly verdict: PropertyVerdict
  /** What the client did, when, and what was expected; then what to do about it. */
  readonly message: string
  /** Places in `trace.events` that prove it. */
  readonly evidence: readonly number[]
  /** Remarks by the domain's figures on what isn't declared: printed, never a failure. */
  readonly advice: readonly string[]
  /** `advice`: a violation of it is printed, and never a failure. Left out: it is one. */
  readonly severity?: 'advice'
}

/** A judge of one rule: pure. */
export interface Property {
  readonly id: string
  readonly rule: RuleId
  /** The claim in one sentence. */
  readonly claim: string
  check(trace: Trace): PropertyResult
}
