/** Drills one scenario and judges it: the step that an exploration repeats. */
import { type DrillOptions, drill } from '../drill/drill.ts'
import type { Property, PropertyResult } from '../property/property.ts'
import { standing } from '../property/verdict.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { Trace } from '../trace/trace.ts'
import type { Setting } from './options.ts'
import type { Watch } from './watch.ts'

/** A scenario, drilled and judged. */
export interface Judged {
  readonly scenario: Scenario
  readonly trace: Trace
  readonly results: readonly PropertyResult[]
  /** False when a limit of the harness came first: nothing can be said then. */
  readonly isConclusive: boolean
}

/** Drills a scenario, and judges it by every property. */
export async function judge(scenario: Scenario, setting: Setting, watch: Watch): Promise<Judged> {
  const options = withinBudget(setting.drill, watch)
  const trace = await drill(scenario, setting.given, options)
  const isConclusive = trace.limit === null || !HARNESS.has(trace.limit.limit)
  const results = isConclusive ? setting.properties.map((property: Property) => property.check(trace)) : []
  return { scenario, trace, results, isConclusive }
}

/** The properties that a drill broke. */
export function brokenBy({ results }: Judged): PropertyResult[] {
  return results.filter((result) => standing(result) === 'violated')
}

/** A single drill may not outlive the budget of all. */
function withinBudget(options: DrillOptions, watch: Watch): DrillOptions {
  if (options.limits?.wallTime !== undefined) return options
  return { ...options, limits: { ...options.limits, wallTime: Math.min(WALL_MS, watch.leftMs) } }
}

const WALL_MS = 20_000
const HARNESS: ReadonlySet<string> = new Set(['wall-time', 'calls'])
