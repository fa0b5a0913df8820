/** A run: everything that its reports are made of. */
import type { PropertyResult } from '../property/property.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { Trace } from '../trace/trace.ts'

/** One drill, judged. */
export interface Run {
  readonly scenario: Scenario
  readonly trace: Trace
  readonly results: readonly PropertyResult[]
  /** The ids of the properties that must have come to the test. */
  readonly required: readonly string[]
  /** Real milliseconds from start to verdict: outside the trace, as no two runs share them. */
  readonly wallMs: number
}
