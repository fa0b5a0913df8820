/** What the wire asks of the drill: who may be reached, what a request is answered with, and what to write down. */
import type { IncomingMessage } from 'node:http'
import type { Act } from '../fault/answer.ts'
import type { EndedBy, Refusal } from '../trace/event.ts'

/**
 * What becomes of a connection to a host: `serve` plays the service; `stub` answers 200 with `{}`; `refuse` refuses it
 * as a closed port does; `through` lets it out to the real host; `unexpected` refuses it, and the drill fails.
 */
export type Route = 'serve' | 'stub' | 'refuse' | 'through' | 'unexpected'

/** The far end of a connection. */
export interface Target {
  readonly host: string
  readonly port: number
}

/** One request, read to its end. */
export interface WireRequest {
  readonly attempt: number
  readonly method: string
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

/** What the wire tells a drill, and what it asks of it. */
export interface WireHost {
  route(target: Target): Route
  /** A request was created; gives its number, or null when the drill takes no more. */
  attemptCreated(created: { method: string; url: string; call: number | null }): number | null
  /** A request has come in whole: gives the acts that answer it. */
  answer(request: WireRequest): readonly Act[]
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
