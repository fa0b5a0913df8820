/** What a report can be about: everything that any format is made of. */
import type { Counterexample, Exploration } from './exploration.ts'
import type { Run } from './run.ts'
import type { Scorecard } from './scorecard.ts'

/** One or more runs, an exploration, or an audit. */
export type Reported = (
  | {
      readonly kind: 'runs'
      readonly runs: readonly ReportedRun[]
      /** Scenarios that could not be drilled, and why. Left out: none. */
      readonly refused?: readonly RefusedRun[]
    }
  | {
      readonly kind: 'exploration'
      readonly exploration: Exploration
      /** The command that shows a counterexample again. */
      readonly replay: (counterexample: Counterexample) => string
    }
  | {
      readonly kind: 'audit'
      readonly scorecard: Scorecard
      /** An earlier one to compare with, or null. */
      readonly baseline: Scorecard | null
      /** The runs of the smallest scenarios that showed a rule violated, each once. */
      readonly evidence: readonly ReportedRun[]
    }
) & {
  /** Where the source of each client lies, by the client's name: what annotations point to. Left out: unknown. */
  readonly files?: Readonly<Record<string, string>>
}

/** A run with the command that shows it again. */
export interface ReportedRun {
  readonly run: Run
  readonly replay: string
}

/** A scenario that could not be drilled. */
export interface RefusedRun {
  readonly scenario: string
  readonly message: string
}
