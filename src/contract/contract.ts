/** What a client promises. What it leaves out is judged only by what any client owes; the defaults are then advice. */
import { type Duration, durationMs } from '../duration.ts'
import { wrongUse } from '../errors.ts'
import { type Breaker, type BreakerOptions, breakerOf } from './breaker.ts'
import { type Fallback, type FallbackOptions, fallbackOf } from './fallback.ts'

/** A client's promises, as users write them. Every part may be left out. */
export interface ContractOptions {
  /** Retries after the first attempt, over all layers of a call. Advice when undeclared: 3. */
  retries?: number
  /** The longest wait between two attempts that isn't a hint's. Undeclared: none. */
  backoffCap?: Duration
  /**
   * How waits vary: `'none'`, `'proportional'` (a share of the wait, as the Anthropic SDK does), `'full'` (from zero to
   * the wait) or `'decorrelated'`. Undeclared: waits are judged as if there were none.
   */
  jitter?: 'none' | 'proportional' | 'full' | 'decorrelated'
  /** The largest `retry-after` that is obeyed. Default: 60 s. */
  retryAfterCap?: Duration
  /** The longest that a whole call may take, obeyed hints not counted. Undeclared: only the drill's own limits. */
  totalTime?: Duration
  /** The longest that one attempt may take, streams' pauses included. Undeclared: any bound of the client's own. */
  attemptTime?: Duration
  /** True when a call may answer without the service (from a cache, a default). Default: false. */
  degraded?: boolean
  /** True when a 401 is met with a fresh credential and one more attempt. Default: false. */
  refreshesCredential?: boolean
  /** The links that a call tries in order. Undeclared: none but the first. */
  fallback?: FallbackOptions
  /** When the client stops asking for a while. Undeclared: never. */
  breaker?: BreakerOptions
  /** Attempts divided by calls, at the most. Advice when undeclared: 4. */
  amplification?: number
  /** True when calls together send less once failures look like a rate limit's, whatever their status. Default: advised. */
  easesOff?: boolean
  /** True when what a call gives is shown to people as it is. Default: only what `call.show` is handed. */
  shown?: boolean
  /** True when failed calls are logged, by `call.log` or the console. Default: judged once anything is logged. */
  logs?: boolean
  /** After how many failed calls within how long an alert is raised, once. Undeclared: never. */
  alerts?: { after: number; within: Duration }
  /** True when calls have side effects, each told by `call.effect`. Default: judged once one is told. */
  effects?: boolean
  /** How many queued requests a second are made up for after an outage, at the most. Undeclared: no queue. */
  queue?: { perSecond: number }
}

/** A contract in full: null where nothing was declared. Every duration in milliseconds. */
export interface Contract {
  readonly retries: number | null
  readonly backoffCapMs: number | null
  readonly jitter: 'none' | 'proportional' | 'full' | 'decorrelated' | null
  readonly retryAfterCapMs: number | null
  readonly totalTimeMs: number | null
  readonly attemptTimeMs: number | null
  readonly degraded: boolean
  readonly refreshesCredential: boolean
  readonly fallback: Fallback | null
  readonly breaker: Breaker | null
  readonly amplification: number | null
  readonly easesOff: boolean
  readonly shown: boolean
  readonly logs: boolean
  readonly alerts: { readonly after: number; readonly withinMs: number } | null
  readonly effects: boolean
  readonly queue: { readonly perSecond: number } | null
}

/** The figures that undeclared parts are advised by (domain rules R2 and R5). Advice is printed and never a failure. */
export const ADVICE = { retries: 3, retryAfterCapMs: 60_000, amplification: 4 } as const

/**
 * Completes a contract.
 *
 * @throws FiredrillError (`wrong-use`) for unknown parts and for values that are no promise.
 */
export function contract(options: ContractOptions = {}): Contract {
  const {
    retries,
    backoffCap,
    jitter,
    retryAfterCap,
    totalTime,
    attemptTime,
    degraded,
    refreshesCredential,
    fallback,
    breaker,
    amplification,
    easesOff,
    shown,
    logs,
    alerts,
    effects,
    queue,
    ...unknown
  } = options
  const stray = Object.keys(unknown)[0]
  if (stray !== undefined) throw wrongUse('read the contract', `it has no part "${stray}"`, 'Check the spelling')
  if (retries !== undefined && !(Number.isInteger(retries) && retries >= 0)) {
    throw wrongUse('read the contract', `retries: ${String(retries)} is no count`, 'Give a whole number from 0')
  }
  const JITTERS = ['none', 'proportional', 'full', 'decorrelated']
  if (jitter !== undefined && !JITTERS.includes(jitter)) {
    throw wrongUse(
      'read the contract',
      `jitter: ${JSON.stringify(jitter)} is unknown`,
      `Use one of ${JITTERS.join(', ')}`,
    )
  }
  const optionalMs = (value: Duration | undefined, name: string) =>
    value === undefined ? null : durationMs(value, `the contract's ${name}`)
  return Object.freeze({
    retries: retries ?? null,
    backoffCapMs: optionalMs(backoffCap, 'backoffCap'),
    jitter: jitter ?? null,
    retryAfterCapMs: optionalMs(retryAfterCap, 'retryAfterCap'),
    totalTimeMs: optionalMs(totalTime, 'totalTime'),
    attemptTimeMs: optionalMs(attemptTime, 'attemptTime'),
    degraded: degraded ?? false,
    refreshesCredential: refreshesCredential ?? false,
    fallback: fallback === undefined ? null : fallbackOf(fallback),
    breaker: breaker === undefined ? null : breakerOf(breaker),
    amplification: amplification === undefined ? null : positive('amplification', amplification),
    easesOff: easesOff ?? false,
    shown: shown ?? false,
    logs: logs ?? false,
    alerts: alerts === undefined ? null : alertsOf(alerts),
    effects: effects ?? false,
    queue: queue === undefined ? null : Object.freeze({ perSecond: positive('queue.perSecond', queue.perSecond) }),
  })
}

function alertsOf({ after, within }: { after: number; within: Duration }): NonNullable<Contract['alerts']> {
  if (!Number.isInteger(after) || after < 1) {
    throw wrongUse('read the contract', `alerts.after: ${String(after)} is no count`, 'Give a whole number from 1')
  }
  return Object.freeze({ after, withinMs: durationMs(within, "the contract's alerts.within") })
}

function positive(name: string, value: number): number {
  if (typeof value === 'number' && Number.isFinite(value) && value > 0) return value
  throw wrongUse('read the contract', `${name}: ${String(value)} is no number above 0`, 'Give such a number')
}
