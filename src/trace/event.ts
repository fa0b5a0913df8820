/** What happened, as one ordered list of the wire, the caller, and time. Plain JSON; events are ordered by their place. */

/** An error as data: what a caller can learn from it, without the object. */
export interface ErrorRecord {
  readonly name: string
  readonly message: string
  readonly status: number | null
  readonly code: string | null
  readonly requestId: string | null
  /** What stands behind it: `cause`, `errors`, `lastError`…, outermost first. */
  readonly causes: readonly ErrorRecord[]
}

/** How a call ended, as its caller saw it. */
export type Outcome = 'value' | 'error' | 'aborted' | 'unsettled'

/** Who ended an attempt before the service's answer was complete. */
export type EndedBy = 'service' | 'client' | 'runtime'

/** Why a connection is refused: a host that nobody expected, or a protocol that can't be drilled. */
export type Refusal = 'unexpected' | 'http2' | 'websocket' | 'not-http' | 'datagram'

/** A limit of the drill: what it bounds. The first four are the client's doing, `wall` is the harness's. */
export type LimitKind = 'attempts' | 'calls' | 'timers' | 'virtual-time' | 'wall-time'

/** One event. `t` is virtual milliseconds since the drill began; ties are normal, so order by place, never by `t`. */
export type TraceEvent =
  | { readonly kind: 'call-started'; readonly t: number; readonly call: number; readonly healed: boolean }
  /** The client created a request: the moment that waits are measured to. */
  | {
      readonly kind: 'attempt-created'
      readonly t: number
      readonly attempt: number
      readonly call: number | null
      readonly method: string
      readonly url: string
    }
  /** The request reached the service whole. */
  | {
      readonly kind: 'attempt-received'
      readonly t: number
      readonly attempt: number
      readonly model: string | null
      readonly stream: boolean
      readonly key: string | null
      readonly idempotencyKey: string | null
      /** The body, made comparable: parsed and re-printed, multipart boundaries evened out. */
      readonly body: string
      /** The step of the script that answered, as a path such as `script[0].during[1]`, or `healthy tail`. */
      readonly step: string
      /** The fault in the words of the DSL, such as `api.internalError()`. */
      readonly fault: string
      readonly faulty: boolean
      /** The type or code that the error's envelope was made to bear; null for the dialect's own. */
      readonly errorType: string | null
      /** The longest time for which the answer is silent by its own plan; null: it falls silent for good. */
      readonly quietMs: number | null
    }
  /** The connection that the request needs has a fate of its own, by a step of the script. */
  | {
      readonly kind: 'attempt-connecting'
      readonly t: number
      readonly attempt: number
      readonly step: string
      readonly fault: string
      /** How long nothing is heard of the connection; null: for good. */
      readonly quietMs: number | null
    }
  /** The client read the status page. */
  | {
      readonly kind: 'status-page'
      readonly t: number
      readonly call: number | null
      readonly url: string
      /** What it said; null for what it doesn't have. */
      readonly indicator: string | null
    }
  /** Status and headers went out. `hints` holds what tells a client when to come back, as sent. */
  | {
      readonly kind: 'answer-headers'
      readonly t: number
      readonly attempt: number
      readonly status: number
      readonly requestId: string | null
      readonly hints: Readonly<Record<string, readonly string[]>>
    }
  /** The first bytes of the body went out. */
  | { readonly kind: 'answer-body'; readonly t: number; readonly attempt: number }
  /** The answer was complete. */
  | { readonly kind: 'answer-ended'; readonly t: number; readonly attempt: number }
  /**
   * The attempt ended without a complete answer: by the service (a reset), by the client (its own time-out, an abort),
   * or by the runtime (undici's `UND_ERR_*_TIMEOUT`).
   */
  | {
      readonly kind: 'attempt-failed'
      readonly t: number
      readonly attempt: number
      readonly by: EndedBy
      readonly error: ErrorRecord | null
      /** How many timers of the client's own were pending for this call at that moment. */
      readonly clientTimers: number
    }
  /** The caller gave up: `call.signal` aborted. */
  | { readonly kind: 'call-aborted'; readonly t: number; readonly call: number }
  | {
      readonly kind: 'call-ended'
      readonly t: number
      readonly call: number
      readonly outcome: 'value' | 'error' | 'aborted'
      /** The value as JSON, cut to 4,000 characters; null when there is none. */
      readonly value: string | null
      readonly error: ErrorRecord | null
    }
  /** What was still standing after a call had ended and the process was still. */
  | {
      readonly kind: 'census'
      readonly t: number
      readonly call: number
      readonly clientTimers: number
      readonly sockets: number
    }
  /** A record that the client sent to one of the call's sinks. */
  | {
      readonly kind: 'log'
      readonly t: number
      readonly call: number | null
      readonly record: string
      /** Whether it was handed to the call's sink, or written to the console. */
      readonly to: 'sink' | 'console'
    }
  | { readonly kind: 'alert'; readonly t: number; readonly call: number | null; readonly record: string }
  | { readonly kind: 'effect'; readonly t: number; readonly call: number | null; readonly id: string }
  /** A text that the client shows to a person. */
  | { readonly kind: 'shown'; readonly t: number; readonly call: number | null; readonly text: string }
  /** A layer of the client's own (its retry loop, its queue) makes an attempt, whatever lies below makes of it. */
  | { readonly kind: 'layer'; readonly t: number; readonly call: number | null; readonly layer: string }
  /** Work that is put aside for later, and work that was done after all. */
  | { readonly kind: 'queued'; readonly t: number; readonly call: number | null; readonly id: string }
  | { readonly kind: 'drained'; readonly t: number; readonly call: number | null; readonly id: string }
  /** An exception or a rejection that nobody caught. */
  | {
      readonly kind: 'unhandled'
      readonly t: number
      readonly call: number | null
      readonly what: 'rejection' | 'exception'
      readonly error: ErrorRecord
    }
  /** A connection to a host that the drill neither plays nor was told about: refused, and the drill fails. */
  | {
      readonly kind: 'unexpected-host'
      readonly t: number
      readonly call: number | null
      readonly attempt: number | null
      readonly host: string
      readonly why: Refusal
      readonly message: string
    }
  /** No timer is set, nothing is under way, and these calls are still open: nothing is left to wake them. */
  | { readonly kind: 'dead-silence'; readonly t: number; readonly calls: readonly number[] }
  | {
      readonly kind: 'limit-reached'
      readonly t: number
      readonly limit: LimitKind
      readonly value: number
      readonly call: number | null
    }

/** The limit that a drill ran into, or null. */
export interface LimitReached {
  readonly limit: LimitKind
  readonly value: number
}
