/** A scorecard: clients × rules over the scenarios of an audit. Plain data, kept as JSON and compared with a later one. */
import type { PropertyVerdict, RuleId } from '../property/property.ts'

/** What an audit found. It holds no wall time and no paths: the same clients, scenarios and seed give the same one. */
export interface Scorecard {
  readonly schemaVersion: 1
  /** The version of firedrill that judged. */
  readonly firedrill: string
  readonly seed: number
  /** How far the audit came before it was interrupted. Left out: it is whole. Nothing is compared with one that isn't. */
  readonly partial?: { readonly done: number; readonly total: number }
  /** The names of all scenarios of the audit, in order. Each client was drilled through them in the words of its own API. */
  readonly scenarios: readonly string[]
  readonly clients: readonly ClientCard[]
}

/** One client over all scenarios. */
export interface ClientCard {
  readonly client: string
  /** The API that it speaks to, such as `anthropic`. */
  readonly provider: string
  /** How many scenarios it was drilled through. */
  readonly drilled: number
  /** Scenarios of other APIs that can't be told in the words of its own, by name: it was not drilled through them. */
  readonly untold: readonly string[]
  readonly verdict: 'pass' | 'fail' | 'inconclusive'
  /** Why it is no pass, in sentences, violated rules not repeated. */
  readonly reasons: readonly string[]
  /** How many scenarios could not be judged, because a limit of the harness came first. */
  readonly inconclusive: number
  /** Every rule, in the order R1 to R22. */
  readonly rules: readonly RuleCard[]
  /** The most useful things to fix first, at most three. */
  readonly fixes: readonly Fix[]
}

/** One rule over all scenarios: violated if it was violated in any, else held if it was held in any. */
export interface RuleCard {
  readonly id: string
  readonly rule: RuleId
  readonly verdict: PropertyVerdict
  /** In how many scenarios it was held, violated, and never came to the test. */
  readonly held: number
  readonly violated: number
  readonly unexercised: number
  /** The smallest scenario that showed it violated; null when none did. */
  readonly violation: Violation | null
  /** When it never came to the test: what to declare or to export so that it can. Else null. */
  readonly needs: string | null
}

/** A rule seen violated, in the smallest of the scenarios that showed it. */
export interface Violation {
  readonly scenario: string
  /** The scenario as a module to paste. */
  readonly source: string
  /** What the property said of it. */
  readonly message: string
  /** The command that shows it again. */
  readonly replay: string
  /** The other scenarios that showed it, the smaller first. */
  readonly others: readonly string[]
}

/** Something to fix, with what a good client does instead. */
export interface Fix {
  readonly rule: RuleId
  readonly id: string
  /** In how many scenarios the rule was violated. */
  readonly violated: number
  /** What a good client does instead. */
  readonly instead: string
}
