/** Which calls failed for their callers, and since when that could be known. */
import type { Trace } from '../trace/trace.ts'
import { type CallView, calls, failureVisibleAt, failureVisibleMs } from '../trace/view.ts'
import { succeeded } from './failure.ts'

/** A call that got no healthy answer, or ended with an error all the same. */
export interface FailedCall {
  readonly call: CallView
  /**
   * The place in `trace.events` since which its failure was settled: the end of its last attempt; of a call without
   * any, its start.
   */
  readonly failedAt: number
  readonly failedMs: number
}

/** The failed calls, in the order in which they failed. What a caller gave up is none; a degraded answer is one. */
export function failedCalls(trace: Trace): FailedCall[] {
  return calls(trace)
    .filter(hasFailed)
    .map((call) => {
      const last = call.attempts.at(-1)
      if (last === undefined) return { call, failedAt: call.startedAt, failedMs: call.startMs }
      const at = failureVisibleAt(last)
      // An attempt that ends only after its call, or never, has settled nothing.
      if (at === null || at > call.endedAt!) return { call, failedAt: call.endedAt!, failedMs: call.endMs! }
      return { call, failedAt: at, failedMs: failureVisibleMs(last)! }
    })
    .toSorted((a, b) => a.failedAt - b.failedAt)
}

function hasFailed(call: CallView): boolean {
  if (call.endedAt === null || call.abortedAt !== null || call.outcome === 'aborted') return false
  return call.outcome === 'error' || (call.attempts.length > 0 && !call.attempts.some(succeeded))
}
