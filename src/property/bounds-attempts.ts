/** R11: every attempt is bounded in time by the client itself, streams included. */
import type { Contract, ContractOptions } from '../contract/contract.ts'
import type { Trace } from '../trace/trace.ts'
import { type AttemptView, type CallView, calls } from '../trace/view.ts'
import { succeeded } from './failure.ts'
import { attemptName, capitalised, counted, seconds } from './format.ts'
import type { Property } from './property.ts'
import { type Breach, held, isSome, propertyOf, unexercised, violated } from './result.ts'
import { callerLeft, isSilent, lifeMs, outlastsSilence } from './silence.ts'

/**
 * A client ends an attempt that the service leaves in silence, within its declared time where it has one. A time-out of the
 * runtime's that comes before its default of 300 s was set by the client.
 */
export function boundsAttempts(declared: ContractOptions = {}): Property {
  return propertyOf({
    id: 'bounds-attempts',
    rule: 'R11',
    claim: 'No attempt outlives its time.',
    declared,
    find: (trace, contract) => {
      const bounds = calls(trace).flatMap((call) =>
        call.attempts
          .filter((attempt) => isJudged(attempt, contract))
          .map((attempt) => boundOf(trace, contract, call, attempt)),
      )
      const breaches = bounds.filter((bound) => typeof bound === 'object')
      if (isSome(breaches)) return violated(breaches)
      const boundedCount = bounds.filter((bound) => bound === 'bounded').length
      const { attemptTimeMs } = contract
      if (boundedCount > 0) {
        const figure = attemptTimeMs === null ? 'no time declared' : `within the declared ${seconds(attemptTimeMs)}`
        return held(`${counted(boundedCount, 'silent attempt')} ended in time, ${figure}`)
      }
      if (bounds.includes('longer')) {
        return unexercised(
          'A timer of the client was pending on a silent attempt, but longer than the runtime or the drill waited: ' +
            'declare `attemptTime`, or set a shorter one',
        )
      }
      const needed = attemptTimeMs === null ? '' : ` for longer than the declared ${seconds(attemptTimeMs)}`
      return unexercised(`No attempt was left in silence${needed}: let the service answer with silence()`)
    },
  })
}

/** Making a connection is bounded by every runtime, and soon: only a declared time has a say about that. */
function isJudged({ received, quietMs }: AttemptView, { attemptTimeMs }: Contract): boolean {
  return received || (attemptTimeMs !== null && quietMs === null)
}

/** `longer`: the client has a timer of its own, but something else came first. `untested`: nothing can be said. */
type Bound = Breach | 'bounded' | 'longer' | 'untested'

function boundOf(trace: Trace, { attemptTimeMs }: Contract, call: CallView, attempt: AttemptView): Bound {
  if (callerLeft(call, attempt) && lifeMs(trace, call, attempt) <= (attemptTimeMs ?? Number.POSITIVE_INFINITY)) {
    return 'untested'
  }
  if (attempt.endMs === null) {
    const deadAt = trace.events.findIndex((event) => event.kind === 'dead-silence' && event.calls.includes(call.call))
    if (deadAt >= 0) return unbounded(attempt, deadAt, attemptTimeMs)
  }
  return attemptTimeMs === null ? ownBound(trace, call, attempt) : declaredBound(trace, call, attempt, attemptTimeMs)
}

function declaredBound(trace: Trace, call: CallView, attempt: AttemptView, attemptTimeMs: number): Bound {
  if (!outlastsSilence(trace, attempt, attemptTimeMs)) return 'untested'
  const toleranceMs = attempt.endedBy === 'runtime' ? RUNTIME_TICK_MS : TOLERANCE_MS
  const livedMs = lifeMs(trace, call, attempt)
  if (livedMs <= attemptTimeMs + toleranceMs) return attempt.endMs === null ? 'untested' : 'bounded'
  const end = attempt.endMs === null ? 'was still open at' : 'ended only at'
  return {
    what:
      `${capitalised(attemptName(attempt))} met silence (${attempt.fault}) and ${end} ` +
      `${seconds(attempt.startMs + livedMs)}, ${seconds(livedMs)} after it began, where ${seconds(attemptTimeMs)} is declared`,
    remedy: 'Keep a timer over the whole attempt, the body and the pauses of a stream included, and abort the request',
    evidence: [attempt.createdAt, attempt.endedAt],
  }
}

function ownBound(trace: Trace, call: CallView, attempt: AttemptView): Bound {
  if (attempt.complete) return 'untested'
  if (!isSilent(attempt) && (attempt.status !== null || lifeMs(trace, call, attempt) === 0)) return 'untested'
  switch (attempt.endedBy) {
    case 'service':
      return 'untested'
    case 'client':
      return isSilent(attempt) || !isHedgeLost(call, attempt) ? 'bounded' : 'untested'
    case 'runtime':
      if (lifeMs(trace, call, attempt) < RUNTIME_DEFAULT_MS - RUNTIME_TICK_MS) return 'bounded'
      return attempt.clientTimers > 0 ? 'longer' : unbounded(attempt, attempt.endedAt, null)
    case null:
      return call.endedAt === null && trace.limit?.limit === 'virtual-time' ? 'longer' : 'untested'
  }
}

function unbounded(attempt: AttemptView, endAt: number | null, attemptTimeMs: number | null): Breach {
  const end =
    attempt.endMs === null
      ? 'never ended, with no timer pending that could end it'
      : `was ended only by the runtime (${attempt.error?.code ?? 'its default time-out'}) at ${seconds(attempt.endMs)}`
  const owed =
    attemptTimeMs === null
      ? 'any client owes a time-out of its own (none declared)'
      : `${seconds(attemptTimeMs)} is declared`
  return {
    what:
      `${capitalised(attemptName(attempt))}, begun at ${seconds(attempt.startMs)}, met silence (${attempt.fault}) ` +
      `and ${end}: ${owed}`,
    remedy:
      'Set a timer on every attempt that also covers the body and the pauses of a stream, and declare `attemptTime`',
    evidence: [attempt.createdAt, endAt],
  }
}

/** Another attempt answered first, so that this one was dropped and not timed out. */
function isHedgeLost(call: CallView, attempt: AttemptView): boolean {
  return call.attempts.some(
    (other) => succeeded(other) && other.endedAt! > attempt.createdAt && other.endedAt! < attempt.endedAt!,
  )
}

const TOLERANCE_MS = 1
/** How long undici waits for headers, and for more of a body, where nobody sets it: less is the client's own setting. */
const RUNTIME_DEFAULT_MS = 300_000
/** undici looks at its time-outs twice a second, so that one fires up to a second late. */
const RUNTIME_TICK_MS = 1000
