/** Which faults and steps of a scenario a drill has really served. Pure. */
import { isFaultKind } from '../fault/fault.ts'
import type { Dialect } from '../provider/provider.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { Item } from '../scenario/step.ts'
import type { Trace } from '../trace/trace.ts'

/** Names of faults and kinds of steps. */
export interface Served {
  readonly faults: ReadonlySet<string>
  readonly steps: ReadonlySet<string>
}

/**
 * What a drill has served. A fault counts by its kind, a status by its name in the dialect as well: `status` and
 * `rateLimited`.
 */
export function servedIn({ script }: Scenario, trace: Trace, { statuses }: Pick<Dialect, 'statuses'>): Served {
  const faults = new Set<string>()
  const steps = new Set<string>()
  const seen = new Set<string>()
  for (const event of trace.events) {
    if (event.kind !== 'attempt-received' && event.kind !== 'attempt-connecting') continue
    const { step, fault } = event
    const key = `${step} ${fault}`
    if (seen.has(key) || !step.includes('script[')) continue
    seen.add(key)
    for (const item of itemsAlong(script, step)) if (!isFaultKind(item.kind)) steps.add(item.kind)
    for (const name of faultNames(fault, statuses)) faults.add(name)
  }
  return { faults, steps }
}

/** The items on the way to what answered, such as `script[0].during[1]`, outermost first. */
function itemsAlong(script: readonly Item[], step: string): Item[] {
  const places = [...step.matchAll(/\[(\d+)\]/g)].map(([, index]) => Number(index))
  const along: Item[] = []
  let items: readonly Item[] = script
  for (const place of places) {
    const item = items[place]
    if (item === undefined) break
    along.push(item)
    items = 'items' in item ? item.items : []
  }
  return along
}

/** Health without any trouble is no fault. */
function faultNames(label: string, statuses: Readonly<Record<string, number>>): string[] {
  if (label === 'healthy()') return []
  const [, own, named] = /^(api\.)?(\w+)/.exec(label) ?? []
  if (named === undefined) return []
  if (own === undefined || named === 'status') return [named]
  return named in statuses ? ['status', named] : [named]
}
