/** A small client that keeps the rules, and takes a wrong habit in the place of a right one: one for each trap. */
import type { Call } from 'firedrill'

/** What the client does at each turn. What it does by default keeps the rules. */
export interface Habits {
  readonly api: 'anthropic' | 'openai'
  readonly stream: boolean
  /** The chain: each model is tried twice, the last one for as long as there are retries. */
  readonly models: readonly string[]
  readonly retries: number
  readonly isTransient: (error: unknown) => boolean
  /** Whether the failure of this attempt, 0 being the first, sets the count of retries back. */
  readonly startsOver: (error: unknown, attempt: number) => boolean
  /** The wait before a retry; null for none, and no retry. */
  readonly waitMs: (retry: number, hint: string | null) => number | null
  readonly pause: (milliseconds: number, signal: AbortSignal) => Promise<void>
  /** Whether the time-out of an attempt covers its body. */
  readonly timesBody: boolean
  /** The longest that a call may take. */
  readonly totalMs: number | null
  readonly whole: (text: string) => string
  readonly streamed: (events: readonly StreamEvent[]) => string
}

/** A part of a stream, as far as the client looks into it. */
export interface StreamEvent {
  readonly type: string
  readonly delta?: { readonly text?: string; readonly partial_json?: string }
}

/** An answer with an error's status. */
export class ApiError extends Error {
  readonly status: number
  readonly requestId: string | null
  readonly hint: string | null

  constructor({ status, headers }: Response) {
    super(`the API answered ${status}`)
    this.status = status
    this.requestId = headers.get('request-id') ?? headers.get('x-request-id')
    this.hint = headers.get('retry-after')
  }
}

/** An answer that isn't one: cut, or an error's body under a 200. */
export class NoAnswer extends Error {}

/** What the client declares: its habits as promises. */
export const PROMISES = { retries: 3, jitter: 'proportional', attemptTime: '30s' } as const

const RIGHT: Habits = {
  api: 'anthropic',
  stream: false,
  models: ['claude-opus-4-7'],
  retries: PROMISES.retries,
  isTransient,
  startsOver: () => false,
  waitMs,
  pause,
  timesBody: true,
  totalMs: null,
  whole: wholeText,
  streamed: streamedText,
}

/** One request: what it is to be, and the answer in words. */
export type Send = (model: string, signal: AbortSignal, habits: Habits) => Promise<string>

/** The call of a client with these habits. */
export function asking(
  habits: Partial<Habits> = {},
  send: Send = attempt,
): (call: Pick<Call, 'signal'>) => Promise<string> {
  const has = { ...RIGHT, ...habits }
  return async (call) => {
    const ends = has.totalMs === null ? [] : [AbortSignal.timeout(has.totalMs)]
    const signal = AbortSignal.any([call.signal, ...ends])
    for (let sent = 0, retry = 0; ; sent++, retry++) {
      try {
        const model = has.models[Math.min(Math.floor(sent / 2), has.models.length - 1)]
        return await send(model ?? '', signal, has)
      } catch (error) {
        if (has.startsOver(error, sent)) retry = 0
        if (retry >= has.retries || !has.isTransient(error)) throw error
        const milliseconds = has.waitMs(retry, error instanceof ApiError ? error.hint : null)
        if (milliseconds === null) throw error
        await has.pause(milliseconds, signal)
      }
    }
  }
}

/** Statuses that pass, broken connections, answers that came in part or not in time; never what the caller ended. */
export function isTransient(error: unknown): boolean {
  const { status, name } = error as { status?: unknown; name?: unknown }
  if (typeof status === 'number') return status === 408 || status === 429 || status >= 500
  return error instanceof NoAnswer || error instanceof TypeError || name === 'TimeoutError'
}

/** 1 s, 2 s, 4 s, a quarter of it by chance; a hint that can be read and obeyed comes before that. */
export function waitMs(retry: number, hint: string | null): number | null {
  const backoffMs = 1000 * 2 ** retry * (1 - Math.random() / 4)
  const hintMs = Number(hint ?? '') * 1000 || Date.parse(hint ?? '') - Date.now()
  if (!(hintMs > 0)) return backoffMs
  return hintMs > 60_000 ? null : Math.max(hintMs, backoffMs)
}

/** One request over fetch. */
export async function attempt(
  model: string,
  signal: AbortSignal,
  { api, stream, timesBody, whole, streamed }: Habits,
): Promise<string> {
  const timeout = new AbortController()
  const timer = setTimeout(() => timeout.abort(new DOMException('30 s are over', 'TimeoutError')), 30_000)
  try {
    const response = await fetch(URLS[api], {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': 'sk-small' },
      body: JSON.stringify({ model, max_tokens: 64, stream, messages: [{ role: 'user', content: 'Hello' }] }),
      signal: AbortSignal.any([signal, timeout.signal]),
    })
    if (!timesBody) clearTimeout(timer)
    const text = await response.text()
    if (!response.ok) throw new ApiError(response)
    return stream ? streamed(eventsOf(text)) : whole(text)
  } finally {
    clearTimeout(timer)
  }
}

function eventsOf(text: string): StreamEvent[] {
  return text.split('\n\n').flatMap((event) => {
    const data = /^data: (.*)$/m.exec(event)?.[1]
    return data === undefined ? [] : [JSON.parse(data) as StreamEvent]
  })
}

function streamedText(events: readonly StreamEvent[]): string {
  if (events.at(-1)?.type !== 'message_stop') throw new NoAnswer('the stream did not end well')
  return joined(events)
}

/** All that was said, whether or not it was all. */
export function joined(events: readonly StreamEvent[]): string {
  return events.map(({ delta }) => delta?.text ?? delta?.partial_json ?? '').join('')
}

function wholeText(text: string): string {
  const answer = JSON.parse(text) as { content?: [{ text: string }]; choices?: [{ message: { content: string } }] }
  const said = answer.content?.[0].text ?? answer.choices?.[0].message.content
  if (said === undefined) throw new NoAnswer('that is no message')
  return said
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer)
      reject(signal.reason)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', abort)
      resolve()
    }, milliseconds)
    if (signal.aborted) abort()
    else signal.addEventListener('abort', abort, { once: true })
  })
}

const URLS = {
  anthropic: 'https://api.anthropic.com/v1/messages',
  openai: 'https://api.openai.com/v1/chat/completions',
}
