/** The desk where the wire asks: the service decides what a request gets, and the recorder writes it down. */
import { type Act, longestQuietMs } from '../fault/answer.ts'
import type { ServiceRequest } from '../fault/request.ts'
import { toldErrorType } from '../fault/status.ts'
import { answerByHandlers, type RequestHandler } from '../network/handlers.ts'
import type {
  Created,
  HandlersAnswer,
  PageAnswer,
  PageRequest,
  Route,
  Target,
  WireHost,
  WireRequest,
} from '../network/wire-host.ts'
import type { StatusPage } from '../scenario/step.ts'
import { type Reserved, reserve, type Served, type ServeOptions, serve, serveAfterHandshake } from '../service/serve.ts'
import type { ServiceState } from '../service/state.ts'
import { pageSays } from '../service/status-page.ts'
import type { EndedBy, Refusal } from '../trace/event.ts'
import { canonicalBody } from './canonical-body.ts'
import { describeError } from './describe.ts'
import type { Dialects } from './dialects.ts'
import { hintsIn } from './hints.ts'
import type { HostRules } from './host-rules.ts'
import type { KeyRing } from './key-ring.ts'
import { readRequest } from './read-request.ts'
import type { Recorder } from './recorder.ts'
import { refusalSentence } from './refusal.ts'

/** What the desk needs of its drill. */
export interface DeskOptions {
  readonly initial: ServiceState
  readonly seed: number
  /** Milliseconds since 1970 at drill time 0. */
  readonly epochMs: () => number
  readonly dialects: Dialects
  readonly pages: readonly StatusPage[]
  readonly hosts: HostRules
  readonly keys: KeyRing
  readonly recorder: Recorder
  readonly handlers: Readonly<Record<string, readonly RequestHandler[]>>
  readonly attemptsMax: number
  readonly nowMs: () => number
  readonly wait: (delayMs: number) => Promise<void>
  readonly stirred: () => void
  /** How many timers of the client's own are pending for a call. */
  readonly clientTimerCount: (call: number | null) => number
  readonly onAttemptLimit: (call: number | null) => void
}

interface OpenAttempt {
  readonly call: number | null
  readonly host: string
  /** The connection fault whose turn this attempt has taken; `stands` once its connection does. */
  reserved: (Reserved & { stands: boolean }) | null
  received: boolean
  ended: boolean
}

/** One drill's answers to its wire. */
export class Desk implements WireHost {
  readonly #options: DeskOptions
  readonly #attempts: OpenAttempt[] = []
  readonly #attemptsOfCall = new Map<number | null, number>()
  #state: ServiceState
  #servedCount = 0

  constructor(options: DeskOptions) {
    this.#options = options
    this.#state = options.initial
  }

  /** Where the service stands. */
  get state(): ServiceState {
    return this.#state
  }

  /** How many requests the service has answered. */
  get servedCount(): number {
    return this.#servedCount
  }

  route(target: Target): Route {
    return this.#options.hosts.route(target)
  }

