/** How long the service left an attempt in silence, and how long the attempt lived. */
import type { Trace } from '../trace/trace.ts'
import type { AttemptView, CallView } from '../trace/view.ts'

/** True when the service went silent for good. */
export function isSilent(attempt: AttemptView): boolean {
  return attempt.quietMs === null && !attempt.complete
}

/** True when the service was silent for longer than this: for good, or until it spoke or the attempt was ended. */
export function outlastsSilence(trace: Trace, attempt: AttemptView, boundMs: number): boolean {
  if (isSilent(attempt)) return true
  const endMs = attempt.endMs ?? traceEndMs(trace)
  const body = trace.events.find((event) => event.kind === 'answer-body' && event.attempt === attempt.attempt)
  const headersMs = attempt.headersMs ?? endMs
  const seenMs = Math.max(headersMs - attempt.startMs, (body?.t ?? endMs) - headersMs)
  // Within a body only the plan knows; it holds as long as the attempt lived to see it.
  const gapMs = Math.max(seenMs, Math.min(attempt.quietMs ?? 0, endMs - attempt.startMs))
  // An attempt that was ended at its bound shows that the service would have been silent for longer.
  const wasCut = attempt.endedBy === 'client' || attempt.endedBy === 'runtime'
  return gapMs > boundMs || (wasCut && gapMs >= boundMs)
}

/** From the creation of an attempt to its end, to the abort of its call, or to the end of the trace. */
export function lifeMs(trace: Trace, call: CallView, attempt: AttemptView): number {
  const endMs = attempt.endMs ?? traceEndMs(trace)
  const untilMs = callerLeft(call, attempt) ? Math.min(endMs, call.abortedMs!) : endMs
  return untilMs - attempt.startMs
}

/** True when the caller gave up before the attempt had ended: nobody can say how long it would have lived. */
export function callerLeft(call: CallView, attempt: AttemptView): boolean {
  return call.abortedAt !== null && (attempt.endedAt === null || attempt.endedAt > call.abortedAt)
}

function traceEndMs(trace: Trace): number {
  return trace.events.at(-1)?.t ?? 0
}
