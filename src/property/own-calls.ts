/** What a call did for its own caller. */
import type { Trace } from '../trace/trace.ts'
import { type CallView, calls } from '../trace/view.ts'

/**
 * The calls of a trace without the work that they put aside. A worker that a call starts runs in that call's context: what
 * it sends when the call has queued something, and has ended, is work of the queue and no attempt at the call's request.
 */
export function ownCalls(trace: Trace): CallView[] {
  const queuers = new Set(trace.events.flatMap((event) => (event.kind === 'queued' ? (event.call ?? []) : [])))
  return calls(trace).map((call) => {
    const { endedAt, attempts } = call
    if (endedAt === null || !queuers.has(call.call)) return call
    return { ...call, attempts: attempts.filter(({ createdAt }) => createdAt < endedAt) }
  })
}
