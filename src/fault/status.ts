/** An answer with a status, in the provider's own envelope for it. */
import { type Duration, durationMs, durationSource } from '../duration.ts'
import { wrongUse } from '../errors.ts'
import { list, literal, object, type Source } from '../source.ts'
import { type Definition, make } from './definition.ts'
import type { DelayMs } from './delay.ts'
import { countField, DELAY, type DelayOption, type Field, flagField, headersField, textField } from './field.ts'
import { sendableName, sendableValue } from './header.ts'
import { isRecord, named, refuseUnknown } from './options.ts'

/** A `retry-after` header: seconds, any raw text (garbage included), or an HTTP date that lies this long ahead. */
export type RetryAfter = number | string | { readonly dateInMs: number }

/** An answer with a status, in the provider's own envelope for that status. */
export interface StatusFault {
  readonly kind: 'status'
  readonly status: number
  readonly delayMs?: DelayMs
  /** Several are sent as several headers. */
  readonly retryAfter?: RetryAfter | readonly RetryAfter[]
  /** The `retry-after-ms` header, as the Anthropic and OpenAI SDKs read it. */
  readonly retryAfterMs?: number | string
  /** The `x-should-retry` header. */
  readonly shouldRetry?: boolean
  /** The error's human text; the dialect has its own when this is left out. */
  readonly message?: string
  /** The error's type or code in the envelope; the dialect has its own for each status. */
  readonly errorType?: string
  /** What the status line says instead: an envelope under another status, such as an error under 200. */
  readonly sentAs?: number
  /** Headers that get lost on the way. */
  readonly without?: readonly string[]
  /** Further headers, or other values for those that the dialect sets. */
  readonly headers?: Readonly<Record<string, string>>
}

/** A `retry-after` as the DSL takes it. */
export type RetryAfterOption = number | string | { dateIn: Duration }

/** The options of a status, as the DSL takes them. */
export interface StatusOptions extends DelayOption {
  /** Seconds, raw text, or `{ dateIn: '30s' }` for an HTTP date; a list for several headers. Default: no header. */
  retryAfter?: RetryAfterOption | readonly RetryAfterOption[]
  /** The `retry-after-ms` header. Default: none. */
  retryAfterMs?: number | string
  /** The `x-should-retry` header. Default: none. */
  shouldRetry?: boolean
  /** The human text of the error. Default: the dialect's. */
  message?: string
  /** The type or code of the error in its envelope, such as `insufficient_quota`. Default: the dialect's. */
  errorType?: string
  /** Another status for the status line: `api.overloaded({ sentAs: 200 })`. Default: the same. */
  sentAs?: number
  /** Headers that a middlebox strips: `['retry-after', 'request-id']`. Default: none. */
  without?: readonly string[]
  /** Further headers. Default: none. */
  headers?: Record<string, string>
}

const STATUS: Field = {
  option: 'status',
  data: 'status',
  read: (what, value) => {
    if (Number.isInteger(value) && (value as number) >= 200 && (value as number) <= 599) return value
    throw wrongUse(`make ${what}`, 'a status is a whole number from 200 to 599', 'Give such a number')
  },
  source: String,
}

const RETRY_AFTER: Field = {
  option: 'retryAfter',
  data: 'retryAfter',
  read: (what, value) => {
    if (!Array.isArray(value)) return retryAfterOf(what, value)
    if (value.length > 0) return Object.freeze(value.map((one) => retryAfterOf(what, one)))
    throw wrongUse(`make ${what}`, 'its retryAfter is an empty list', 'Give one at least, or leave it out')
  },
  source: (value: RetryAfter | readonly RetryAfter[]) =>
    Array.isArray(value) ? list(value.map(retryAfterSource)) : retryAfterSource(value as RetryAfter),
}

const RETRY_AFTER_MS: Field = {
  option: 'retryAfterMs',
  data: 'retryAfterMs',
  read: (what, value) => numberOrText(what, 'retry-after-ms', value),
  source: scalar,
}

const WITHOUT: Field = {
  option: 'without',
  data: 'without',
  read: (what, value) => {
    if (!Array.isArray(value) || value.length === 0) {
      throw wrongUse(`make ${what}`, `its without is ${named(value)}`, "Give names of headers: ['retry-after']")
    }
    return Object.freeze(value.map((name) => sendableName(what, name).toLowerCase()))
  },
  source: (value: readonly string[]) => list(value.map(literal)),
}

/** How a status is checked, printed and read back. */
export const STATUS_DEFINITION: Definition = {
  kind: 'status',
  positional: [STATUS],
  options: [
    DELAY,
    RETRY_AFTER,
    RETRY_AFTER_MS,
    flagField('shouldRetry'),
    textField('message', { mayBeEmpty: true }),
    textField('errorType'),
    countField('sentAs', 200, 599),
    WITHOUT,
    headersField('headers'),
  ],
}

/**
 * An answer with any status, in the provider's envelope.
 *
 * @throws FiredrillError (`wrong-use`) for a status outside 200–599 and for impossible options.
 */
export function status(code: number, options: StatusOptions = {}): StatusFault {
  return make(STATUS_DEFINITION, code, options)
}

/**
 * The type of error that an answer's envelope bears though its status doesn't show it: the one that the scenario names, or
 * that of the true status where another is sent. Null where nothing but the status tells.
 */
export function toldErrorType({ status: code, errorType, sentAs = code }: StatusFault): string | null {
  return errorType ?? (sentAs === code ? null : (TYPES[code] ?? null))
}

/** What the Anthropic API's error page calls the client's own errors (November 2026); other APIs have words of their own. */
const TYPES: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
}

/** The first `retry-after` of a fault: what a client that reads only one goes by. */
export function firstRetryAfter({ retryAfter }: StatusFault): RetryAfter | undefined {
  return Array.isArray(retryAfter) ? retryAfter[0] : (retryAfter as RetryAfter | undefined)
}

function retryAfterOf(what: string, value: unknown): RetryAfter {
  if (!isRecord(value)) return numberOrText(what, 'retry-after', value)
  // As an option it says `dateIn`, as data `dateInMs`.
  const { dateIn, dateInMs = dateIn, ...unknown } = value
  refuseUnknown(what, unknown)
  return Object.freeze({ dateInMs: durationMs(dateInMs as Duration, `${what}, retryAfter: { dateIn }`) })
}

function retryAfterSource(retryAfter: RetryAfter): Source {
  if (typeof retryAfter !== 'object') return scalar(retryAfter)
  return object([['dateIn', durationSource(retryAfter.dateInMs)]])
}

function numberOrText(what: string, name: string, value: unknown): number | string {
  // NaN and the infinities don't survive JSON; as text ('NaN') they do. Nor does -0.
  if (typeof value === 'number' && Number.isFinite(value)) return value === 0 ? 0 : value
  return sendableValue(what, name, value)
}

function scalar(value: number | string): string {
  return typeof value === 'number' ? String(value) : literal(value)
}
