/** The `anthropic-ratelimit-*` headers. Source: platform.claude.com/docs/en/api/rate-limits, read in November 2026. */
import type { Headers } from '../../fault/answer.ts'
import { firstRetryAfter, type StatusFault } from '../../fault/status.ts'
import type { AnswerContext } from '../provider.ts'

// What a healthy account shows when the scenario sets no limit: far away, so that no client eases off because of it.
const REQUESTS_PER_MINUTE = 4000
const MINUTE_MS = 60_000
const YEAR_MS = 365 * 24 * 60 * MINUTE_MS

/**
 * The request limit as headers: the limit in force, else a far one, which a 429 shows as used up until its own
 * `retry-after` (a minute when it has none that can be dated).
 */
export function rateLimitHeaders(context: AnswerContext, fault?: StatusFault): Headers {
  const { limit, remaining, resetEpochMs } = context.rateLimit ?? {
    limit: REQUESTS_PER_MINUTE,
    remaining: fault === undefined ? REQUESTS_PER_MINUTE - 1 : 0,
    resetEpochMs: context.epochMs + (fault === undefined ? 0 : waitMs(fault)),
  }
  return [
    ['anthropic-ratelimit-requests-limit', String(limit)],
    ['anthropic-ratelimit-requests-remaining', String(remaining)],
    ['anthropic-ratelimit-requests-reset', timestamp(resetEpochMs)],
  ]
}

function waitMs(fault: StatusFault): number {
  const retryAfter = firstRetryAfter(fault)
  const delayMs = typeof retryAfter === 'object' ? retryAfter.dateInMs : Number(retryAfter) * 1000
  return delayMs >= 0 && delayMs <= YEAR_MS ? delayMs : MINUTE_MS
}

/** RFC 3339 in whole seconds, rounded up: before that second the limit may still be in force. */
function timestamp(epochMs: number): string {
  return new Date(Math.ceil(epochMs / 1000) * 1000).toISOString().replace('.000Z', 'Z')
}