  attemptCreated({ method, url, call }: { method: string; url: string; call: number | null }): Created | null {
    const { recorder, keys, attemptsMax, onAttemptLimit } = this.#options
    const count = (this.#attemptsOfCall.get(call) ?? 0) + 1
    if (count > attemptsMax) {
      onAttemptLimit(call)
      return null
    }
    this.#attemptsOfCall.set(call, count)
    const attempt = this.#attempts.length
    const open: OpenAttempt = { call, host: hostOf(url), reserved: null, received: false, ended: false }
    this.#attempts.push(open)
    const address = keys.readUrl(url)
    recorder.record({ kind: 'attempt-created', attempt, call, method, url: address.url })
    return { attempt, handshake: this.#reserve(attempt, open, method, address) }
  }

  handshakeEnded(attempt: number, error: Error | null): void {
    const reserved = this.#attempts[attempt]?.reserved
    if (reserved && error === null) reserved.stands = true
    if (error !== null) this.attemptFailed(attempt, 'service', error)
  }

  page({ url, call }: PageRequest): PageAnswer {
    const { pages, keys, recorder, nowMs, epochMs } = this.#options
    const address = keys.readUrl(url).url
    const { host, pathname } = new URL(address)
    const page = pages.find((one) => one.host === host)
    if (page === undefined) return { status: 404, headers: [], body: '' }
    const says = pageSays(page, pathname, nowMs(), epochMs())
    recorder.record({ kind: 'status-page', call, url: address, indicator: says.indicator })
    return says
  }

  answer(request: WireRequest): readonly Act[] {
    const { keys, dialects, recorder } = this.#options
    const attempt = this.#attempts[request.attempt]
    if (attempt === undefined) return [{ act: 'reset' }]
    attempt.received = true
    this.#servedCount++
    const seen = readRequest(request, attempt.call, dialects, keys)
    const served = this.#serve(attempt, seen)
    this.#state = served.state
    recorder.record({
      kind: 'attempt-received',
      attempt: request.attempt,
      model: seen.model,
      stream: seen.stream,
      key: seen.key,
      idempotencyKey: seen.headers['idempotency-key'] ?? null,
      body: canonicalBody(seen.body, seen.headers['content-type'] ?? ''),
      step: served.step,
      fault: served.label,
      faulty: served.faulty,
      errorType: served.fault.kind === 'status' ? toldErrorType(served.fault) : null,
      quietMs: longestQuietMs(served.answer),
    })
    return served.answer
  }

  /** The answer to a request; one whose connection had a fate of its own has taken its turn already. */
  #serve({ reserved, host }: OpenAttempt, request: ServiceRequest): Served {
    const { nowMs } = this.#options
    const options = this.#serving(host)
    if (reserved === null) return serve(this.#state, request, nowMs(), options)
    if (reserved.stands) return { ...reserved, ...serveAfterHandshake(this.#state, request, nowMs(), options) }
    // It went out on another connection than the one that was to fail: that one goes down, too.
    return { ...reserved, state: this.#state, answer: [{ act: 'reset' }], faulty: true }
  }

  /** Asks the service what becomes of the connection, by all that is known of a request before it is sent. */
  #reserve(attempt: number, open: OpenAttempt, method: string, { url, key }: { url: string; key: string | null }) {
    const { recorder, nowMs } = this.#options
    if (!URL.canParse(url)) return null
    const { host, pathname } = new URL(url)
    const known = { method, url, host, path: pathname, headers: {}, body: '', key, call: open.call }
    const request = { ...known, model: null, stream: false, reused: false }
    const reserved = reserve(this.#state, request, nowMs(), this.#serving(open.host))
    if (reserved === null) return null
    this.#state = reserved.state
    open.reserved = { ...reserved, stands: false }
    const { step, label, handshake } = reserved
    const quietMs = handshake.kind === 'unreachable' ? null : handshake.delayMs
    recorder.record({ kind: 'attempt-connecting', attempt, step, fault: label, quietMs })
    return handshake
  }

  #serving(host: string): ServeOptions {
    const { seed, epochMs, dialects } = this.#options
    return { seed, epochMs: epochMs(), dialect: dialects.of(host), names: dialects.main }
  }

  headersSent(attempt: number, status: number, headers: readonly (readonly [string, string])[]): void {
    const { recorder, dialects } = this.#options
    const { requestIdHeader } = dialects.of(this.#attempts[attempt]?.host ?? '')
    const requestId = headers.find(([name]) => name.toLowerCase() === requestIdHeader)?.[1] ?? null
    recorder.record({ kind: 'answer-headers', attempt, status, requestId, hints: hintsIn(headers) })
  }

  bodyStarted(attempt: number): void {
    this.#options.recorder.record({ kind: 'answer-body', attempt })
  }

  answerEnded(attempt: number): void {
    if (this.#end(attempt)) this.#options.recorder.record({ kind: 'answer-ended', attempt })
  }

  attemptFailed(attempt: number, by: EndedBy, error: unknown): void {
    const open = this.#end(attempt)
    if (open === undefined) return
    this.#options.recorder.record({
      kind: 'attempt-failed',
      attempt,
      by,
      error: error === null || error === undefined ? null : describeError(error),
      clientTimers: this.#options.clientTimerCount(open.call),
    })
  }

  refused(target: Target, why: Refusal, call: number | null): Error {
    const message = refusalSentence(target, why, call)
    const host = `${target.host}:${target.port}`
    const attempt = this.#attempts.findIndex(
      (one) => !one.received && !one.ended && one.call === call && one.host === target.host,
    )
    this.#options.recorder.record({
      kind: 'unexpected-host',
      call,
      attempt: attempt < 0 ? null : attempt,
      host,
      why,
      message,
    })
    return Object.assign(new Error(message), { code: 'ECONNREFUSED', errno: -111, syscall: 'connect' })
  }

  wait(delayMs: number): Promise<void> {
    return this.#options.wait(delayMs)
  }

  handlersAnswer(name: string, request: WireRequest): Promise<HandlersAnswer> {
    return answerByHandlers(this.#options.handlers[name] ?? [], name, request)
  }

  stirred(): void {
    this.#options.stirred()
  }

  /** An attempt ends once: whoever says so first has it. */
  #end(attempt: number): OpenAttempt | undefined {
    const open = this.#attempts[attempt]
    if (open === undefined || open.ended) return undefined
    open.ended = true
    return open
  }
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : url
}
