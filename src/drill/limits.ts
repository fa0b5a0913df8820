/** What bounds a drill: everything has a limit, and reaching it is a result. */
import { type Duration, durationMs } from '../duration.ts'
import { wrongUse } from '../errors.ts'

/** The limits of a drill, as users set them. */
export interface LimitOptions {
  /** Attempts of one call. Default: 1,000. */
  attempts?: number
  /** Calls that a scenario without `calls` of its own makes at most. Default: 500. */
  calls?: number
  /** Timers of the client that fire. Default: 250,000. */
  timers?: number
  /** Virtual time. Default: 24 hours. */
  virtualTime?: Duration
  /** Real time; reaching it is the harness's, not the client's, and the drill is then inconclusive. Default: 20 s. */
  wallTime?: Duration
}

/** The limits of a drill in full. */
export interface Limits {
  readonly attempts: number
  readonly calls: number
  readonly timers: number
  readonly virtualMs: number
  readonly wallMs: number
}

/**
 * Completes the limits.
 *
 * @throws FiredrillError (`wrong-use`) for unknown limits and for values that bound nothing.
 */
export function completeLimits(options: LimitOptions = {}): Limits {
  const { attempts = 1000, calls = 500, timers = 250_000, virtualTime = '24h', wallTime = '20s', ...unknown } = options
  const stray = Object.keys(unknown)[0]
  if (stray !== undefined) throw wrongUse('read the limits', `there is no limit "${stray}"`, 'Check the spelling')
  for (const [name, value] of Object.entries({ attempts, calls, timers })) {
    if (!Number.isInteger(value) || value < 1) {
      throw wrongUse('read the limits', `${name}: ${String(value)} bounds nothing`, 'Give a whole number from 1')
    }
  }
  const virtualMs = durationMs(virtualTime, 'the limit virtualTime')
  const wallMs = durationMs(wallTime, 'the limit wallTime')
  return { attempts, calls, timers, virtualMs, wallMs }
}
