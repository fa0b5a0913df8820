/** What a client promises about its circuit breaker: when it opens, for how long, and how it finds its way back. */
import { type Duration, durationMs } from '../duration.ts'
import { wrongUse } from '../errors.ts'
import { plainOptions, refuseUnknown } from '../fault/options.ts'

/** A circuit breaker, as users write it. */
export interface BreakerOptions {
  /** The share of failures at which it opens, above 0 and at most 1. Domain figure: 0.2. */
  threshold: number
  /** The window over which the share is counted. Domain figure: one minute. */
  window: Duration
  /** How long it stays open before it lets a probe through. */
  reset: Duration
  /** How many attempts the window must hold before the share means anything. Default: 10. */
  volume?: number
  /** How many probes may be under way at once while it is half open. Default: 1. */
  probes?: number
}

/** A circuit breaker, with nothing left out. */
export interface Breaker {
  readonly threshold: number
  readonly windowMs: number
  readonly resetMs: number
  readonly volume: number
  readonly probes: number
}

/**
 * A circuit breaker, checked.
 *
 * @throws FiredrillError (`wrong-use`) for a share, a count or a duration that is none.
 */
export function breakerOf(options: BreakerOptions): Breaker {
  const what = "the contract's breaker"
  const { threshold, window, reset, volume = 10, probes = 1, ...unknown } = plainOptions(what, options)
  refuseUnknown(what, unknown)
  if (typeof threshold !== 'number' || !(threshold > 0 && threshold <= 1)) {
    throw wrongUse(`read ${what}`, `threshold: ${String(threshold)} is no share`, 'Give a number above 0, up to 1')
  }
  for (const [name, count] of Object.entries({ volume, probes })) {
    if (Number.isInteger(count) && count >= 1) continue
    throw wrongUse(`read ${what}`, `${name}: ${String(count)} is no count`, 'Give a whole number from 1')
  }
  const windowMs = durationMs(window, `${what}, window`)
  const resetMs = durationMs(reset, `${what}, reset`)
  return Object.freeze({ threshold, windowMs, resetMs, volume, probes })
}
