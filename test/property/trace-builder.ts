/** Builds small traces by telling what happened, in order, on a clock that only moves when told to. */
import { type ContractOptions, contract } from '../../src/contract/contract.ts'
import type { PropertyResult } from '../../src/property/property.ts'
import type { EndedBy, ErrorRecord, LimitKind, TraceEvent } from '../../src/trace/event.ts'
import type { Trace } from '../../src/trace/trace.ts'

/** What a request looks like; every part has a default. */
export interface RequestParts {
  method?: string
  url?: string
  model?: string | null
  stream?: boolean
  key?: string | null
  idempotencyKey?: string | null
  body?: string
  step?: string
  fault?: string
  faulty?: boolean
  errorType?: string | null
}

/** What an answer looks like: its status, and what else it carries. */
export interface AnswerParts {
  status: number
  hints?: Record<string, string | string[]>
  requestId?: string | null
}

/** The trace of what the script tells, for a client that declares these promises. */
export function traceOf(declared: ContractOptions, script: (t: Recorder) => void): Trace {
  const recorder = new Recorder()
  script(recorder)
  const limit = recorder.events.find((event) => event.kind === 'limit-reached')
  return {
    schemaVersion: 1,
    scenario: 'told',
    client: 'told',
    seed: 1,
    events: recorder.events,
    limit: limit === undefined ? null : { limit: limit.limit, value: limit.value },
    virtualMs: recorder.now,
    contract: contract(declared),
  }
}

/** The events that a result points to, such as `attempt-created 1` or `call-ended 0`. */
export function proof(trace: Trace, result: PropertyResult): string[] {
  return result.evidence.map((place) => {
    const event = trace.events[place]!
    if ('attempt' in event) return `${event.kind} ${event.attempt}`
    return 'call' in event ? `${event.kind} ${event.call}` : event.kind
  })
}

/** An error as the trace keeps it. */
export function errorOf(parts: Partial<ErrorRecord> = {}): ErrorRecord {
  return { name: 'Error', message: 'it failed', status: null, code: null, requestId: null, causes: [], ...parts }
}

/** Writes events down. Calls and attempts are numbered as they come; what is told goes to the call begun last. */
export class Recorder {
  readonly events: TraceEvent[] = []
  now = 0
  #calls = 0
  #attempts = 0
  #call = 0

  /** Lets time pass. */
  wait(milliseconds: number): void {
    this.now += milliseconds
  }

