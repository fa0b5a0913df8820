/** What a campaign reached: faults, steps, properties and paths of the client, each with the number of drills. */
import type { Property, PropertyResult } from '../property/property.ts'
import { standing } from '../property/verdict.ts'
import type { Dialect } from '../provider/provider.ts'
import type { Coverage, PropertyCoverage } from '../report/exploration.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { Trace } from '../trace/trace.ts'
import { pathsOf } from './paths.ts'
import { servedIn } from './served.ts'

/** Counts as drills are made. */
export class CoverageCounts {
  readonly #dialect: Pick<Dialect, 'statuses'>
  readonly #faults = new Map<string, number>()
  readonly #steps = new Map<string, number>()
  readonly #paths = new Map<string, number>()
  readonly #properties: ReadonlyMap<string, PropertyCounts>

  constructor(properties: readonly Property[], dialect: Pick<Dialect, 'statuses'>) {
    this.#dialect = dialect
    this.#properties = new Map(
      properties.map(({ id, rule }) => [id, { id, rule, held: 0, violated: 0, unexercised: 0, missing: null }]),
    )
  }

  /** Counts one drill. */
  add(scenario: Scenario, trace: Trace, results: readonly PropertyResult[]): void {
    const { faults, steps } = servedIn(scenario, trace, this.#dialect)
    for (const fault of faults) bump(this.#faults, fault)
    for (const step of steps) bump(this.#steps, step)
    for (const path of pathsOf(trace)) bump(this.#paths, path)
    for (const result of results) {
      const counts = this.#properties.get(result.id)
      if (counts === undefined) continue
      const verdict = standing(result)
      counts[verdict === 'advised' ? 'held' : verdict]++
      if (verdict === 'unexercised') counts.missing = result.message
    }
  }

  /** All that was counted. */
  get coverage(): Coverage {
    const properties = [...this.#properties.values()].map(
      (counts): PropertyCoverage => ({
        ...counts,
        missing: counts.held + counts.violated === 0 ? counts.missing : null,
      }),
    )
    return { faults: sorted(this.#faults), steps: sorted(this.#steps), paths: sorted(this.#paths), properties }
  }
}

type PropertyCounts = { -readonly [Key in keyof PropertyCoverage]: PropertyCoverage[Key] }

function bump(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1)
}

/** The most frequent first, so that reports need no order of their own. */
function sorted(counts: ReadonlyMap<string, number>): Record<string, number> {
  const entries = [...counts].toSorted(([one, many], [other, more]) => more - many || (one < other ? -1 : 1))
  return Object.fromEntries(entries)
}
