/**
 * The `x-ratelimit-*` headers. Source: developers.openai.com/api/docs/guides/rate-limits, "Rate limits in headers", read
 * in November 2026.
 */
import type { Headers } from '../../fault/answer.ts'
import type { ServiceRequest } from '../../fault/request.ts'
import { firstRetryAfter, type StatusFault } from '../../fault/status.ts'
import type { AnswerContext } from '../provider.ts'
import { countTokens } from './tokens.ts'

// What a healthy account shows when the scenario sets no limit: far away, so that no client eases off because of it.
const REQUESTS_PER_MINUTE = 10_000
const TOKENS_PER_MINUTE = 30_000_000
const MINUTE_MS = 60_000
const YEAR_MS = 365 * 24 * 60 * MINUTE_MS

/** What is used up when a request is turned away. */
export type Exhausted = 'requests' | 'tokens'

/**
 * Both limits as headers: the request limit in force, else a far one; a far token limit. What a 429 says is exhausted
 * shows as used up until its own `retry-after` (a minute when it has none that can be dated). The reset is the time
 * until the limit is whole again, and each limit refills steadily within a minute.
 */
export function rateLimitHeaders(
  request: ServiceRequest,
  context: AnswerContext,
  exhausted?: Exhausted,
  fault?: StatusFault,
): Headers {
  const { input, output } = countTokens(request)
  const wait = fault === undefined ? 0 : waitMs(fault)
  const requests = bucket(REQUESTS_PER_MINUTE, 1, exhausted === 'requests' ? wait : null)
  const tokens = bucket(TOKENS_PER_MINUTE, input + output, exhausted === 'tokens' ? wait : null)
  const { limit, remaining, resetMs } = inForce(context) ?? requests
  return [
    ['x-ratelimit-limit-requests', String(limit)],
    ['x-ratelimit-limit-tokens', String(tokens.limit)],
    ['x-ratelimit-remaining-requests', String(remaining)],
    ['x-ratelimit-remaining-tokens', String(tokens.remaining)],
    ['x-ratelimit-reset-requests', durationText(resetMs)],
    ['x-ratelimit-reset-tokens', durationText(tokens.resetMs)],
  ]
}

/** A duration as Go prints it, which is how the headers carry it: `0s`, `120ms`, `1s`, `1.5s`, `6m0s`, `1h0m0s`. */
export function durationText(ms: number): string {
  const whole = Math.max(0, Math.ceil(ms))
  if (whole > 0 && whole < 1000) return `${whole}ms`
  const seconds = `${(whole % MINUTE_MS) / 1000}s`
  const minutes = Math.floor(whole / MINUTE_MS)
  if (minutes === 0) return seconds
  return minutes < 60 ? `${minutes}m${seconds}` : `${Math.floor(minutes / 60)}h${minutes % 60}m${seconds}`
}

interface Bucket {
  readonly limit: number
  readonly remaining: number
  readonly resetMs: number
}

function bucket(limit: number, used: number, exhaustedForMs: number | null): Bucket {
  if (exhaustedForMs !== null) return { limit, remaining: 0, resetMs: exhaustedForMs }
  const remaining = Math.max(0, limit - used)
  return { limit, remaining, resetMs: ((limit - remaining) / limit) * MINUTE_MS }
}

function inForce({ rateLimit, epochMs }: AnswerContext): Bucket | null {
  if (rateLimit === undefined) return null
  return { limit: rateLimit.limit, remaining: rateLimit.remaining, resetMs: rateLimit.resetEpochMs - epochMs }
}

function waitMs(fault: StatusFault): number {
  const retryAfter = firstRetryAfter(fault)
  const delayMs = typeof retryAfter === 'object' ? retryAfter.dateInMs : Number(retryAfter) * 1000
  return delayMs >= 0 && delayMs <= YEAR_MS ? delayMs : MINUTE_MS
}
