/** Small clients over fetch: a careful one, and some that are wrong in one way each. */
import type { Call, ClientDefinition } from '../../src/drill/client.ts'

/** How a client goes about its retries. */
export interface Habits {
  readonly name: string
  /** Attempts after the first; Infinity: without end. */
  readonly retries?: number
  readonly isPermanent?: (status: number) => boolean
  readonly obeysHints?: boolean
  readonly waitMs?: (retry: number) => number
  /** What it gives instead of an error. */
  readonly swallows?: boolean
  /** Whether it stops when its caller does. */
  readonly obeysAbort?: boolean
}

const PERMANENT = [400, 401, 403, 404, 413, 422]
const HINT_MAX_S = 60
const ATTEMPT_MS = 20_000

/** Keeps every rule that it can be tested for. */
export const careful = clientOf({ name: 'careful' })

/** Each breaks one rule, by the id of its property. */
export const WRONG: Readonly<Record<string, ClientDefinition>> = {
  jitters: clientOf({ name: 'no-jitter', waitMs: (retry) => 1000 * 2 ** retry }),
  'spares-permanent-errors': clientOf({ name: 'retries-400', isPermanent: () => false }),
  'backs-off': clientOf({ name: 'never-backs-off', waitMs: () => 0 }),
  'honours-retry-after': clientOf({ name: 'ignores-retry-after', obeysHints: false }),
  'caps-retries': clientOf({
    name: 'no-cap',
    retries: Number.POSITIVE_INFINITY,
    waitMs: (retry) => Math.min(1000 * 2 ** retry, 60_000) * (1 + Math.random() / 4),
  }),
  'surfaces-errors': clientOf({ name: 'swallows-errors', swallows: true }),
  'obeys-abort': clientOf({ name: 'sends-after-abort', obeysAbort: false }),
}

/** A client with these habits, and good ones otherwise. */
export function clientOf(habits: Habits): ClientDefinition {
  const { name, swallows = false } = habits
  return {
    name,
    call: async (call) => {
      try {
        return await ask(call, habits)
      } catch (error) {
        if (swallows && !call.signal.aborted) return 'Sorry, try again later.'
        throw error
      }
    },
  }
}

async function ask({ signal }: Call, habits: Habits): Promise<unknown> {
  const { retries = 2, isPermanent = (status) => PERMANENT.includes(status), obeysHints = true } = habits
  const { waitMs = (retry) => 1000 * 2 ** retry * (1 + Math.random() / 4), obeysAbort = true } = habits
  const stop = obeysAbort ? signal : new AbortController().signal
  for (let retry = 0; ; retry++) {
    const failure = await attempt(stop)
    if (failure.value !== undefined) return failure.value
    const { error, status, hintMs } = failure
    const isOver = retry >= retries || stop.aborted || (status !== null && isPermanent(status))
    if (isOver || (obeysHints && hintMs !== null && hintMs > HINT_MAX_S * 1000)) throw error
    await pause(obeysHints && hintMs !== null ? hintMs : waitMs(retry), stop)
  }
}

interface Outcome {
  readonly value?: unknown
  readonly error?: unknown
  readonly status: number | null
  readonly hintMs: number | null
}

async function attempt(signal: AbortSignal): Promise<Outcome> {
  const bound = new AbortController()
  const timer = setTimeout(() => bound.abort(new Error('too late')), ATTEMPT_MS)
  try {
    const response = await fetch('https://api.anthropic.com/v1/messages', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': 'any' },
      body: JSON.stringify({ model: 'claude-opus-4-7', max_tokens: 16, messages: [{ role: 'user', content: 'Hi' }] }),
      signal: AbortSignal.any([signal, bound.signal]),
    })
    const { status } = response
    const text = await response.text()
    if (!response.ok) {
      const error = Object.assign(new Error(text), { status, headers: response.headers })
      return { error, status, hintMs: hintOf(response) }
    }
    const body = JSON.parse(text) as { content?: unknown; type?: unknown }
    if (body.type !== 'message' || !response.headers.get('content-type')?.includes('json'))
      throw new Error('no message')
    return { value: body.content, status, hintMs: null }
  } catch (error) {
    return { error, status: null, hintMs: null }
  } finally {
    clearTimeout(timer)
  }
}

function hintOf(response: Response): number | null {
  const ms = response.headers.get('retry-after-ms')
  const text = ms ?? response.headers.get('retry-after') ?? ''
  // Several headers come as one text.
  const numbers = text.split(', ').filter((part) => /^\d+(\.\d+)?$/.test(part))
  if (numbers.length > 0) return Math.min(...numbers.map(Number)) * (ms === null ? 1000 : 1)
  const date = Date.parse(text) - Date.parse(response.headers.get('date') ?? '')
  return date > 0 ? date : null
}

function pause(delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, delayMs)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(signal.reason)
    })
  })
}
