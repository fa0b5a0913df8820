/** A limit: lets so many requests through in any minute. */
import { type StatusFault, status } from '../fault/fault.ts'
import type { AnswerContext } from '../provider/provider.ts'
import type { Limits } from '../scenario/step.ts'
import type { GateState } from './state.ts'

const WINDOW_MS = 60_000

/** What a limit says about one request: refused with a fault, or let through. */
export type Passage =
  | { readonly refused: StatusFault; readonly state: GateState }
  | { readonly refused: null; readonly state: GateState; readonly rateLimit: RateLimit | null }

/** What an answer may tell about the limit; null when the limit is masked. */
export type RateLimit = NonNullable<AnswerContext['rateLimit']>

/**
 * Asks a limit about a request at this time. A refused one doesn't count, as real APIs have it: otherwise a client that
 * comes back too early would never be let in again.
 */
export function pass(limits: Limits, state: GateState, nowMs: number): Passage {
  const { requestsPerMinute, maskedAs } = limits
  const recent = state.passedMs.filter((passedMs) => passedMs > nowMs - WINDOW_MS)
  const oldest = recent[0]
  if (recent.length < requestsPerMinute || oldest === undefined) {
    const passedMs = [...recent, nowMs]
    return { refused: null, state: { passedMs }, rateLimit: rateLimitOf(limits, { passedMs }, nowMs) }
  }
  // Whole seconds, rounded up: whoever waits exactly this long is let through.
  const retryAfter = Math.max(1, Math.ceil((oldest + WINDOW_MS - nowMs) / 1000))
  return { refused: maskedAs === null ? status(429, { retryAfter }) : status(maskedAs), state: { passedMs: recent } }
}

/** What the limit looks like from outside: room left, and the time at which all of it is free again. */
export function rateLimitOf(limits: Limits, { passedMs }: GateState, nowMs: number): RateLimit | null {
  if (limits.maskedAs !== null) return null
  const { requestsPerMinute: limit } = limits
  return { limit, remaining: limit - passedMs.length, resetEpochMs: (passedMs.at(-1) ?? nowMs) + WINDOW_MS }
}
