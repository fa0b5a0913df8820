/** What right clients make of a failure: what it was, whether it passes, and how long to wait. */

/** An answer with an error's status, and what it said of itself. */
export class ApiError extends Error {
  readonly status: number
  readonly headers: Headers
  readonly requestId: string | null

  constructor(status: number, headers: Headers) {
    super(`the API answered ${status}`)
    this.status = status
    this.headers = headers
    this.requestId = headers.get('request-id') ?? headers.get('x-request-id')
  }
}

/** An answer that isn't one: cut, or an error's body under a 200. */
export class NoAnswer extends Error {
  readonly headers: Headers | null

  constructor(message: string, options: ErrorOptions & { headers?: Headers } = {}) {
    super(message, options)
    this.headers = options.headers ?? null
  }
}

/** True for what passes by itself: some statuses, broken connections, answers that came in part or not in time. */
export function passes(error: unknown): boolean {
  const status = statusOf(error)
  if (status !== null && status >= 400) return status === 408 || status === 429 || status >= 500
  const { name, code } = Object(error) as { name?: unknown; code?: unknown }
  if (name === 'AbortError' || name === 'APIUserAbortError' || code === 'ERR_CANCELED') return false
  return true
}

/** The status of an error, wherever its library keeps it. */
export function statusOf(error: unknown): number | null {
  const { status, statusCode, response } = Object(error) as Record<string, unknown>
  const own = Object(response) as Record<string, unknown>
  const found = [status, statusCode, own.status, own.statusCode].find((one) => typeof one === 'number')
  return (found as number | undefined) ?? null
}

/** 1 s, 2 s, 4 s, less up to a quarter by chance. */
export function backoffMs(retry: number): number {
  return 1000 * 2 ** retry * (1 - Math.random() / 4)
}

/** The wait before a retry: the back-off, or the hint if that is longer; null where it is longer than a minute. */
export function waitMs(retry: number, error: unknown): number | null {
  return waitUpTo(60_000)(retry, error)
}

/** The same with another longest hint. */
export function waitUpTo(capMs: number): (retry: number, error: unknown) => number | null {
  return (retry, error) => {
    const asked = hintMs(error)
    if (asked === null) return backoffMs(retry)
    return asked > capMs ? null : Math.max(asked, backoffMs(retry))
  }
}

/** The time that an answer asks for, read from seconds, milliseconds or a date; null where it can't be read. */
export function hintMs(error: unknown): number | null {
  const exact = header(error, 'retry-after-ms')
  if (/^\d+(\.\d+)?$/.test(exact ?? '')) return Number(exact)
  const hint = header(error, 'retry-after') ?? ''
  if (/^\d+(\.\d+)?$/.test(hint)) return Number(hint) * 1000
  const dateMs = /[a-z]/i.test(hint) ? Date.parse(hint) - Date.now() : Number.NaN
  return dateMs > 0 ? dateMs : null
}

/** A header of the answer that an error stands for, wherever its library keeps it. */
export function header(error: unknown, name: string): string | null {
  const { headers, responseHeaders, response } = Object(error) as Record<string, unknown>
  const all = headers ?? responseHeaders ?? (Object(response) as Record<string, unknown>).headers
  if (all instanceof Headers) return all.get(name)
  const value = (Object(all) as Record<string, unknown>)[name]
  return value === undefined ? null : String(value)
}
