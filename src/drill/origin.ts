/** Which scenario a trace shows: known for as long as the trace lives, so that a failing test can print its source. */
import type { Scenario } from '../scenario/scenario.ts'
import type { Trace } from '../trace/trace.ts'

const scenarios = new WeakMap<Trace, Scenario>()

/** Notes the scenario that a trace shows; gives the trace. */
export function withOrigin(trace: Trace, scenario: Scenario): Trace {
  scenarios.set(trace, scenario)
  return trace
}

/** The scenario that a trace shows; undefined for a trace that was read from JSON, or copied. */
export function originOf(trace: Trace): Scenario | undefined {
  return scenarios.get(trace)
}
