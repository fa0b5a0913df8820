/** What a retry is: an attempt that follows a failed one of its call, or repeats one that is still open. */
import { type AttemptView, type CallView, failureVisibleAt, failureVisibleMs } from '../trace/view.ts'
import { succeeded } from './failure.ts'

/** One retry. `waitMs` is null for a hedge: it was created while the attempt before it was still open. */
export interface Retry {
  readonly before: AttemptView
  readonly after: AttemptView
  /** 0 for the attempt after the first. */
  readonly retryIndex: number
  readonly waitMs: number | null
}

/**
 * The retries of a call. New work is none: a request after a success, or another request beside one that is open.
 */
export function retries(call: CallView): Retry[] {
  return call.attempts.slice(1).flatMap((after, retryIndex) => {
    const before = call.attempts[retryIndex]!
    const isOver = isVisibleBefore(before, after)
    if (isOver ? succeeded(before) : !isSameRequest(before, after)) return []
    return [{ before, after, retryIndex, waitMs: isOver ? after.startMs - failureVisibleMs(before)! : null }]
  })
}

/**
 * Of these retries of a call, those that a request had seen when an attempt was made, that one included: a success ends a
 * request, and what comes after it is another one.
 */
export function byRequest({ attempts }: CallView, made: readonly Retry[]): (attempt: AttemptView) => Retry[] {
  const successesAt = attempts.flatMap((one) => (succeeded(one) ? one.endedAt! : []))
  return (attempt) => {
    const sinceAt = Math.max(-1, ...successesAt.filter((at) => at < attempt.createdAt))
    return made.filter(({ after }) => after.createdAt > sinceAt && after.attempt <= attempt.attempt)
  }
}

/**
 * True when both go to the same place: the same host and path, and the same model. A request that never arrived has told
 * no model, and is taken for one of the same; `mayBeStep` says where that is a guess.
 */
export function isSameLink(a: AttemptView, b: AttemptView): boolean {
  const isSameModel = a.model === b.model || !a.received || !b.received
  return isSameModel && hostAndPath(a.url) === hostAndPath(b.url)
}

/** True for another credential after a 401. */
export function isRefresh(before: AttemptView, after: AttemptView): boolean {
  return before.status === 401 && after.received && before.key !== after.key
}

/** True when the failure of one could be seen before the other was created. */
export function isVisibleBefore(attempt: AttemptView, later: AttemptView): boolean {
  const visibleAt = failureVisibleAt(attempt)
  return visibleAt !== null && visibleAt < later.createdAt
}

function isSameRequest(a: AttemptView, b: AttemptView): boolean {
  return a.method === b.method && isSameLink(a, b) && a.body === b.body
}

/** Where a request goes, whatever it asks there. */
export function hostAndPath(url: string): string {
  return url.replace(/[?#].*$/s, '')
}
