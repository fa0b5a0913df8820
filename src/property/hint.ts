/** When a failed answer asks to be tried again: `retry-after`, `retry-after-ms` and `x-should-retry`, as sent. */
import type { AttemptView } from '../trace/view.ts'
import { httpDateMs } from './http-date.ts'

/** What an answer's hints come to. */
export type Hint =
  | { readonly kind: 'none' }
  /** Come back after this long; a client that comes back after `leastMs` has obeyed. */
  | { readonly kind: 'wait'; readonly waitMs: number; readonly leastMs: number; readonly raw: string }
  /** `retry-after: 0`: come back at once. */
  | { readonly kind: 'zero'; readonly raw: string }
  /** Garbage, a negative number, a date in the past. */
  | { readonly kind: 'unreadable'; readonly raw: string }
  /**
   * A time that a client may keep, and isn't held to: a date of an answer that doesn't say what time it was; or
   * `retry-after-ms`, which the APIs of models have and their SDKs read, where a request names no model.
   */
  | { readonly kind: 'loose'; readonly raw: string }

/** The hint of a failed answer. Where several disagree, the smallest is the one to obey. */
export function hintOf(attempt: AttemptView): Hint {
  if (attempt.status === null || attempt.status < 400) return { kind: 'none' }
  const dateMs = httpDateMs(attempt.hints.date?.[0] ?? '')
  const hints = [
    ...(attempt.hints['retry-after-ms'] ?? []).map((raw) => numberHint(raw, 1, `retry-after-ms: ${raw}`)),
    ...(attempt.hints['retry-after'] ?? []).map((raw) => retryAfter(raw, dateMs)),
  ]
  const hint = hints.toSorted((a, b) => size(a) - size(b))[0] ?? { kind: 'none' }
  const isForeign = attempt.model === null && attempt.hints['retry-after'] === undefined
  return isForeign && hint.kind === 'wait' ? { kind: 'loose', raw: hint.raw } : hint
}

/** True for an answer that names a time to come back, which a client may keep. */
export function hintsTime(hint: Hint): boolean {
  return hint.kind === 'wait' || hint.kind === 'loose'
}

/** What `x-should-retry` says, or null. */
export function shouldRetry(attempt: AttemptView): boolean | null {
  const values = attempt.hints['x-should-retry'] ?? []
  if (values.includes('false')) return false
  return values.includes('true') ? true : null
}

function retryAfter(raw: string, dateMs: number | null): Hint {
  const named = `retry-after: ${raw}`
  const askedMs = httpDateMs(raw)
  if (askedMs === null) return numberHint(raw, 1000, named)
  if (dateMs === null) return { kind: 'loose', raw: named }
  const waitMs = askedMs - dateMs
  return waitMs > 0 ? { kind: 'wait', waitMs, leastMs: waitMs - DATE_TOLERANCE_MS, raw: named } : unreadable(named)
}

function numberHint(raw: string, unitMs: number, named: string): Hint {
  if (!/^\d+(\.\d+)?$/.test(raw.trim())) return unreadable(named)
  const waitMs = Number(raw) * unitMs
  if (!Number.isFinite(waitMs)) return unreadable(named)
  if (waitMs === 0) return { kind: 'zero', raw: named }
  return { kind: 'wait', waitMs, leastMs: waitMs - TOLERANCE_MS, raw: named }
}

function unreadable(raw: string): Hint {
  return { kind: 'unreadable', raw: raw.length > RAW_MAX ? `${raw.slice(0, RAW_MAX)}…` : raw }
}

function size(hint: Hint): number {
  switch (hint.kind) {
    case 'zero':
      return Number.NEGATIVE_INFINITY
    case 'wait':
      return hint.leastMs
    case 'loose':
      return Number.MAX_VALUE // after every time that can be read
    case 'unreadable':
    case 'none':
      return Number.POSITIVE_INFINITY
  }
}

/** Timers round to whole milliseconds, HTTP dates to whole seconds. */
const TOLERANCE_MS = 1
const DATE_TOLERANCE_MS = 1000
const RAW_MAX = 60
