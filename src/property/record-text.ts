/** What a log record tells: its time, the request that it is about, what was asked. */
import type { AttemptView } from '../trace/view.ts'

/**
 * Whether a text holds a moment, in one of the forms that loggers write: ISO 8601, an hour with minutes and seconds (as
 * in HTTP dates, `Date.prototype.toString` and local forms), or a number of seconds, milliseconds or finer since 1970.
 * A day alone says too little; whether the moment is the right one isn't asked.
 */
export function holdsTime(text: string): boolean {
  return TIMES.some((shape) => shape.test(text))
}

const TIMES: readonly RegExp[] = [
  /\b\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/,
  /\b\d{8}T\d{4}/,
  /(?<![\d:.])\d{1,2}:\d{2}:\d{2}(?![\d:])/,
  // From 2001 to 2033, which has ten digits of seconds and begins with a one.
  /(?<![\w.])1\d{9}(?:\d{3}){0,3}(?:\.\d+)?(?!\w)/,
]

/** Whether a text holds what an attempt asked: the whole body, or the beginning of the longest text in it. */
export function holdsPayload(text: string, { body, model }: AttemptView): boolean {
  if (body === '') return true
  if (text.includes(body)) return true
  const longest = leaves(parsed(body))
    .filter((leaf) => leaf !== model)
    .reduce((found, leaf) => (leaf.length > found.length ? leaf : found), '')
  const start = longest.slice(0, PAYLOAD_START)
  return start !== '' && (text.includes(start) || text.includes(JSON.stringify(start).slice(1, -1)))
}

/** Logs cut long payloads; so much of one is enough to know it by. */
const PAYLOAD_START = 40

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}

function leaves(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : []
}
