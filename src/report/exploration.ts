/** An exploration: everything that its reports are made of. */
import type { LimitOptions } from '../drill/limits.ts'
import type { PropertyResult } from '../property/property.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { Trace } from '../trace/trace.ts'

/** The smallest scenario found that breaks a property. */
export interface Counterexample {
  /** What the broken property says of the scenario. */
  readonly result: PropertyResult
  /** Named after the property, ready for `scenarios/`. */
  readonly scenario: Scenario
  readonly trace: Trace
  readonly seed: number
  /** The limits that it was drilled with: a call without end is seen by reaching one. */
  readonly limits: LimitOptions
  /** fast-check's path to it, such as `12:0:3`; null for one that was kept from an earlier exploration. */
  readonly path: string | null
  /** How many drills were spent to make it smaller. */
  readonly shrinkDrills: number
  /** True when the budget or the limit of drills came before there was nothing left to try. */
  readonly cutShort: boolean
  /** How many drills broke the property, those for shrinking not counted. */
  readonly drills: number
  /** The file in which it is kept, or null. */
  readonly file: string | null
}

/** In how many drills something was reached, by its name. */
export type Reached = Readonly<Record<string, number>>

/** What a campaign reached, so that green means something. */
export interface Coverage {
  /** Faults that were served: by their kind, and statuses by their name in the dialect too. */
  readonly faults: Reached
  /** Kinds of steps that served. */
  readonly steps: Reached
  /** Paths that the client took. */
  readonly paths: Reached
  readonly properties: readonly PropertyCoverage[]
}

/** What became of one property over all drills. */
export interface PropertyCoverage {
  readonly id: string
  readonly rule: string
  readonly held: number
  readonly violated: number
  readonly unexercised: number
  /** What it says it needs, when it never came to the test; else null. */
  readonly missing: string | null
}

/** What became of the failures that earlier explorations had kept. */
export interface KeptCounts {
  readonly replayed: number
  /** The files that were dropped, because their property holds now. */
  readonly dropped: readonly string[]
  /** The files whose property no longer comes to the test: kept, as nothing can be said. */
  readonly untested: readonly string[]
}

/** What an exploration came to. All but `wallMs` is the same for the same client, seed and options. */
export interface Exploration {
  readonly schemaVersion: 1
  readonly client: string
  readonly seed: number
  /** How many drills were asked for. */
  readonly runs: number
  /** How many were made, those for calibration, kept failures and shrinking not counted. */
  readonly drills: number
  readonly shrinkDrills: number
  /** How many could not be judged, because a limit of the harness came first. */
  readonly inconclusive: number
  /** Why it ended: all runs were made, the budget was spent, somebody interrupted it, or every property is broken. */
  readonly ended: 'runs' | 'budget' | 'interrupted' | 'all-broken'
  readonly verdict: 'pass' | 'fail' | 'inconclusive'
  /** Why it is no pass, in sentences. */
  readonly reasons: readonly string[]
  readonly counterexamples: readonly Counterexample[]
  readonly kept: KeptCounts
  readonly coverage: Coverage
  /** Real milliseconds from start to end. */
  readonly wallMs: number
}
