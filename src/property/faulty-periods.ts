/** The times for which a service was failing, and the calls that met them. */
import type { Trace } from '../trace/trace.ts'
import { attempts, type CallView, calls, failureVisibleAt, failureVisibleMs } from '../trace/view.ts'
import { succeeded } from './failure.ts'

/** A stretch from a first failed attempt to a last one, with every call that was open in it, healthy ones included. */
export interface FaultyPeriod {
  readonly fromMs: number
  readonly toMs: number
  readonly calls: readonly CallView[]
}

/**
 * The faulty periods of a trace. Two failures belong to one when no healthy answer lies between them, or no more than a
 * minute: a service that fails now and then is failing all the while.
 */
export function faultyPeriods(trace: Trace): FaultyPeriod[] {
  const all = attempts(trace).filter(({ call }) => call !== null)
  const failures = all
    .filter((attempt) => !succeeded(attempt))
    .map((attempt) => ({
      fromAt: attempt.createdAt,
      fromMs: attempt.startMs,
      at: failureVisibleAt(attempt) ?? attempt.createdAt,
      t: failureVisibleMs(attempt) ?? attempt.startMs,
    }))
    .toSorted((a, b) => a.at - b.at)
  const answeredAt = all.flatMap((attempt) => (succeeded(attempt) ? attempt.endedAt! : []))
  const spans: { fromAt: number; fromMs: number; at: number; t: number }[] = []
  for (const failure of failures) {
    const span = spans.at(-1)
    const isNew =
      span === undefined || (failure.t - span.t > GAP_MS && answeredAt.some((at) => at > span.at && at < failure.at))
    if (isNew) spans.push({ ...failure })
    else Object.assign(span, { at: failure.at, t: failure.t })
  }
  const open = calls(trace)
  return spans.map(({ fromAt, fromMs, at, t }) => ({
    fromMs,
    toMs: t,
    calls: open.filter((call) => call.startedAt <= at && (call.endedAt ?? Number.POSITIVE_INFINITY) >= fromAt),
  }))
}

const GAP_MS = 60_000
