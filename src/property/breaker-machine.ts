/** The reference circuit breaker: a pure machine, told of every attempt that is created and of every one that ends. */
import type { Breaker } from '../contract/breaker.ts'

/** How a breaker is to work: its figures, and which results it is weighed at. */
export interface BreakerRules extends Breaker {
  /** `failure`: only a failure opens it. `any`: also the success that fills the volume. */
  readonly opensOn: 'failure' | 'any'
}

/** What became of an attempt, as a breaker sees it; `none` for one that says nothing, such as an aborted one. */
export type BreakerResult = 'failure' | 'success' | 'none'

/** Where a breaker stands. `half-open` begins with its first probe: until that is created, it is open. */
export interface BreakerState {
  readonly phase: 'closed' | 'open' | 'half-open'
  readonly sinceMs: number
  /** How many phases went before. The result of an attempt from another phase counts for nothing. */
  readonly era: number
  /** The results in the window, oldest first; empty unless closed. */
  readonly results: readonly { readonly t: number; readonly failed: boolean }[]
  /** Probes under way; 0 unless half open. */
  readonly probes: number
}

/** What an admitted attempt is handed, to be shown again with its result. */
export interface Ticket {
  readonly era: number
}

/** A breaker that has seen nothing. */
export const FRESH: BreakerState = Object.freeze({ phase: 'closed', sinceMs: 0, era: 0, results: [], probes: 0 })

/** Whether an attempt may be created now. */
export function admits(state: BreakerState, rules: Breaker, nowMs: number): boolean {
  switch (state.phase) {
    case 'closed':
      return true
    case 'open':
      return nowMs >= state.sinceMs + rules.resetMs
    case 'half-open':
      return state.probes < rules.probes
  }
}

/** An attempt is created. One that isn't admitted gets no ticket, and changes nothing. */
export function create(state: BreakerState, rules: Breaker, nowMs: number): [Ticket | null, BreakerState] {
  if (!admits(state, rules, nowMs)) return [null, state]
  if (state.phase === 'closed') return [{ era: state.era }, state]
  const halfOpen = state.phase === 'open' ? inPhase(state, 'half-open', nowMs) : state
  return [{ era: halfOpen.era }, { ...halfOpen, probes: halfOpen.probes + 1 }]
}

/** An admitted attempt has ended. */
export function settle(
  state: BreakerState,
  rules: BreakerRules,
  nowMs: number,
  ticket: Ticket | null,
  result: BreakerResult,
): BreakerState {
  if (ticket?.era !== state.era) return state
  if (state.phase === 'half-open') {
    if (result === 'none') return { ...state, probes: state.probes - 1 }
    return inPhase(state, result === 'failure' ? 'open' : 'closed', nowMs)
  }
  if (result === 'none') return state
  const failed = result === 'failure'
  const results = [...state.results.filter(({ t }) => t > nowMs - rules.windowMs), { t: nowMs, failed }]
  const weighed = { ...state, results }
  const isDue = failed || rules.opensOn === 'any'
  return isDue && isTripped(weighed, rules) ? inPhase(state, 'open', nowMs) : weighed
}

/** How many of the attempts in the window failed. */
export function failedCount({ results }: Pick<BreakerState, 'results'>): number {
  return results.filter(({ failed }) => failed).length
}

function isTripped(state: BreakerState, { volume, threshold }: Breaker): boolean {
  const { length } = state.results
  return length >= volume && failedCount(state) / length >= threshold
}

function inPhase({ era }: BreakerState, phase: BreakerState['phase'], nowMs: number): BreakerState {
  return { phase, sinceMs: nowMs, era: era + 1, results: [], probes: 0 }
}
