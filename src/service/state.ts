/** Where a service stands in its scenario: plain JSON data, never changed, always replaced. */
import type { Scenario } from '../scenario/scenario.ts'
import type { Item } from '../scenario/step.ts'
import { type Plan, planOf } from './plan.ts'

/** Where a list of items stands. */
export interface ListState {
  /** How many turns are over. The next one is that of the member at this number, modulo their count. */
  readonly turn: number
  /** When that turn began: when the one before it was spent. */
  readonly startMs: number
  /** Where the step whose turn it is stands; null before it was entered, and for single answers. */
  readonly inner: ListState | null
  /** Where the members beside stand, in their order. */
  readonly beside: readonly (ListState | GateState)[]
}

/** What a limit remembers: when it let requests through, within the last minute, the oldest first. */
export interface GateState {
  readonly passedMs: readonly number[]
}

/** Where a service stands. */
export interface ServiceState {
  readonly script: readonly Item[]
  readonly list: ListState
  /** How many requests have been served. */
  readonly requestCount: number
  /** How often each mix has drawn, by its path. */
  readonly draws: Readonly<Record<string, number>>
  /** The paths of all faults, mixes and limits that have answered. */
  readonly served: readonly string[]
}

/** Where a service stands before its first request, at drill time 0. */
export function initialState(scenario: Pick<Scenario, 'script'>): ServiceState {
  const { script } = scenario
  return { script, list: listState(planOf(script), 0), requestCount: 0, draws: {}, served: [] }
}

/** Where a list stands that begins now. */
export function listState(plan: Plan, startMs: number): ListState {
  const beside = plan.beside.map((member) =>
    member.kind === 'gate' ? NOTHING_PASSED : listState(member.plan, startMs),
  )
  return { turn: 0, startMs, inner: null, beside }
}

const NOTHING_PASSED: GateState = Object.freeze({ passedMs: Object.freeze([]) })
