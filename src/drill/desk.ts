/** The desk where the wire asks: the service decides what a request gets, and the recorder writes it down. */
import type { Act } from '../fault/answer.ts'
import type { ServiceRequest } from '../fault/request.ts'
import { answerByHandlers, type RequestHandler } from '../network/handlers.ts'
import type { Created, HandlersAnswer, Route, Target, WireHost, WireRequest } from '../network/wire-host.ts'
import type { Dialect } from '../provider/provider.ts'
import { type ServeOptions, serve } from '../service/serve.ts'
import type { ServiceState } from '../service/state.ts'
import type { EndedBy, Refusal } from '../trace/event.ts'
import { canonicalBody } from './canonical-body.ts'
import { describeError } from './describe.ts'
import type { HostRules } from './host-rules.ts'
import type { KeyRing } from './key-ring.ts'
import type { Recorder } from './recorder.ts'

/** What the desk needs of its drill. */
export interface DeskOptions {
  readonly initial: ServiceState
  readonly serving: () => ServeOptions
  readonly dialect: Dialect
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
  received: boolean
  ended: boolean
}

/** Hints that tell a client when to come back, and the date that they count from. */
const HINTS = new Set(['retry-after', 'retry-after-ms', 'x-should-retry', 'date'])

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
    this.#attempts.push({ call, host: hostOf(url), received: false, ended: false })
    recorder.record({ kind: 'attempt-created', attempt, call, method, url: keys.readUrl(url).url })
    return { attempt, handshake: null }
  }

  handshakeEnded(attempt: number, error: Error | null): void {
    if (error !== null) this.attemptFailed(attempt, 'service', error)
  }

  answer(request: WireRequest): readonly Act[] {
    const { keys, serving, dialect, recorder, nowMs } = this.#options
    const attempt = this.#attempts[request.attempt]
    if (attempt === undefined) return [{ act: 'reset' }]
    attempt.received = true
    this.#servedCount++
    const seen = readRequest(request, attempt.call, dialect, keys)
    const served = serve(this.#state, seen, nowMs(), serving())
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
    })
    return served.answer
  }

  headersSent(attempt: number, status: number, headers: readonly (readonly [string, string])[]): void {
    const { recorder, dialect } = this.#options
    const lower = headers.map(([name, value]) => [name.toLowerCase(), value] as const)
    const requestId = lower.find(([name]) => name === dialect.requestIdHeader)?.[1] ?? null
    const hints: Record<string, string[]> = {}
    for (const [name, value] of lower) {
      if (HINTS.has(name)) hints[name] = [...(hints[name] ?? []), value]
    }
    recorder.record({ kind: 'answer-headers', attempt, status, requestId, hints })
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

function readRequest(request: WireRequest, call: number | null, dialect: Dialect, keys: KeyRing): ServiceRequest {
  const safe = keys.readHeaders(request.headers)
  const address = keys.readUrl(request.url)
  const { host, pathname, search } = new URL(address.url)
  const body = request.body.toString('utf8')
  return {
    method: request.method,
    url: address.url,
    host,
    path: pathname,
    headers: safe.headers,
    body,
    key: safe.key ?? address.key,
    call,
    reused: request.reused,
    ...dialect.readRequest(body, pathname + search),
  }
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : url
}

function refusalSentence({ host, port }: Target, why: Refusal, call: number | null): string {
  const who = call === null ? 'the client' : `call ${call}`
  const rule = `Add hosts: { '${host}': 'stub' | 'refuse' | 'through' } to the client, or the host to the scenario's provider`
  switch (why) {
    case 'unexpected':
      return `Failed to connect ${who} to ${host}:${port}: a drill lets nothing out, and this host is not the scenario's. ${rule}.`
    case 'http2':
      return `Failed to connect ${who} to ${host}:${port}: a bare HTTP/2 session can't be drilled. Let the client negotiate HTTP/1.1, or let the host through.`
    case 'websocket':
      return `Failed to connect ${who} to ${host}:${port}: a WebSocket can't be drilled. ${rule}.`
    case 'not-http':
      return `Failed to serve ${who} at ${host}:${port}: what it sent is not HTTP. ${rule}.`
    case 'datagram':
      return `Failed to send a datagram of ${who} to ${host}:${port}: a drill lets nothing out. ${rule}.`
  }
}
