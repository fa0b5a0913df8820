/**
 * Errors of the Gemini API: `google.rpc.Status` as JSON. Sources: google.aip.dev/193 and googleapis/googleapis
 * google/rpc/{status,code,error_details}.proto (the envelope, the codes by HTTP status, the details);
 * ai.google.dev/gemini-api/docs/generate-content/api-errors (which of them Gemini sends), read in November 2026.
 */
import { firstRetryAfter, type StatusFault } from '../../fault/status.ts'
import type { AnswerContext } from '../provider.ts'

/** A `google.rpc.Status` as it stands in a body. */
export interface RpcError {
  readonly error: {
    readonly code: number
    readonly message: string
    readonly status: string
    readonly details?: readonly object[]
  }
}

interface Meaning {
  readonly status: string
  readonly message: string
}

const BAD_ARGUMENT: Meaning = { status: 'INVALID_ARGUMENT', message: 'Request contains an invalid argument.' }
const BROKEN: Meaning = { status: 'INTERNAL', message: 'An internal error has occurred. Please retry.' }

// Gemini's own words for 429, 503 and 504 as in google-gemini/gemini-cli issues 2020 and 5191 (2025) and
// googleapis/python-genai issue 1808 (2025); the others are plain.
const MEANINGS: Readonly<Record<number, Meaning>> = {
  401: { status: 'UNAUTHENTICATED', message: 'Request had invalid authentication credentials.' },
  402: { status: 'RESOURCE_EXHAUSTED', message: 'The prepaid credits of this billing account are used up.' },
  403: { status: 'PERMISSION_DENIED', message: 'The caller does not have permission.' },
  404: { status: 'NOT_FOUND', message: 'Requested entity was not found.' },
  409: { status: 'ABORTED', message: 'The operation was aborted.' },
  429: { status: 'RESOURCE_EXHAUSTED', message: 'Resource has been exhausted (e.g. check quota).' },
  499: { status: 'CANCELLED', message: 'The operation was cancelled.' },
  501: { status: 'UNIMPLEMENTED', message: 'Operation is not implemented, or supported, or enabled.' },
  503: { status: 'UNAVAILABLE', message: 'The model is overloaded. Please try again later.' },
  504: { status: 'DEADLINE_EXCEEDED', message: 'Deadline expired before operation could complete.' },
}

// google.rpc.Code to HTTP, for errors that are known by name alone.
const CODES: Readonly<Record<string, number>> = {
  INVALID_ARGUMENT: 400,
  FAILED_PRECONDITION: 400,
  OUT_OF_RANGE: 400,
  UNAUTHENTICATED: 401,
  PERMISSION_DENIED: 403,
  NOT_FOUND: 404,
  ABORTED: 409,
  ALREADY_EXISTS: 409,
  RESOURCE_EXHAUSTED: 429,
  CANCELLED: 499,
  UNIMPLEMENTED: 501,
  UNAVAILABLE: 503,
  DEADLINE_EXCEEDED: 504,
}

// The longest google.protobuf.Duration: ten thousand years.
const SECONDS_MAX = 315_576_000_000

/** The error of a fault: a 429 that says when to come back explains itself in its details, as Gemini's does. */
export function faultError(fault: StatusFault, model: string | null, context: AnswerContext): RpcError {
  const { status, message } = meaningOf(fault.status)
  const named = fault.errorType ?? status
  const seconds = named === 'RESOURCE_EXHAUSTED' && fault.status === 429 ? secondsOf(fault) : null
  // Below 400 there is no code of an error: an error body under a 200 (F16) is a broken server's.
  const code = fault.status < 400 ? 500 : fault.status
  if (seconds === null) return { error: { code, message: fault.message ?? message, status: named } }
  const text = fault.message ?? `You exceeded your current quota.\nPlease retry in ${durationText(seconds)}s.`
  return { error: { code, message: text, status: named, details: quotaDetails(seconds, model, context) } }
}

/** An error that comes inside a stream, where only its name tells the code. */
export function namedError(status: string, message: string): RpcError {
  return { error: { code: CODES[status] ?? 500, message, status } }
}

function meaningOf(status: number): Meaning {
  return MEANINGS[status] ?? (status >= 400 && status < 500 ? BAD_ARGUMENT : BROKEN)
}

/** When to come back, if the fault says it in seconds that a duration can hold. */
function secondsOf(fault: StatusFault): number | null {
  const retryAfter = firstRetryAfter(fault)
  return typeof retryAfter === 'number' && retryAfter >= 0 && retryAfter <= SECONDS_MAX ? retryAfter : null
}

/**
 * Which quota is used up, and for how long. Sources: error_details.proto; the shapes of Gemini as in google-gemini/gemini-cli
 * issue 8437 (September 2025) and diegosouzapw/OmniRoute issue 9504 (August 2026).
 */
function quotaDetails(seconds: number, model: string | null, { rateLimit }: AnswerContext): readonly object[] {
  const violation = {
    quotaMetric: 'generativelanguage.googleapis.com/generate_content_free_tier_requests',
    quotaId: 'GenerateRequestsPerMinutePerProjectPerModel-FreeTier',
    quotaDimensions: { location: 'global', ...(model === null ? {} : { model }) },
    ...(rateLimit === undefined ? {} : { quotaValue: String(rateLimit.limit) }),
  }
  return [
    { '@type': 'type.googleapis.com/google.rpc.QuotaFailure', violations: [violation] },
    { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: `${durationText(seconds)}s` },
  ]
}

/** As JSON has a `google.protobuf.Duration`: at most nine digits after the point, and no exponent. */
function durationText(seconds: number): string {
  return seconds.toFixed(9).replace(/\.?0+$/, '')
}
