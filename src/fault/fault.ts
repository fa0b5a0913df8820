/** What one answer of the world can be, good or bad: plain data, and the functions that make it. */
import { type Duration, durationMs } from '../duration.ts'
import { wrongUse } from '../errors.ts'
import { sendableHeaders, sendableValue } from './header.ts'
import { isRecord, named, plainOptions, refuseUnknown } from './options.ts'

/** A `retry-after` header: seconds, any raw text (garbage included), or an HTTP date that lies this long ahead. */
export type RetryAfter = number | string | { readonly dateInMs: number }

/** What every fault can say about time. */
interface Timing {
  /** How long the service takes before it shows anything of its answer. */
  readonly delayMs?: number
}

/** An answer with a status, in the provider's own envelope for that status. */
export interface StatusFault extends Timing {
  readonly kind: 'status'
  readonly status: number
  readonly retryAfter?: RetryAfter
  /** The `retry-after-ms` header, as the Anthropic and OpenAI SDKs read it. */
  readonly retryAfterMs?: number | string
  /** The `x-should-retry` header. */
  readonly shouldRetry?: boolean
  /** The error's human text; the dialect has its own when this is left out. */
  readonly message?: string
  /** Further headers, or other values for those that the dialect sets. */
  readonly headers?: Readonly<Record<string, string>>
}

/** A true answer: the provider's own, or that of the user's MSW handlers of this name. */
export interface HealthyFault extends Timing {
  readonly kind: 'healthy'
  readonly handlers?: string
  /** How long the body takes after the headers have been sent. */
  readonly bodyDelayMs?: number
}

/** A connection that is reset by the peer: before any header, or after half of the body. */
export interface ResetFault extends Timing {
  readonly kind: 'reset'
  readonly at: 'headers' | 'body'
}

/** A connection that stays open and says nothing more: from the start, or after half of the body. */
export interface SilenceFault extends Timing {
  readonly kind: 'silence'
  readonly at: 'headers' | 'body'
}

/** What one answer of the world can be: a small closed union, taken apart by exhaustive switches. */
export type Fault = StatusFault | HealthyFault | ResetFault | SilenceFault

/** The options of a true answer, as the DSL takes them. */
export interface HealthyOptions {
  /** How long the service takes before it shows anything. Default: at once. */
  delay?: Duration
  /** How long the body takes after the headers. Default: at once. Not for a user's own handlers. */
  bodyDelay?: Duration
}

/** The options of a reset and of silence, as the DSL takes them. */
export interface PlaceOptions {
  /** Before any header, or after half of a true body. Default: `headers`. */
  at?: 'headers' | 'body'
  /** How long the service takes before it shows anything. Default: at once. */
  delay?: Duration
}

/** The options of a status, as the DSL takes them. */
export interface StatusOptions {
  /** How long the service takes to answer. Default: at once. */
  delay?: Duration
  /** Seconds, raw text, or `{ dateIn: '30s' }` for an HTTP date. Default: no header. */
  retryAfter?: number | string | { dateIn: Duration }
  /** The `retry-after-ms` header. Default: none. */
  retryAfterMs?: number | string
  /** The `x-should-retry` header. Default: none. */
  shouldRetry?: boolean
  /** The human text of the error. Default: the dialect's. */
  message?: string
  /** Further headers. Default: none. */
  headers?: Record<string, string>
}

/**
 * An answer with any status, in the provider's envelope.
 *
 * @throws FiredrillError (`wrong-use`) for a status outside 200–599 and for impossible options.
 */
