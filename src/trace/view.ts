/** The events of a trace put together: one record a call, one record an attempt. Pure queries. */
import type { EndedBy, ErrorRecord, Outcome } from './event.ts'
import type { Trace } from './trace.ts'

/** One request on the wire, from its creation by the client to its end. Places (`…At`) index `trace.events`. */
export interface AttemptView {
  readonly attempt: number
  readonly call: number | null
  readonly method: string
  readonly url: string
  readonly startMs: number
  readonly createdAt: number
  /** When it ended for the client: the answer complete, the connection reset, or given up. Null: still open at the end. */
  readonly endMs: number | null
  readonly endedAt: number | null
  readonly endedBy: EndedBy | null
  /** False when the request never reached the service: refused, aborted before, to an unexpected host. */
  readonly received: boolean
  readonly receivedAt: number | null
  readonly model: string | null
  readonly stream: boolean
  readonly key: string | null
  readonly idempotencyKey: string | null
  readonly body: string
  readonly step: string | null
  readonly fault: string | null
  readonly faulty: boolean
  /** The type or code that the error's envelope was made to bear; null for the dialect's own. */
  readonly errorType: string | null
  /** The longest time for which the service is silent by its own plan; null: it falls silent for good. */
  readonly quietMs: number | null
  readonly status: number | null
  readonly requestId: string | null
  readonly hints: Readonly<Record<string, readonly string[]>>
  /** When the status became visible. */
  readonly headersMs: number | null
  readonly headersAt: number | null
  /** True once bytes of the body had gone out: from then on the caller may have seen part of an answer. */
  readonly bodyStarted: boolean
  /** True when the service's answer was sent to its end. */
  readonly complete: boolean
  readonly error: ErrorRecord | null
  /** Timers of the client's own that were pending for the call when the attempt failed. */
  readonly clientTimers: number
}

/** One call of the application, with its attempts in order of creation. */
export interface CallView {
  readonly call: number
  readonly startMs: number
  readonly startedAt: number
  /** True when the world had healed before the call began. */
  readonly healed: boolean
  readonly endMs: number | null
  readonly endedAt: number | null
  readonly outcome: Outcome
  readonly value: string | null
  readonly error: ErrorRecord | null
  readonly abortedMs: number | null
  readonly abortedAt: number | null
  readonly attempts: readonly AttemptView[]
}

/** The wait before an attempt: from the failure of the one before becoming visible to the creation of this one. */
export interface Wait {
  /** 0 for the wait after the first attempt. */
  readonly retryIndex: number
  readonly waitMs: number
  readonly before: AttemptView
  readonly after: AttemptView
}

/** All attempts of a trace, in order of creation. Their numbers are not their places in the list: a part of a trace has gaps. */
export const attempts: (trace: Trace) => AttemptView[] = onceEach(attemptsOf)

/** All calls of a trace, in order of their start. Here, too, a part of a trace has gaps. */
export const calls: (trace: Trace) => CallView[] = onceEach(callsOf)

/** A query that is made once a trace, as every judge asks the same of it. Each gets a list of its own. */
function onceEach<View>(query: (trace: Trace) => readonly View[]): (trace: Trace) => View[] {
  const known = new WeakMap<Trace, readonly View[]>()
  return (trace) => {
    const views = known.get(trace) ?? query(trace)
    known.set(trace, views)
    return [...views]
  }
}

