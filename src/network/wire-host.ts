/** What the wire asks of the drill: who may be reached, what a request is answered with, and what to write down. */
import type { IncomingMessage } from 'node:http'
import type { Act, Headers } from '../fault/answer.ts'
import type { Handshake } from '../fault/handshake.ts'
import type { EndedBy, Refusal } from '../trace/event.ts'

/**
 * What becomes of a connection to a host: `serve` plays the service; `stub` answers 200 with `{}`; `page` answers with what
 * the drill has for it, such as a status page; `refuse` refuses it as a closed port does; `through` lets it out to the real host; `unexpected` refuses it, and the drill fails.
 */
export type Route = 'serve' | 'stub' | 'page' | 'refuse' | 'through' | 'unexpected'

/** The far end of a connection. */
export interface Target {
  readonly host: string
  readonly port: number
}

/** A request that was created. */
export interface Created {
  readonly attempt: number
  readonly handshake: Handshake | null
}

/** One request, read to its end. */
export interface WireRequest {
  readonly attempt: number
  readonly method: string
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
  /** True when its connection has carried a request before. */
  readonly reused: boolean
}

/** A request to a host beside the service. */
export interface PageRequest {
  readonly method: string
  readonly url: string
  readonly headers: IncomingMessage['headers']
  /** The call that opened the connection; null when none did. */
  readonly call: number | null
}

/** What a host beside the service answers. */
export interface PageAnswer {
  readonly status: number
  readonly headers: Headers
  readonly body: string
}

/** What the wire tells a drill, and what it asks of it. */
export interface WireHost {
  route(target: Target): Route
  /**
   * A request was created; gives its number, and what becomes of the connection that it needs when that is not simply to
   * stand. Null when the drill takes no more.
   */
  attemptCreated(created: { method: string; url: string; call: number | null }): Created | null
  /** The connection that an attempt needed stands, or has failed with this error, which the client sees now. */
  handshakeEnded(attempt: number, error: Error | null): void
  /** A request has come in whole: gives the acts that answer it. */
  answer(request: WireRequest): readonly Act[]
  /** A request to a host of the route `page` has come in: gives its answer. It is no attempt. */
  page(request: PageRequest): PageAnswer
  /** Status and headers are about to go out. */
  headersSent(attempt: number, status: number, headers: readonly (readonly [string, string])[]): void
  bodyStarted(attempt: number): void
  answerEnded(attempt: number): void
  /** The attempt ended without a complete answer. Only the first such word on an attempt counts. */
  attemptFailed(attempt: number, by: EndedBy, error: unknown): void
  /** A connection to a host that nobody expected, or of a kind that can't be drilled; gives the error for the client. */
  refused(target: Target, why: Refusal, call: number | null): Error
  /** Lets virtual time pass, as far as the drill goes on. */
  wait(delayMs: number): Promise<void>
  /** Resolves a request through the user's MSW handlers of this name. */
  handlersAnswer(name: string, request: WireRequest): Promise<HandlersAnswer>
  stirred(): void
}

/** What a user's handlers made of a request. */
export interface HandlersAnswer {
  readonly status: number
  readonly headers: readonly (readonly [string, string])[]
  readonly body: ReadableStream<Uint8Array> | null
}
