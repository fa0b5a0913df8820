/** The waits before retries that a client's own back-off decides. */
import type { Fallback } from '../contract/fallback.ts'
import type { AttemptView, CallView } from '../trace/view.ts'
import { mayBeStep } from './chain.ts'
import { type Hint, hintOf } from './hint.ts'
import { isRefresh, isSameLink, type Retry, retries } from './retry.ts'

/** A retry of the same link after a back-off: the wait is the client's own choice, or a hint's. */
export interface Backoff extends Retry {
  readonly waitMs: number
  readonly hint: Hint
}

/**
 * The waits of a call that its back-off decides, a list for each run of attempts on one link: changing the link
 * (a fallback) or the refused credential (a refresh) needs no wait. Where nobody can tell a retry from a step to another
 * link, a run ends.
 */
export function backoffRuns(call: CallView, fallback: Fallback | null): Backoff[][] {
  const runs: Backoff[][] = []
  let last: AttemptView | null = null
  for (const retry of retries(call)) {
    const { before, after, waitMs } = retry
    if (waitMs === null || !isSameLink(before, after) || isRefresh(before, after)) continue
    if (mayBeStep(before, after, call, fallback)) continue
    if (last !== before) runs.push([])
    runs.at(-1)!.push({ ...retry, waitMs, hint: hintOf(before) })
    last = after
  }
  return runs
}
