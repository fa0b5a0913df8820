/** What can be asked of a service without sending it anything: is it over, what is it waiting for, what was left out. */
import { type Beside, type Plan, planOf, type Turn } from './plan.ts'
import { beginMs, isWindow, settle, spentMs } from './settle.ts'
import { type ListState, listState, type ServiceState } from './state.ts'

/**
 * Whether the world has healed: every step and every track of the script is spent by now, so that any request from now
 * on is answered by the tail. A script with `forever`, or with a limit, never heals.
 */
export function healed(state: ServiceState, nowMs: number): boolean {
  const plan = planOf(state.script)
  return spentMs(plan, settle(plan, state.list, nowMs), nowMs) !== null
}

/**
 * The end of the window in force: of the innermost `during`, or of the wait for an `at`. When only tracks are left, the
 * first end among theirs. Null when nothing but requests can move the script on.
 */
export function windowEndMs(state: ServiceState, nowMs: number): number | null {
  return listEndMs(planOf(state.script), state.list, nowMs)
}

/** The paths of the steps that have never answered; of a step of which no part has, its own path alone. */
export function neverServed(state: ServiceState): string[] {
  return unserved(planOf(state.script), new Set(state.served))
}

function listEndMs(plan: Plan, before: ListState, nowMs: number): number | null {
  const state = settle(plan, before, nowMs)
  if (state.turn < plan.turnsMax) return turnEndMs(plan.turns[state.turn % plan.turns.length] as Turn, state, nowMs)
  const ends = plan.beside.flatMap((member, index) => {
    if (member.kind === 'gate') return []
    return listEndMs(member.plan, state.beside[index] as ListState, nowMs) ?? []
  })
  return ends.length === 0 ? null : Math.min(...ends)
}

function turnEndMs(turn: Turn, state: ListState, nowMs: number): number | null {
  if (turn.kind !== 'step') return null
  const begin = beginMs(turn, state.startMs)
  if (begin > nowMs) return begin
  const inner = listEndMs(turn.plan, state.inner ?? listState(turn.plan, begin), nowMs)
  if (!isWindow(turn)) return inner
  const own = begin + turn.lengthMs
  return inner === null ? own : Math.min(inner, own)
}

function unserved(plan: Plan, served: ReadonlySet<string>): string[] {
  return [...plan.turns, ...plan.beside]
    .flatMap((member) => memberUnserved(member, served))
    .sort((left, right) => left.localeCompare(right, 'en', { numeric: true }))
}

function memberUnserved(member: Turn | Beside, served: ReadonlySet<string>): string[] {
  if (member.kind !== 'step' && member.kind !== 'track') return served.has(member.path) ? [] : [member.path]
  const left = unserved(member.plan, served)
  return left.length === leafCount(member.plan) ? [member.path] : left
}

function leafCount(plan: Plan): number {
  return plan.turns.length + plan.beside.length
}