export function status(code: number, options: StatusOptions = {}): StatusFault {
  const what = `status(${named(code)})`
  if (!Number.isInteger(code) || code < 200 || code > 599) {
    throw wrongUse(`make ${what}`, 'a status is a whole number from 200 to 599', 'Give such a number')
  }
  const { delay, retryAfter, retryAfterMs, shouldRetry, message, headers, ...unknown } = plainOptions(what, options)
  refuseUnknown(what, unknown)
  if (shouldRetry !== undefined && typeof shouldRetry !== 'boolean') {
    throw wrongUse(`make ${what}`, `shouldRetry is ${named(shouldRetry)}`, 'Give true or false')
  }
  if (message !== undefined && typeof message !== 'string') {
    throw wrongUse(`make ${what}`, `its message is ${named(message)}`, 'Give a text')
  }
  return Object.freeze({
    kind: 'status',
    status: code,
    ...delayOf(what, delay),
    ...(retryAfter === undefined ? {} : { retryAfter: retryAfterOf(what, retryAfter) }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs: numberOrText(what, 'retry-after-ms', retryAfterMs) }),
    ...(shouldRetry === undefined ? {} : { shouldRetry }),
    ...(message === undefined ? {} : { message }),
    ...(headers === undefined ? {} : { headers: sendableHeaders(what, headers) }),
  })
}

/**
 * A true answer of the provider, or of the user's own MSW handlers when a name is given
 * (`drill(scenario, client, { healthy: { name: handlers } })`). At the end of a script it stands for good health for ever.
 *
 * @throws FiredrillError (`wrong-use`) for impossible options; the body of a user's own handlers can't be delayed.
 */
export function healthy(handlersOrOptions?: string | HealthyOptions, options: HealthyOptions = {}): HealthyFault {
  const handlers = typeof handlersOrOptions === 'string' ? handlersOrOptions : undefined
  const what = handlers === undefined ? 'healthy()' : `healthy(${named(handlers)})`
  const given = handlers === undefined ? (handlersOrOptions as HealthyOptions | undefined) : options
  const { delay, bodyDelay, ...unknown } = plainOptions(what, given === undefined ? {} : given)
  refuseUnknown(what, unknown)
  if (handlers === '') {
    throw wrongUse('make healthy("")', 'the name of the handlers is empty', 'Name them, or call healthy()')
  }
  if (handlers !== undefined && bodyDelay !== undefined) {
    throw wrongUse(`make ${what}`, "the body of a user's own handlers can't be delayed", 'Delay it in the handlers')
  }
  return Object.freeze({
    kind: 'healthy',
    ...(handlers === undefined ? {} : { handlers }),
    ...delayOf(what, delay),
    ...(bodyDelay === undefined ? {} : { bodyDelayMs: durationMs(bodyDelay, `${what}, bodyDelay`) }),
  })
}

/** The peer resets the connection (ECONNRESET): before any header (the default), or after half of a true body. */
export function reset(options: PlaceOptions = {}): ResetFault {
  return Object.freeze({ kind: 'reset', ...place('reset()', options) })
}

/** The peer says nothing more and keeps the connection open: from the start (the default), or after half of a true body. */
export function silence(options: PlaceOptions = {}): SilenceFault {
  return Object.freeze({ kind: 'silence', ...place('silence()', options) })
}

function place(what: string, options: PlaceOptions) {
  const { at = 'headers', delay, ...unknown } = plainOptions(what, options)
  refuseUnknown(what, unknown)
  if (at !== 'headers' && at !== 'body') {
    throw wrongUse(`make ${what}`, `there is no place ${named(at)}`, "Give at: 'headers' or at: 'body'")
  }
  return { at, ...delayOf(what, delay) }
}

function delayOf(what: string, delay: Duration | undefined): Timing {
  return delay === undefined ? {} : { delayMs: durationMs(delay, `${what}, delay`) }
}

function retryAfterOf(what: string, value: number | string | { dateIn: Duration }): RetryAfter {
  if (!isRecord(value)) return numberOrText(what, 'retry-after', value)
  const { dateIn, ...unknown } = value
  refuseUnknown(what, unknown)
  return Object.freeze({ dateInMs: durationMs(dateIn as Duration, `${what}, retryAfter: { dateIn }`) })
}

function numberOrText(what: string, name: string, value: unknown): number | string {
  // NaN and the infinities don't survive JSON; as text ('NaN') they do. Nor does -0.
  if (typeof value === 'number' && Number.isFinite(value)) return value === 0 ? 0 : value
  return sendableValue(what, name, value)
}
