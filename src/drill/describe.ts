/** Errors and values as data: what a caller can learn from them, cut to a size that reports can bear. */
import type { ErrorRecord } from '../trace/event.ts'

/** Longer than what is shown, so that a secret is never cut in half before it is known. */
const TEXT_LENGTH_MAX = 4000
const DEPTH_MAX = 5

/** An error, or whatever was thrown, as data: with status, code, request id and all that stands behind it. Never throws. */
export function describeError(thrown: unknown): ErrorRecord {
  return describe(thrown, 0, { left: RECORDS_MAX })
}

/** Errors may stand behind errors in any width and depth: a few tell enough. */
const RECORDS_MAX = 50

function describe(thrown: unknown, depth: number, budget: { left: number }): ErrorRecord {
  budget.left--
  const error = Object(thrown) as Record<string, unknown>
  const isObject = typeof thrown === 'object' && thrown !== null
  const causes: ErrorRecord[] = []
  for (const cause of isObject && depth < DEPTH_MAX ? behind(error) : []) {
    if (budget.left > 0) causes.push(describe(cause, depth + 1, budget))
  }
  return {
    name: isObject ? nameOf(error) : typeof thrown,
    message: cut(asText(isObject ? (read(error, 'message') ?? '') : thrown)),
    status: isObject ? statusOf(error) : null,
    code: isObject ? textOf(read(error, 'code')) : null,
    requestId: isObject ? requestIdOf(error) : null,
    causes,
  }
}

/** A value as JSON, cut to 4,000 characters; null for none. Never throws. */
export function describeValue(value: unknown): string | null {
  if (value === undefined) return null
  try {
    return cut(JSON.stringify(value) ?? asText(value))
  } catch {
    return cut(asText(value))
  }
}

/** Not everything can be made a text: some values throw at it. */
function asText(value: unknown): string {
  try {
    return String(value)
  } catch {
    return Object.prototype.toString.call(value)
  }
}

/** Many error classes (OpenAI's, LangChain's) leave `name` as it is on every error: the class then says more. */
function nameOf(error: Record<string, unknown>): string {
  const name = asText(read(error, 'name') ?? 'Error')
  const own = (read(error, 'constructor') as { name?: unknown } | undefined)?.name
  return name === 'Error' && typeof own === 'string' && own !== '' ? own : name
}

/** A getter of a foreign error may throw; that must not end a drill. */
function read(object: Record<string, unknown>, name: string): unknown {
  try {
    return object[name]
  } catch {
    return undefined
  }
}

/** Where clients keep what stands behind an error: the standard's `cause` and `errors`, and the AI SDK's `lastError`. */
function behind(error: Record<string, unknown>): unknown[] {
  const list = read(error, 'errors')
  const lastError = read(error, 'lastError')
  const causes = [read(error, 'cause'), ...(Array.isArray(list) ? list : []), lastError]
  return [...new Set(causes)].filter((cause) => cause !== undefined && cause !== null && cause !== error)
}

/** `status` (SDKs, LangChain), `statusCode` (AI SDK, undici), or the response's own (axios, ky, got). */
function statusOf(error: Record<string, unknown>): number | null {
  const response = Object(read(error, 'response')) as Record<string, unknown>
  const candidates = [
    read(error, 'status'),
    read(error, 'statusCode'),
    read(response, 'status'),
    read(response, 'statusCode'),
  ]
  return (candidates.find((status) => typeof status === 'number') as number | undefined) ?? null
}

const REQUEST_ID_HEADERS = ['request-id', 'x-request-id']

function requestIdOf(error: Record<string, unknown>): string | null {
  for (const name of ['requestID', 'requestId', 'request_id']) {
    const id = textOf(read(error, name))
    if (id !== null) return id
  }
  const response = Object(read(error, 'response')) as Record<string, unknown>
  const places = [read(error, 'headers'), read(error, 'responseHeaders'), read(response, 'headers')]
  for (const headers of places) {
    for (const name of REQUEST_ID_HEADERS) {
      const id = textOf(headerOf(headers, name))
      if (id !== null) return id
    }
  }
  return null
}

function headerOf(headers: unknown, name: string): unknown {
  if (typeof headers !== 'object' || headers === null) return undefined
  if (headers instanceof Headers) return headers.get(name)
  return read(headers as Record<string, unknown>, name)
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

function cut(text: string): string {
  return text.length > TEXT_LENGTH_MAX ? `${text.slice(0, TEXT_LENGTH_MAX)}…` : text
}
