/** What one attempt's end says of the service's health, for those who count failures: a breaker, a fallback chain. */
import type { AttemptView, CallView } from '../trace/view.ts'
import { isRefused, succeeded } from './failure.ts'
import { callerLeft } from './silence.ts'
import { isTransient, TRANSIENT_STATUSES } from './transience.ts'

/**
 * `success`: a healthy answer, whole. `failure`: transient, or a time-out before any byte of the body. `refused`: the
 * client's own 4xx. `unclear`: a failure that one client counts and another can't see, such as a body that was cut, a 200
 * that bears an error, or a name that doesn't exist. `none`: still open, or dropped by the caller or for another attempt.
 */
export type AttemptOutcome = 'success' | 'failure' | 'refused' | 'unclear' | 'none'

/** What an attempt's end says of the service; `call` is the attempt's own, or null for one that no call made. */
export function outcomeOf(attempt: AttemptView, call: CallView | null): AttemptOutcome {
  if (succeeded(attempt)) return 'success'
  if (isTransient(attempt)) return 'failure'
  if (isRefused(attempt)) return isOwnDoing(attempt.status) ? 'refused' : 'unclear'
  if (attempt.complete) return 'unclear'
  if (call !== null && callerLeft(call, attempt)) return 'none'
  switch (attempt.endedBy) {
    case 'client':
    case 'runtime':
      if (call !== null && isOutrun(attempt, call)) return 'none'
      return attempt.bodyStarted ? 'unclear' : 'failure'
    case 'service':
      return 'unclear'
    case null:
      return 'none'
  }
}

/** True for a status that blames the request; a transient one may still bear an error that no waiting cures. */
function isOwnDoing(status: number): boolean {
  return status < 500 && !TRANSIENT_STATUSES.includes(status)
}

/** True when another attempt of the call had succeeded before this one was ended: a hedge that lost. */
function isOutrun(attempt: AttemptView, call: CallView): boolean {
  return call.attempts.some(
    (other) => succeeded(other) && other.endedAt! > attempt.createdAt && other.endedAt! < attempt.endedAt!,
  )
}
