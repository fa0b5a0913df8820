/** What one answer of the world can be, good or bad: plain data, and the functions that make it. */
import { type Duration, durationMs } from '../duration.ts'
import { wrongUse } from '../errors.ts'

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
  if (!Number.isInteger(code) || code < 200 || code > 599) {
    throw wrongUse(`make status(${String(code)})`, 'a status is a whole number from 200 to 599', 'Give such a number')
  }
  const { delay, retryAfter, retryAfterMs, shouldRetry, message, headers, ...unknown } = options
  refuseUnknown(`status(${code})`, unknown)
  return Object.freeze({
    kind: 'status',
    status: code,
    ...(delay === undefined ? {} : { delayMs: durationMs(delay, `status(${code}, { delay })`) }),
    ...(retryAfter === undefined ? {} : { retryAfter: retryAfterOf(retryAfter) }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(shouldRetry === undefined ? {} : { shouldRetry }),
    ...(message === undefined ? {} : { message }),
    ...(headers === undefined ? {} : { headers: Object.freeze({ ...headers }) }),
  })
}

/**
 * A true answer of the provider, or of the user's own MSW handlers when a name is given
 * (`drill(scenario, client, { healthy: { name: handlers } })`). At the end of a script it stands for good health for ever.
 */
export function healthy(
  handlersOrOptions?: string | { delay?: Duration; bodyDelay?: Duration },
  options: { delay?: Duration; bodyDelay?: Duration } = {},
): HealthyFault {
  const handlers = typeof handlersOrOptions === 'string' ? handlersOrOptions : undefined
  const { delay, bodyDelay, ...unknown } = typeof handlersOrOptions === 'object' ? handlersOrOptions : options
  refuseUnknown('healthy()', unknown)
  if (handlers === '') {
    throw wrongUse('make healthy("")', 'the name of the handlers is empty', 'Name them, or call healthy()')
  }
  return Object.freeze({
    kind: 'healthy',
    ...(handlers === undefined ? {} : { handlers }),
    ...(delay === undefined ? {} : { delayMs: durationMs(delay, 'healthy({ delay })') }),
    ...(bodyDelay === undefined ? {} : { bodyDelayMs: durationMs(bodyDelay, 'healthy({ bodyDelay })') }),
  })
}

/** The peer resets the connection (ECONNRESET): before any header (the default), or after half of a true body. */
export function reset(options: { at?: 'headers' | 'body'; delay?: Duration } = {}): ResetFault {
  return Object.freeze({ kind: 'reset', ...place('reset', options) })
}

/** The peer says nothing more and keeps the connection open: from the start (the default), or after half of a true body. */
export function silence(options: { at?: 'headers' | 'body'; delay?: Duration } = {}): SilenceFault {
  return Object.freeze({ kind: 'silence', ...place('silence', options) })
}

function place(what: string, options: { at?: 'headers' | 'body'; delay?: Duration }) {
  const { at = 'headers', delay, ...unknown } = options
  refuseUnknown(`${what}()`, unknown)
  if (at !== 'headers' && at !== 'body') {
    throw wrongUse(`make ${what}({ at: ${JSON.stringify(at)} })`, 'there is no such place', "Give 'headers' or 'body'")
  }
  return { at, ...(delay === undefined ? {} : { delayMs: durationMs(delay, `${what}({ delay })`) }) }
}

function retryAfterOf(value: number | string | { dateIn: Duration }): RetryAfter {
  if (typeof value !== 'object') return value
  return Object.freeze({ dateInMs: durationMs(value.dateIn, 'retryAfter: { dateIn }') })
}

/** Refuses options that nobody reads: a misspelt name would otherwise be silently without effect. */
export function refuseUnknown(what: string, unknown: object): void {
  const name = Object.keys(unknown)[0]
  if (name !== undefined) throw wrongUse(`make ${what}`, `it has no option "${name}"`, 'Check the spelling')
}
