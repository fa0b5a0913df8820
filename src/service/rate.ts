/** A limit: lets so many requests and tokens through in any minute, and so many answers at once. */
import type { ServiceRequest } from '../fault/request.ts'
import { type StatusFault, status } from '../fault/status.ts'
import type { Dialect, TokenCount } from '../provider/provider.ts'
import type { Limits } from '../scenario/step.ts'
import type { Passage, Passing, RateLimit } from './passage.ts'
import type { Passed, RateState } from './state.ts'

const WINDOW_MS = 60_000

/** After how many seconds a client may come back that met too many answers under way: nobody can say when one ends. */
const CONCURRENT_RETRY_AFTER = 1

/**
 * Asks a limit about a request at this time. A refused one doesn't count, as real APIs have it: otherwise a client that
 * comes back too early would never be let in again.
 */
export function passLimits(
  limits: Limits,
  state: RateState,
  { request, nowMs, dialect, underWayCount }: Passing,
): Passage {
  const passed = state.passed.filter(({ atMs }) => atMs > nowMs - WINDOW_MS)
  const cost = tokensOf(request, limits, dialect)
  const waitMs = roomInMs(limits, passed, cost, nowMs)
  const crowded = limits.concurrent !== undefined && underWayCount >= limits.concurrent
  if (waitMs === 0 && !crowded) {
    const after = { passed: [...passed, { atMs: nowMs, ...cost }] }
    return { refused: null, state: after, rateLimit: rateLimitOf(limits, after, nowMs), queuedMs: 0 }
  }
  // Whole seconds, rounded up: whoever waits exactly this long is let through.
  const retryAfter = Math.max(crowded ? CONCURRENT_RETRY_AFTER : 1, Math.ceil(waitMs / 1000))
  const { maskedAs } = limits
  const refused = maskedAs === undefined ? status(429, { retryAfter }) : masked(maskedAs)
  return { refused, state: { passed }, rateLimit: rateLimitOf(limits, { passed }, nowMs), queuedMs: 0 }
}

/** Another status in the place of 429; below 400 it is the limit's own error under a status that isn't one. */
function masked(maskedAs: number): StatusFault {
  return maskedAs < 400 ? status(429, { sentAs: maskedAs }) : status(maskedAs)
}

/** How long until there is room for this cost; what never fits is told to come back in a minute. */
function roomInMs(limits: Limits, passed: readonly Passed[], cost: TokenCount, nowMs: number): number {
  const { requestsPerMinute, inputTokensPerMinute, outputTokensPerMinute } = limits
  return Math.max(
    untilRoomMs(requestsPerMinute, passed, () => 1, 1, nowMs),
    untilRoomMs(inputTokensPerMinute, passed, ({ input }) => input, cost.input, nowMs),
    untilRoomMs(outputTokensPerMinute, passed, ({ output }) => output, cost.output, nowMs),
  )
}

function untilRoomMs(
  limit: number | undefined,
  passed: readonly Passed[],
  costOf: (one: Passed) => number,
  cost: number,
  nowMs: number,
): number {
  if (limit === undefined) return 0
  let used = passed.reduce((sum, one) => sum + costOf(one), 0)
  if (used + cost <= limit) return 0
  for (const one of passed) {
    used -= costOf(one)
    if (used + cost <= limit) return one.atMs + WINDOW_MS - nowMs
  }
  return WINDOW_MS
}

/** What a request costs; nothing where no limit asks for it. */
function tokensOf(request: ServiceRequest, limits: Limits, dialect: Pick<Dialect, 'countTokens'>): TokenCount {
  if (limits.inputTokensPerMinute === undefined && limits.outputTokensPerMinute === undefined) return NO_TOKENS
  // The rule of thumb of the APIs' own documentation: about four characters make a token.
  return dialect.countTokens?.(request) ?? { input: Math.ceil(request.body.length / 4), output: 0 }
}

const NO_TOKENS: TokenCount = { input: 0, output: 0 }

/** What the limit looks like from outside: requests left, and the time at which all of them are free again. */
function rateLimitOf(limits: Limits, { passed }: RateState, nowMs: number): RateLimit | null {
  const { requestsPerMinute: limit, maskedAs } = limits
  if (limit === undefined || maskedAs !== undefined) return null
  return { limit, remaining: limit - passed.length, resetEpochMs: (passed.at(-1)?.atMs ?? nowMs) + WINDOW_MS }
}
