/** Where a call goes after a failure: again to the same link, on to the next one, or nowhere. */
import type { Failure } from './failure.ts'
import { SETTINGS } from './settings.ts'

/** Where a call stands, with the attempt that has just failed. */
export interface Standing {
  /** The link, by its place in the chain. */
  readonly place: number
  /** Retries that the call has left, for all links together. */
  readonly retriesLeft: number
  /** The places of the links that may be asked now, in the order of the chain. */
  readonly open: readonly number[]
}

/** The next attempt: on which link, and after which wait. */
export interface Step {
  readonly place: number
  readonly waitMs: number
}

/**
 * The next step of a call, or null for none.
 *
 * @param backoffMs The wait that is due before the next retry.
 */
export function nextStep(
  { kind, retryAfterMs }: Failure,
  { place, retriesLeft, open }: Standing,
  backoffMs: () => number,
): Step | null {
  if (kind === 'refused' || kind === 'not-now' || retriesLeft === 0) return null
  const ahead = open.filter((one) => one > place)
  const onward = ahead[0]
  // What a link asks for is its own affair, and so is what it doesn't have: the next one needn't wait.
  const isAway = retryAfterMs !== null && retryAfterMs > SETTINGS.longestWaitMs
  if (onward !== undefined && (kind === 'no-model' || isAway)) return { place: onward, waitMs: 0 }
  const mayStay = kind === 'passing' && open.includes(place) && (retryAfterMs ?? 0) <= SETTINGS.longestHintMs
  // A link is asked again only as long as enough retries are left to ask all the others.
  if (mayStay && retriesLeft > ahead.length) {
    // The wait comes on top of the hint, so that those who were told the same time don't come back together.
    return { place, waitMs: (retryAfterMs ?? 0) + backoffMs() }
  }
  return onward === undefined ? null : { place: onward, waitMs: retryAfterMs === null ? backoffMs() : 0 }
}
