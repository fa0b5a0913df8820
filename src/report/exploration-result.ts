/** An exploration as one JSON object: what `--json` prints, and what other programs may rely on. */
import type { LimitOptions } from '../drill/limits.ts'
import { printScenario } from '../scenario/print.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { Counterexample, Exploration } from './exploration.ts'
import type { PropertyRecord } from './result.ts'

/** The result of an exploration. */
export interface ExplorationResult extends Omit<Exploration, 'counterexamples'> {
  readonly counterexamples: readonly CounterexampleRecord[]
}

/** One counterexample. */
export interface CounterexampleRecord {
  readonly property: PropertyRecord
  readonly scenario: Scenario
  /** The scenario as a module to paste. */
  readonly source: string
  readonly seed: number
  /** The limits that it was drilled with. */
  readonly limits: LimitOptions
  readonly path: string | null
  readonly drills: number
  readonly shrinkDrills: number
  readonly cutShort: boolean
  readonly file: string | null
  /** The command that shows it again. */
  readonly replay: string | null
}

/** The result of an exploration. */
export function explorationResult(
  exploration: Exploration,
  replay: (counterexample: Counterexample) => string | null,
): ExplorationResult {
  const { counterexamples, ...rest } = exploration
  return { ...rest, counterexamples: counterexamples.map((one) => record(one, replay(one))) }
}

function record(one: Counterexample, replay: string | null): CounterexampleRecord {
  const { result, scenario, trace, seed, limits, path, drills, shrinkDrills, cutShort, file } = one
  const { id, rule, verdict, message, evidence } = result
  const events = evidence.flatMap((place) => trace.events[place] ?? [])
  return {
    property: { id, rule, verdict, message, evidence: events },
    scenario,
    source: printScenario(scenario),
    seed,
    limits,
    path,
    drills,
    shrinkDrills,
    cutShort,
    file,
    replay,
  }
}