  /** A call begins. */
  call({ healed = false } = {}): number {
    this.#call = this.#calls++
    this.events.push({ kind: 'call-started', t: this.now, call: this.#call, healed })
    return this.#call
  }

  /** What follows happens in this call. */
  within(call: number): void {
    this.#call = call
  }

  /** The client creates a request; it reaches the service, which hasn't answered yet. */
  request(parts: RequestParts = {}): number {
    const attempt = this.create(parts)
    const { model = 'opus', stream = false, key = 'key#1', idempotencyKey = null, body = '{"prompt":"hello"}' } = parts
    const { fault = 'healthy()', faulty = fault !== 'healthy()' } = parts
    const { step = 'script[0]', errorType = null } = parts
    const quietMs = fault.startsWith('silence(') ? null : 0
    const received = { model, stream, key, idempotencyKey, body, step, fault, faulty, errorType, quietMs }
    this.events.push({ kind: 'attempt-received', t: this.now, attempt, ...received })
    return attempt
  }

  /** The client creates a request, which reaches nobody. */
  create({ method = 'POST', url = 'https://api.test/v1/messages' }: RequestParts = {}): number {
    const attempt = this.#attempts++
    this.events.push({ kind: 'attempt-created', t: this.now, attempt, call: this.#call, method, url })
    return attempt
  }

  /** The connection that a request needs has a fate of its own, of which nothing is heard. */
  connecting(attempt: number, fault: string): void {
    this.events.push({ kind: 'attempt-connecting', t: this.now, attempt, step: 'script[0]', fault, quietMs: null })
  }

  /** Status and headers go out. */
  headers(attempt: number, { status, hints = {}, requestId = null }: AnswerParts): void {
    const lists = Object.fromEntries(Object.entries(hints).map(([name, value]) => [name, [value].flat()]))
    this.events.push({ kind: 'answer-headers', t: this.now, attempt, status, requestId, hints: lists })
  }

  /** The first bytes of the body go out. */
  body(attempt: number): void {
    this.events.push({ kind: 'answer-body', t: this.now, attempt })
  }

  /** The whole answer goes out. */
  answer(attempt: number, answer: AnswerParts | number): void {
    this.headers(attempt, typeof answer === 'number' ? { status: answer } : answer)
    this.body(attempt)
    this.events.push({ kind: 'answer-ended', t: this.now, attempt })
  }

  /** A request that is answered at once; anything but 2xx is a fault. */
  attempt(answer: AnswerParts | number, parts: RequestParts = {}): number {
    const status = typeof answer === 'number' ? answer : answer.status
    const attempt = this.request({ ...(status >= 400 ? { fault: `status(${status})` } : {}), ...parts })
    this.answer(attempt, answer)
    return attempt
  }

  /** A request whose connection is reset at once. */
  reset(parts: RequestParts = {}): number {
    const attempt = this.request({ fault: 'reset()', ...parts })
    this.fail(attempt, 'service')
    return attempt
  }

  /** A request that the service leaves in silence. */
  silence(parts: RequestParts = {}): number {
    return this.request({ fault: 'silence()', ...parts })
  }

  /** The attempt ends without a complete answer. */
  fail(attempt: number, by: EndedBy, { clientTimers = 0, code = null as string | null } = {}): void {
    const error = errorOf({ name: 'TypeError', message: 'fetch failed', code })
    this.events.push({ kind: 'attempt-failed', t: this.now, attempt, by, error, clientTimers })
  }

  /** The caller gives up. */
  abort(): void {
    this.events.push({ kind: 'call-aborted', t: this.now, call: this.#call })
  }

  /** The call returns a value. */
  value(value = '"hello"'): void {
    this.events.push({ kind: 'call-ended', t: this.now, call: this.#call, outcome: 'value', value, error: null })
  }

  /** The call throws. */
  error(parts: Partial<ErrorRecord> = {}): void {
    const error = errorOf(parts)
    this.events.push({ kind: 'call-ended', t: this.now, call: this.#call, outcome: 'error', value: null, error })
  }

  /** The call throws what it owes an aborted caller. */
  aborted(): void {
    const error = errorOf({ name: 'AbortError' })
    this.events.push({ kind: 'call-ended', t: this.now, call: this.#call, outcome: 'aborted', value: null, error })
  }

  /** What is left standing. */
  census(clientTimers: number, sockets: number): void {
    this.events.push({ kind: 'census', t: this.now, call: this.#call, clientTimers, sockets })
  }

  /** Nobody caught it. */
  unhandled(what: 'rejection' | 'exception' = 'rejection'): void {
    this.events.push({ kind: 'unhandled', t: this.now, call: this.#call, what, error: errorOf() })
  }

  /** A host that nobody plays. */
  unexpectedHost(attempt: number | null = null): void {
    const message = 'Nobody plays telemetry.test.'
    const host = 'telemetry.test'
    this.events.push({
      kind: 'unexpected-host',
      why: 'unexpected',
      t: this.now,
      call: this.#call,
      attempt,
      host,
      message,
    })
  }

  /** Nothing is left to wake the call. */
  deadSilence(): void {
    this.events.push({ kind: 'dead-silence', t: this.now, calls: [this.#call] })
  }

  /** The drill stops. */
  limit(limit: LimitKind, value: number, call: number | null = this.#call): void {
    this.events.push({ kind: 'limit-reached', t: this.now, limit, value, call })
  }

  /** An answer begins, and is cut in its body. */
  cut(parts: RequestParts = {}): number {
    const attempt = this.request({ fault: "reset({ at: 'body' })", ...parts })
    this.headers(attempt, { status: 200 })
    this.body(attempt)
    this.fail(attempt, 'service')
    return attempt
  }

  /** The client writes a record. */
  log(record: string, to: 'sink' | 'console' = 'sink'): void {
    this.events.push({ kind: 'log', t: this.now, call: this.#call, record, to })
  }

  /** The client raises an alert. */
  alert(record = 'the API is down'): void {
    this.events.push({ kind: 'alert', t: this.now, call: this.#call, record })
  }

  /** The client carries out an effect. */
  effect(id: string): void {
    this.events.push({ kind: 'effect', t: this.now, call: this.#call, id })
  }

  /** The client shows a text to a person. */
  show(text: string): void {
    this.events.push({ kind: 'shown', t: this.now, call: this.#call, text })
  }

  /** A layer of the client makes an attempt. */
  layer(layer: string): void {
    this.events.push({ kind: 'layer', t: this.now, call: this.#call, layer })
  }

  /** The client puts work aside. */
  queue(id: string): void {
    this.events.push({ kind: 'queued', t: this.now, call: this.#call, id })
  }

  /** The client has done work that it had put aside. */
  drained(id: string): void {
    this.events.push({ kind: 'drained', t: this.now, call: this.#call, id })
  }
}
