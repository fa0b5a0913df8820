/** The right parts of a client, a few for each rule: a wrong client is made of them, and of one that it does its own way. */
import type { Call, ContractOptions } from 'firedrill'
import { ApiError, NoAnswer, passes, waitMs } from './errors.ts'

/** What a client of these parts declares. */
export const PROMISES = { retries: 3, jitter: 'proportional', attemptTime: '30s' } as const satisfies ContractOptions

/** How long an attempt may take, body included. */
export const ATTEMPT_MS = 30_000

export const MESSAGES_URL = 'https://api.anthropic.com/v1/messages'
export const COMPLETIONS_URL = 'https://api.openai.com/v1/chat/completions'
export const KEY = 'sk-ant-api03-of-the-drill'
export const OPUS = 'claude-opus-4-7'
export const SONNET = 'claude-sonnet-4-6'

/** One turn of a conversation. */
export interface Turn {
  readonly role: 'user' | 'assistant'
  readonly content: string
}

/** What one attempt asks; everything that is left out is the same for all attempts of a call. */
export interface Question {
  readonly url?: string
  readonly model?: string
  readonly stream?: boolean
  readonly key?: string
  readonly idempotencyKey?: string
  readonly messages?: readonly Turn[]
}

/** A request, made once for a call and sent as often as need be. */
export interface Prepared {
  readonly url: string
  readonly method: 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly stream: boolean
}

/** What a call of the drill hands to these parts. */
export type Caller = Pick<Call, 'index' | 'signal'>

/** The request of a call. */
export function prepared(call: Caller, question: Question = {}): Prepared {
  const { url = MESSAGES_URL, model = OPUS, stream = false, key = KEY } = question
  const { idempotencyKey = `call-${call.index}`, messages = [{ role: 'user', content: 'What is the time?' }] } =
    question
  return {
    url,
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(url === COMPLETIONS_URL ? { authorization: `Bearer ${key}` } : { 'x-api-key': key }),
      'idempotency-key': idempotencyKey,
    },
    body: JSON.stringify({ model, max_tokens: 64, stream, messages }),
    stream,
  }
}

/** One attempt over fetch, within its time, and its answer in words. */
export function once(call: Caller, request: Prepared = prepared(call)): Promise<string> {
  const { url, stream, ...init } = request
  return within(ATTEMPT_MS, call.signal, async (signal) => answerOf(await fetch(url, { ...init, signal }), stream))
}

/** Work with a signal that ends when the caller's does, and after so long. */
export async function within<T>(
  milliseconds: number,
  caller: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const over = new AbortController()
  const timer = setTimeout(() => over.abort(timedOut()), milliseconds)
  try {
    return await work(AbortSignal.any([caller, over.signal]))
  } finally {
    clearTimeout(timer)
  }
}

/** What an attempt ends with that took too long. */
export function timedOut(): DOMException {
  return new DOMException('no answer in time', 'TimeoutError')
}

/** The answer in words, if it is one and came whole. */
export async function answerOf(response: Response, stream = false): Promise<string> {
  const { ok, status, headers } = response
  if (!ok) {
    await response.text().catch(() => {})
    throw new ApiError(status, headers)
  }
  try {
    const text = await response.text()
    return stream ? streamedText(text) : wholeText(text)
  } catch (cause) {
    // What was cut off in its body has told its request id all the same.
    if ((cause as { name?: unknown }).name === 'AbortError') throw cause
    throw new NoAnswer('the answer did not come whole', { cause, headers })
  }
}

/** The words of an answer that is a message. */
export function wholeText(text: string): string {
  const answer = parsed(text) as Message
  const said = answer?.content?.[0]?.text ?? answer?.choices?.[0]?.message.content
  if (said === undefined) throw new NoAnswer('that is no message')
  return said
}

interface Message {
  readonly content?: readonly { text: string }[]
  readonly choices?: readonly { message: { content: string } }[]
}

/** The words of a stream that said its last one. */
export function streamedText(text: string): string {
  const events = eventsOf(text)
  const failed = events.find(({ type }) => type === 'error')
  if (failed !== undefined) throw new NoAnswer(`the stream broke off: ${failed.error?.type}`)
  const isWhole = events.at(-1)?.type === 'message_stop' || /^data: \[DONE\]$/m.test(text)
  if (!isWhole) throw new NoAnswer('the stream did not end well')
  return joined(events)
}

/** An event of a stream, as far as these clients look into it. */
export interface StreamEvent {
  readonly type?: string
  readonly error?: { readonly type: string }
  readonly delta?: { readonly text?: string; readonly partial_json?: string }
  readonly choices?: readonly { readonly delta: { readonly content?: string } }[]
}

/** The events of a stream that can be read. */
export function eventsOf(text: string): StreamEvent[] {
  const data = [...text.matchAll(/^data: (\{.*)$/gm)].map(([, json]) => json!)
  return data.map((json) => parsed(json) as StreamEvent)
}

/** All that was said, whether or not it was all. */
export function joined(events: readonly StreamEvent[]): string {
  return events
    .map(({ delta, choices }) => delta?.text ?? delta?.partial_json ?? choices?.[0]?.delta.content ?? '')
    .join('')
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch (cause) {
    throw new NoAnswer('that is no JSON', { cause })
  }
}

/** A wait that the caller can end. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
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

/** Work that can't be ended, with an end for the caller. */
export function orAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason)
    signal.addEventListener('abort', abort, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}

/** How attempts are repeated: each part can be another one. */
export interface Retrying {
  readonly retries?: number
  readonly passes?: (error: unknown) => boolean
  readonly waitMs?: (retry: number, error: unknown) => number | null
  readonly pause?: (milliseconds: number, signal: AbortSignal) => Promise<void>
}

/** Makes attempts, the first being 0, until one succeeds, none is left, or the failure won't pass. */
export async function retrying<T>(
  signal: AbortSignal,
  attempt: (index: number) => Promise<T>,
  parts: Retrying = {},
): Promise<T> {
  const { retries = PROMISES.retries } = parts
  for (let retry = 0; ; retry++) {
    try {
      return await attempt(retry)
    } catch (error) {
      const milliseconds = (parts.waitMs ?? waitMs)(retry, error)
      if (signal.aborted || retry >= retries || milliseconds === null || !(parts.passes ?? passes)(error)) throw error
      await (parts.pause ?? pause)(milliseconds, signal)
    }
  }
}

/** The whole of a right client: one request, repeated as often as promised. */
export function asked(call: Caller, question: Question = {}, parts: Retrying = {}): Promise<string> {
  const request = prepared(call, question)
  return retrying(call.signal, () => once(call, request), parts)
}
