/** Moves a list on by time alone: windows that are over are spent, whether or not requests came. */
import type { Plan, StepTurn } from './plan.ts'
import { type ListState, listState } from './state.ts'

/** The list as it stands at this time: the turn is that of the first member that time alone doesn't end. */
export function settle(plan: Plan, state: ListState, nowMs: number): ListState {
  let { turn, startMs, inner } = state
  while (turn < plan.turnsMax) {
    const passes = inner === null ? wholePasses(plan, turn, nowMs - startMs) : 0
    if (passes > 0) {
      turn += passes * plan.turns.length
      startMs += passes * (plan.passMs ?? 0)
      continue
    }
    const member = plan.turns[turn % plan.turns.length]
    if (member?.kind !== 'step') break
    inner = settleStep(member, startMs, inner, nowMs)
    const endMs = stepEndMs(member, startMs, inner, nowMs)
    if (endMs === null || endMs > nowMs) break
    turn += 1
    startMs = endMs
    inner = null
  }
  if (turn === state.turn && inner === state.inner) return state
  return { turn, startMs, inner, beside: state.beside }
}

/**
 * When a settled list was spent, or null when it isn't: all of its turns are over, and so are its tracks. A limit among
 * its members holds it open for ever.
 */
export function spentMs(plan: Plan, state: ListState, nowMs: number): number | null {
  if (plan.endless || state.turn < plan.turnsMax) return null
  let latestMs = state.startMs
  for (const [index, member] of plan.beside.entries()) {
    if (member.kind === 'gate') return null
    const track = settle(member.plan, state.beside[index] as ListState, nowMs)
    const trackMs = spentMs(member.plan, track, nowMs)
    if (trackMs === null) return null
    latestMs = Math.max(latestMs, trackMs)
  }
  return latestMs
}

/** When a step begins that comes to its turn at this time: at once, but for `at`. */
export function beginMs({ step }: StepTurn, startMs: number): number {
  return step.kind === 'at' ? Math.max(step.atMs, startMs) : startMs
}

/** Many short windows pass in one go: a drill may ask after hours about a cycle of milliseconds. Any turn may begin a pass. */
function wholePasses(plan: Plan, turn: number, elapsedMs: number): number {
  const { passMs, turns, turnsMax } = plan
  if (passMs === null) return 0
  return Math.min(Math.floor(elapsedMs / passMs), Math.floor((turnsMax - turn) / turns.length))
}

function settleStep(member: StepTurn, startMs: number, inner: ListState | null, nowMs: number): ListState | null {
  const begin = beginMs(member, startMs)
  // What is inside a window doesn't matter to its end: it is settled when it is served.
  if (isWindow(member) || begin > nowMs) return inner
  return settle(member.plan, inner ?? listState(member.plan, begin), nowMs)
}

function stepEndMs(member: StepTurn, startMs: number, inner: ListState | null, nowMs: number): number | null {
  if (isWindow(member)) return startMs + member.lengthMs
  return inner === null ? null : spentMs(member.plan, inner, nowMs)
}

/** A step that lasts as long as it lasts, whatever is served in it. */
export function isWindow(turn: StepTurn): turn is StepTurn & { readonly lengthMs: number } {
  return turn.step.kind === 'during' || turn.step.kind === 'ramp'
}
