/** What a client promises. What it leaves out is judged only by what any client owes; the defaults are then advice. */
import { type Duration, durationMs } from '../duration.ts'
import { wrongUse } from '../errors.ts'

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
}

/** The figures that undeclared parts are advised by (domain rules R2 and R5). Advice is printed and never a failure. */
export const ADVICE = { retries: 3, retryAfterCapMs: 60_000 } as const

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
  })
}
