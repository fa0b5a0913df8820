/** What a retry is: an attempt that follows a failed one of its call, or repeats one that is still open. */
import { type AttemptView, type CallView, failureVisibleAt, failureVisibleMs } from '../trace/view.ts'
import { succeeded } from './failure.ts'
import { type Hint, hintOf } from './hint.ts'

/** One retry. `waitMs` is null for a hedge: it was created while the attempt before it was still open. */
export interface Retry {
  readonly before: AttemptView
  readonly after: AttemptView
  /** 0 for the attempt after the first. */
  readonly retryIndex: number
  readonly waitMs: number | null
}

/** A retry of the same link after a back-off: the wait is the client's own choice, or a hint's. */
export interface Backoff extends Retry {
  readonly waitMs: number
  readonly hint: Hint
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
 * The waits of a call that its back-off decides, a list for each run of attempts on one link: changing the link
 * (a fallback) or the refused credential (a refresh) needs no wait.
 */
export function backoffRuns(call: CallView): Backoff[][] {
  const runs: Backoff[][] = []
  let last: AttemptView | null = null
  for (const retry of retries(call)) {
    const { before, after, waitMs } = retry
    if (waitMs === null || !isSameLink(before, after) || isRefresh(before, after)) continue
    if (last !== before) runs.push([])
    runs.at(-1)!.push({ ...retry, waitMs, hint: hintOf(before) })
    last = after
  }
  return runs
}

/** True when both go to the same place: the same host and path, and the same model. */
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

function hostAndPath(url: string): string {
  return url.replace(/[?#].*$/s, '')
}
