/** What a failed attempt means: whether it passes by itself, and when to come back. */
import { APIError } from '@anthropic-ai/sdk'

/** A failed attempt, read. */
export interface Failure {
  /**
   * `passing`: another attempt may succeed. `not-now`: so it may, but the service asks not to be tried again at once.
   * `refused`: the same request meets the same answer, on any link. `no-model`: another link may have the model.
   */
  readonly kind: 'passing' | 'not-now' | 'refused' | 'no-model'
  readonly status: number | null
  /** The API's own word for it, such as `overloaded_error`. */
  readonly type: string | null
  readonly requestId: string | null
  /** How long the service asks to be left alone; null where it doesn't say so in a way that can be read. */
  readonly retryAfterMs: number | null
  readonly cause: unknown
}

/** Whatever the status says: these don't pass. A gateway may show them as a 500, a stream as an event. */
const REFUSALS = new Set(['invalid_request_error', 'authentication_error', 'billing_error', 'permission_error'])

/** Reads what an attempt threw: an answer with an error's status, an error event in a stream, a broken connection. */
export function failureOf(cause: unknown, requestId: string | null): Failure {
  const error = cause instanceof APIError ? cause : null
  const status = error?.status ?? null
  const type = error?.type ?? null
  return {
    kind: kindOf(status, type, error?.headers?.get('x-should-retry') ?? null),
    status,
    type,
    requestId: error?.requestID ?? requestId,
    retryAfterMs: status === null ? null : retryAfterMs(error?.headers),
    cause,
  }
}

/** True where the request is to blame, and the service is well. */
export function blamesRequest({ status }: Failure): boolean {
  return status !== null && status < 500 && status !== 408 && status !== 429
}

function kindOf(status: number | null, type: string | null, shouldRetry: string | null): Failure['kind'] {
  if (shouldRetry === 'true') return 'passing'
  if (status === 404) return 'no-model'
  // Without a status: no answer, half an answer, or an error in the middle of one.
  const passes = status === null || status === 408 || status === 429 || status >= 500
  if (!passes || (type !== null && REFUSALS.has(type))) return 'refused'
  return shouldRetry === 'false' ? 'not-now' : 'passing'
}

/** The longest of what the hints say, so that all of them are obeyed. Zero, the past and garbage say nothing. */
function retryAfterMs(headers: Headers | undefined): number | null {
  const inMs = numbers(headers?.get('retry-after-ms'))
  const after = headers?.get('retry-after')
  const inSeconds = numbers(after).map((seconds) => seconds * 1000)
  const hints = [...inMs, ...inSeconds, ...dates(after)].filter((milliseconds) => milliseconds > 0)
  return hints.length === 0 ? null : Math.max(...hints)
}

/** A header that was sent twice arrives as one, its values joined by commas. */
function numbers(value: string | null | undefined): number[] {
  return (value ?? '').split(',').flatMap((one) => (/^\d+(\.\d+)?$/.test(one.trim()) ? [Number(one)] : []))
}

function dates(value: string | null | undefined): number[] {
  const dates = (value ?? '').match(/[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT/g) ?? []
  return dates.map((date) => Date.parse(date) - Date.now())
}
