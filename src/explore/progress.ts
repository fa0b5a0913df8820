/** How far an exploration has come. */

/** How far an exploration has come, after a drill. */
export interface Progress {
  readonly phase: 'probing' | 'kept' | 'exploring' | 'shrinking'
  /** Drills of the campaign so far, and how many are asked for. */
  readonly drills: number
  readonly runs: number
  /** The ids of the properties that are known to be broken. */
  readonly broken: readonly string[]
  /** How many drills have been spent on making the present counterexample smaller. */
  readonly shrinkDrills: number
}
