/** How simple a scenario is, as numbers that shrinking makes fall: the first ones count most. Pure. */
import { FAULT_DEFINITIONS, type Fault, isFaultKind } from '../fault/fault.ts'
import { BESIDE_DEFINITIONS } from '../scenario/beside.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { Item } from '../scenario/step.ts'

/**
 * How simple a scenario is: its steps, all parts of them, how plain its faults are, options, counts, durations that aren't
 * round, and the sum of all durations and hints.
 */
export type Size = readonly number[]

/** The size of a scenario. */
export function sizeOf({ script, calls }: Pick<Scenario, 'script' | 'calls'>): Size {
  const sum = new Sum()
  for (const item of script) sum.add(item)
  if (calls !== null) {
    sum.parts++
    sum.counts += calls.count
    if (calls.everyMs !== EVERY_MS) {
      sum.options++
      sum.time(calls.everyMs)
    }
    if (calls.abortAfterMs !== null) {
      sum.options++
      sum.time(calls.abortAfterMs)
    }
  }
  return [script.length, ...sum.size]
}

/** What a scenario's calls are apart when it doesn't say. */
const EVERY_MS = 1000

/** Below 0 when the first is the simpler one, 0 when both are as simple. */
export function compareSizes(one: Size, other: Size): number {
  for (const [index, value] of one.entries()) {
    const difference = value - (other[index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

/** How plain a fault is: 0 is a 500, the plainest trouble there is. */
function rankOf(fault: Fault): number {
  if (fault.kind === 'healthy') return 1
  if (fault.kind !== 'status') return KIND_RANKS[fault.kind] ?? 4
  if (fault.status === 500) return 0
  return fault.status === 400 ? 1 : 2
}

const GATE_RANK = 5
const KIND_RANKS: Readonly<Partial<Record<Fault['kind'], number>>> = { reset: 3, silence: 3 }

class Sum {
  parts = 0
  ranks = 0
  options = 0
  counts = 0
  #rough = 0
  #durations = 0

  get size(): Size {
    return [this.parts, this.ranks, this.options, this.counts, this.#rough, this.#durations]
  }

  add(item: Item): void {
    this.parts++
    switch (item.kind) {
      case 'times':
        this.counts += item.count
        break
      case 'during':
      case 'ramp':
        this.time(item.durationMs)
        break
      case 'at':
        this.time(item.atMs)
        break
      case 'when':
        this.options += Object.keys(item.match).length
        break
      case 'mix':
        for (const [weight, fault] of item.shares) {
          this.counts += weight
          this.add(fault)
        }
        break
      case 'forever':
        break
      default:
        this.#defined(item)
    }
    if ('items' in item) for (const inner of item.items) this.add(inner)
  }

  time(ms: number): void {
    this.#rough += ms % 1000 === 0 ? 0 : ms % 100 === 0 ? 1 : ms % 10 === 0 ? 2 : Number.isInteger(ms) ? 3 : 4
    this.#durations += ms
  }

  #defined(item: Item): void {
    const definition = isFaultKind(item.kind) ? FAULT_DEFINITIONS.get(item.kind) : BESIDE_DEFINITIONS.get(item.kind)
    if (definition === undefined) return
    this.ranks += isFaultKind(item.kind) ? rankOf(item as Fault) : GATE_RANK
    const data = item as unknown as Readonly<Record<string, unknown>>
    for (const { data: name } of definition.positional) if (unitOf(name) > 0) this.#value(data[name], 1)
    for (const { data: name, usual } of definition.options) {
      const value = data[name]
      if (value === undefined || value === usual) continue
      this.options++
      this.#value(value, unitOf(name))
    }
  }

  /** What an option says: times and hints count by how long they are, lists by their length. */
  #value(value: unknown, unitMs: number): void {
    if (typeof value === 'number' && value > 0) this.time(value * unitMs)
    else if (Array.isArray(value)) {
      this.options += value.length
      for (const one of value) this.#value(one, unitMs)
    } else if (typeof value === 'object' && value !== null) {
      this.options++
      for (const one of Object.values(value)) this.#value(one, unitMs === 0 ? 0 : 1)
    }
  }
}

/** How long one of an option's numbers is: hints are in seconds, and what is no time has no length. */
function unitOf(name: string): number {
  if (name.endsWith('Ms')) return 1
  return name === 'retryAfter' ? 1000 : 0
}
