/** The dialect of an API: how its answers, errors, headers and streams look, and how to read a request of its kind. */
import type { Answer, Headers } from '../fault/answer.ts'
import type { ServiceRequest } from '../fault/request.ts'
import type { StatusFault } from '../fault/status.ts'

/** A dialect by name and options: the part of a provider that goes into a scenario, as data. */
export interface ProviderData {
  readonly name: string
  /** The hosts that are this API, such as `api.anthropic.com`. Empty: every host that has no other meaning. */
  readonly hosts: readonly string[]
}

/**
 * What a true answer is about: a plain text; a call of the first tool that the request offers; or a text with characters
 * of several bytes, so that it can be cut inside one.
 */
export type Content = 'text' | 'tool-call' | 'wide-text'

/** What a dialect may draw on to answer: the time, and names that don't repeat. All of it comes from the seed. */
export interface AnswerContext {
  /** Virtual time as milliseconds since 1970: what the service's own clock shows. */
  readonly epochMs: number
  /** A random number in [0, 1) of this answer's own, by key. */
  readonly random: (key: string) => number
  /** Requests left in the current minute, and the limit, when one is in force. Left out when it is masked. */
  readonly rateLimit?: { readonly limit: number; readonly remaining: number; readonly resetEpochMs: number }
  /** What the answer shall be about. Default: `text`. */
  readonly content?: Content
}

/**
 * What a part of a streamed body is to a client: `opening` comes before anything that the model says; `token` is a piece
 * of its text; `tool-input` a piece of the JSON that a tool shall be called with; `ping` says nothing; `closing` follows
 * the last token; `terminator` is the last word of a stream, without which it is not complete.
 */
export type PartRole = 'opening' | 'token' | 'tool-input' | 'ping' | 'closing' | 'terminator'

/** One event of a streamed body, as it is sent, blank line included. */
export interface StreamPart {
  readonly text: string
  readonly role: PartRole
}

/** A true answer: a 200 with these headers and this body. */
export interface HealthyAnswer {
  readonly headers: Headers
  /** The body in one piece, or the events of a stream. */
  readonly body: string | readonly StreamPart[]
}

/** How many tokens a request costs. */
export interface TokenCount {
  readonly input: number
  readonly output: number
}

/** The ways in which a request can be one that never succeeds, however often it is sent. */
export type PoisonCheck = 'context-window' | 'tool-schema' | 'parameter' | 'image' | 'block-order'

/** What an API says of a request that it can't take. */
export interface Poisoning {
  readonly check: PoisonCheck
  readonly status: number
  readonly message: string
  /** The type or code in the error's envelope; left out, it is the one of the status. */
  readonly errorType?: string
}

/** How one API speaks. Users add their own in one file. */
export interface Dialect {
  /** In kebab-case. */
  readonly name: string
  /** The hosts when the scenario names none. */
  readonly hosts: readonly string[]
  /** The constructors of its faults by status, such as `internalError` → 500: they print and parse by these names. */
  readonly statuses: Readonly<Record<string, number>>
  /** Reads the model and the stream flag off a body and a path (with its query). */
  readRequest(body: string, path: string): { model: string | null; stream: boolean }
  /** The header names that carry a credential, in lower case. */
  readonly credentialHeaders: readonly string[]
  /** The answer to a fault with a status. What the fault says of `retry-after` and further headers is added to it. */
  statusAnswer(fault: StatusFault, request: ServiceRequest, context: AnswerContext): Answer
  /** The true answer to a request. */
  healthyAnswer(request: ServiceRequest, context: AnswerContext): HealthyAnswer
  /** The name of the header that identifies a request, such as `request-id`. */
  readonly requestIdHeader: string
  /** An error inside a stream that began as a 200, as one event. Default: the dialect's streams know none. */
  streamError?(error: { type: string; message: string }, request: ServiceRequest): string
  /** An event or a comment that says nothing and keeps a stream warm. Default: a comment, `: ping`. */
  readonly streamPing?: string
  /** What a request costs. Default: a token for every four characters of its body, and none for the answer. */
  countTokens?(request: ServiceRequest): TokenCount
  /** What is wrong with a request for good, as one of these checks finds it; null when it can be answered. */
  findPoison?(request: ServiceRequest, checks: readonly PoisonCheck[], contextTokens: number): Poisoning | null
}
