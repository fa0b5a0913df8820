/** Where a service stands in its scenario: plain JSON data, never changed, always replaced. */
import type { Scenario } from '../scenario/scenario.ts'
import type { Gate, Item } from '../scenario/step.ts'
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

/** A request that a limit let through. */
export interface Passed {
  readonly atMs: number
  /** Tokens of the request and of its answer; 0 where no limit asks for them. */
  readonly input: number
  readonly output: number
}

/** What a limit remembers: what it let through within the last minute, the oldest first. */
export interface RateState {
  readonly passed: readonly Passed[]
}

/** What a capacity remembers: how much work was left at which time, in requests. */
export interface CapacityState {
  readonly backlog: number
  readonly atMs: number
}

/** What a gate remembers. */
export type GateState = RateState | CapacityState

/** Where a service stands. */
export interface ServiceState {
  readonly script: readonly Item[]
  readonly list: ListState
  /** When the answers end that are under way, in no order. */
  readonly underWayUntilMs: readonly number[]
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
  return { script, list: listState(planOf(script), 0), underWayUntilMs: [], requestCount: 0, draws: {}, served: [] }
}

/** Where a list stands that begins now. */
export function listState(plan: Plan, startMs: number): ListState {
  const beside = plan.beside.map((member) =>
    member.kind === 'gate' ? gateState(member.gate) : listState(member.plan, startMs),
  )
  return { turn: 0, startMs, inner: null, beside }
}

function gateState(gate: Gate): GateState {
  return gate.kind === 'capacity' ? { backlog: 0, atMs: 0 } : { passed: [] }
}
