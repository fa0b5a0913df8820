/** R6: what can't succeed isn't sent again. */
import type { ContractOptions } from '../contract/contract.ts'
import { type AttemptView, type CallView, failureVisibleAt, failureVisibleMs } from '../trace/view.ts'
import { isRefused } from './failure.ts'
import { attemptName, capitalised, counted, seconds } from './format.ts'
import { hintOf, shouldRetry } from './hint.ts'
import { ownCalls } from './own-calls.ts'
import type { Property } from './property.ts'
import { type Breach, held, isSome, propertyOf, unexercised, violated } from './result.ts'
import { isSameLink, isVisibleBefore } from './retry.ts'

/** The statuses that the same request meets again (domain rule R6). */
export const PERMANENT_STATUSES: readonly number[] = [400, 401, 403, 404, 413, 422]

/** A client doesn't send the same payload to the same model with the same credential after a permanent error. */
export function sparesPermanentErrors(declared: ContractOptions = {}): Property {
  return propertyOf({
    id: 'spares-permanent-errors',
    rule: 'R6',
    claim: 'A request that was refused for good is not sent again.',
    declared,
    find: (trace) => {
      const tested = ownCalls(trace).flatMap((call) =>
        call.attempts.filter(isPermanent).map((attempt) => ({ call, attempt })),
      )
      const breaches = tested.flatMap(({ call, attempt }) => breach(call, attempt) ?? [])
      if (isSome(breaches)) return violated(breaches)
      if (tested.length === 0) {
        return unexercised(`No call met a permanent error: let one be answered ${PERMANENT_STATUSES.join(', ')}`)
      }
      return held(`${counted(tested.length, 'permanent error')}, none of them sent again unchanged`)
    },
  })
}

function isPermanent(attempt: AttemptView): boolean {
  if (!isRefused(attempt) || !PERMANENT_STATUSES.includes(attempt.status) || shouldRetry(attempt) === true) return false
  return attempt.status !== 413 || ['none', 'unreadable'].includes(hintOf(attempt).kind)
}

function breach(call: CallView, attempt: AttemptView): Breach | null {
  const again = call.attempts.find(
    (later) =>
      isVisibleBefore(attempt, later) &&
      later.received &&
      isSameLink(attempt, later) &&
      later.body === attempt.body &&
      (later.key === attempt.key || (attempt.status === 401 && hasRefreshed(call, attempt))),
  )
  if (again === undefined) return null
  const credential = again.key === attempt.key ? 'the same credential' : 'a third credential'
  return {
    what:
      `${capitalised(attemptName(again))} sent at ${seconds(again.startMs)} what attempt ${attempt.attempt} had sent and ` +
      `been answered ${attempt.status} at ${seconds(failureVisibleMs(attempt)!)}: the same payload and model, with ${credential}`,
    remedy: remedyFor(attempt.status),
    evidence: [failureVisibleAt(attempt), again.createdAt],
  }
}

/** One 401 may be met with another credential; this one was itself sent with such a credential. */
function hasRefreshed(call: CallView, attempt: AttemptView): boolean {
  return call.attempts.some(
    (earlier) =>
      earlier.status === 401 &&
      isVisibleBefore(earlier, attempt) &&
      isSameLink(earlier, attempt) &&
      earlier.key !== attempt.key,
  )
}

function remedyFor(status: number | null): string {
  return status === 401
    ? 'Fail at once on 401, or try once more with a fresh credential'
    : `Fail at once on ${status}: only another request can succeed`
}
