/**
 * The application around the HTTP libraries: it asks Anthropic's API for a message, and takes nothing for one that isn't
 * whole. What it does is right, so that what goes wrong is the library's.
 */

export const MESSAGES_URL = 'https://api.anthropic.com/v1/messages'

export const HEADERS = {
  'content-type': 'application/json',
  'x-api-key': 'sk-ant-api03-drill',
  'anthropic-version': '2023-06-01',
}

/** The request, as an object. */
export function requestOf(streams: boolean) {
  const messages = [{ role: 'user', content: 'How are you?' }]
  return { model: 'claude-opus-4-7', max_tokens: 256, messages, ...(streams ? { stream: true } : {}) }
}

/** An answer that is an error by its status, for libraries that don't throw on one. */
export class StatusError extends Error {
  readonly status: number
  readonly requestId: string | null
  readonly headers: Headers

  constructor(status: number, headers: Headers) {
    super(`The API answered ${status}`)
    this.status = status
    this.headers = headers
    this.requestId = headers.get('request-id')
  }
}

/**
 * The text of an answer, whole or as the events of a stream.
 *
 * @throws Error for a body that is no message, and for a stream without its last event.
 */
export function textOf(body: string, streams: boolean): string {
  const parts = streams ? eventsOf(body) : contentOf(JSON.parse(body))
  return parts.join('')
}

function contentOf(message: unknown): string[] {
  const { type, content } = Object(message) as { type?: unknown; content?: unknown }
  if (type !== 'message' || !Array.isArray(content)) throw new Error('The answer is no message')
  return content.map((block: { text?: unknown }) => {
    if (typeof block.text !== 'string') throw new Error('The answer has no text')
    return block.text
  })
}

function eventsOf(body: string): string[] {
  const events = body.split('\n\n').flatMap((event) => {
    const data = /^data: (.*)$/m.exec(event)?.[1]
    return data === undefined ? [] : [JSON.parse(data) as { type?: string; delta?: { text?: string } }]
  })
  if (events.some(({ type }) => type === 'error')) throw new Error('The stream held an error')
  if (events.at(-1)?.type !== 'message_stop') throw new Error('The stream ended before the message')
  return events.map(({ delta }) => delta?.text ?? '')
}

/** One request over fetch, for libraries that retry whatever throws. */
export async function askByFetch(signal: AbortSignal, streams: boolean): Promise<string> {
  const response = await fetch(MESSAGES_URL, {
    method: 'POST',
    headers: HEADERS,
    body: JSON.stringify(requestOf(streams)),
    signal,
    redirect: 'manual',
  })
  if (!response.ok) {
    await response.body?.cancel()
    throw new StatusError(response.status, response.headers)
  }
  return textOf(await response.text(), streams)
}

/** Runs a call under a signal that is its caller's, or aborts after so many milliseconds. */
export async function within<T>(ms: number, signal: AbortSignal, run: (signal: AbortSignal) => T): Promise<Awaited<T>> {
  const bound = new AbortController()
  const timer = setTimeout(() => bound.abort(new DOMException(`${ms} ms are over`, 'TimeoutError')), ms)
  try {
    return await run(AbortSignal.any([signal, bound.signal]))
  } finally {
    clearTimeout(timer)
  }
}

/** What passes by itself: some statuses, and whatever broke before an answer. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof StatusError)) return true
  return error.status === 408 || error.status === 429 || error.status >= 500
}