function attemptsOf(trace: Trace): AttemptView[] {
  const views: Mutable<AttemptView>[] = []
  trace.events.forEach((event, at) => {
    if (event.kind === 'attempt-created') {
      views[event.attempt] = { ...UNSEEN, ...picked(event), startMs: event.t, createdAt: at }
      return
    }
    if (!('attempt' in event) || event.attempt === null) return
    const view = views[event.attempt]
    if (view === undefined) return
    switch (event.kind) {
      case 'attempt-received': {
        const { model, stream, key, idempotencyKey, body, step, fault, faulty, errorType, quietMs } = event
        Object.assign(view, { model, stream, key, idempotencyKey, body, step, fault, faulty, errorType, quietMs })
        Object.assign(view, { received: true, receivedAt: at })
        break
      }
      case 'attempt-connecting':
        Object.assign(view, { step: event.step, fault: event.fault, quietMs: event.quietMs, faulty: true })
        break
      case 'answer-headers':
        Object.assign(view, {
          status: event.status,
          requestId: event.requestId,
          hints: event.hints,
          headersMs: event.t,
          headersAt: at,
        })
        break
      case 'answer-body':
        view.bodyStarted = true
        break
      case 'answer-ended':
        Object.assign(view, { complete: true, endMs: event.t, endedAt: at, endedBy: 'service' })
        break
      case 'attempt-failed':
        Object.assign(view, { error: event.error, clientTimers: event.clientTimers })
        Object.assign(view, { endMs: event.t, endedAt: at, endedBy: event.by })
        break
      case 'unexpected-host':
        Object.assign(view, { fault: UNEXPECTED_HOST, faulty: true })
        break
    }
  })
  return Object.values(views)
}

function callsOf(trace: Trace): CallView[] {
  // A request to a host that isn't the service's is no attempt at the call's request.
  const served = attempts(trace).filter(({ fault }) => fault !== UNEXPECTED_HOST)
  const byCall = Map.groupBy(served, (attempt) => attempt.call)
  const views: Mutable<CallView>[] = []
  trace.events.forEach((event, at) => {
    if (event.kind === 'call-started') {
      const { call, healed } = event
      views[call] = { ...UNSETTLED, call, healed, startMs: event.t, startedAt: at, attempts: byCall.get(call) ?? [] }
    } else if (event.kind === 'call-aborted') {
      Object.assign(views[event.call]!, { abortedMs: event.t, abortedAt: at })
    } else if (event.kind === 'call-ended') {
      const { outcome, value, error } = event
      Object.assign(views[event.call]!, { outcome, value, error, endMs: event.t, endedAt: at })
    }
  })
  return Object.values(views)
}

/**
 * The waits of a call, between each two attempts that follow each other. An attempt that was created before the one
 * before it had failed (a hedge) has no wait.
 */
export function waits(call: CallView): Wait[] {
  return call.attempts.slice(1).flatMap((after, retryIndex) => {
    const before = call.attempts[retryIndex]!
    const visibleMs = failureVisibleMs(before)
    const visibleAt = failureVisibleAt(before)
    if (visibleMs === null || visibleAt === null || visibleAt > after.createdAt) return []
    return [{ retryIndex, waitMs: after.startMs - visibleMs, before, after }]
  })
}

/**
 * When a failure became visible to the client: with the status for an answer that is an error by its status, with its
 * end for every other.
 */
export function failureVisibleMs(attempt: AttemptView): number | null {
  if (attempt.status !== null && attempt.status >= 400) return attempt.headersMs
  return attempt.endMs
}

/** The place in `trace.events` where a failure became visible to the client. */
export function failureVisibleAt(attempt: AttemptView): number | null {
  if (attempt.status !== null && attempt.status >= 400) return attempt.headersAt
  return attempt.endedAt
}

const UNEXPECTED_HOST = 'unexpected host'

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] }

function picked(event: { attempt: number; call: number | null; method: string; url: string }) {
  return { attempt: event.attempt, call: event.call, method: event.method, url: event.url }
}

const UNSEEN = {
  endMs: null,
  endedAt: null,
  endedBy: null,
  received: false,
  receivedAt: null,
  model: null,
  stream: false,
  key: null,
  idempotencyKey: null,
  body: '',
  step: null,
  fault: null,
  faulty: false,
  errorType: null,
  quietMs: 0,
  status: null,
  requestId: null,
  hints: {},
  headersMs: null,
  headersAt: null,
  bodyStarted: false,
  complete: false,
  error: null,
  clientTimers: 0,
} as const

const UNSETTLED = {
  endMs: null,
  endedAt: null,
  outcome: 'unsettled',
  value: null,
  error: null,
  abortedMs: null,
  abortedAt: null,
} as const
