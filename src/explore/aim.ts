/** What a generator aims at: the client's habits and promises turned into the numbers where behaviour changes. Pure. */
import { ADVICE, type Contract } from '../contract/contract.ts'
import type { Fault } from '../fault/fault.ts'
import type { Dialect, ProviderData } from '../provider/provider.ts'
import { during } from '../scenario/during.ts'
import type { During } from '../scenario/step.ts'
import type { Profile } from './profile.ts'

/** All that scenarios are generated from. */
export interface Aim {
  readonly provider: ProviderData
  readonly dialect: Dialect
  readonly profile: Profile
  readonly contract: Contract
  /** Whether a fault may be used. */
  readonly allows: (fault: Fault) => boolean
  /** The name of the user's own handlers that are the healthy world, or null. */
  readonly tail: string | null
}

/** How many answers to fail: around the last allowed retry, and a few small numbers. */
export function countsOf({ profile }: Aim): readonly number[] {
  const last = Math.min(profile.attempts ?? COUNT_MAX, COUNT_MAX)
  return distinct([1, 2, 3, last - 1, last, last + 1].filter((count) => count >= 1))
}

/** How long windows last: a call's retries meet their ends exactly, a millisecond early and late, or wait across them. */
export function windowsMs({ profile }: Aim): { readonly edges: readonly number[]; readonly plain: readonly number[] } {
  const edges = profile.retriesMs.flatMap((atMs, index) => {
    const beforeMs = Math.min(profile.retriesMs[index - 1] ?? 0, atMs)
    return [atMs - 1, atMs, atMs + 1, Math.round((beforeMs + atMs) / 2)]
  })
  const ends = profile.callMs === null ? [] : [profile.callMs, profile.callMs + 1]
  const plain = [1000, 5000, 10_000, 30_000, 60_000, 120_000, 720_000, HOUR_MS, 3 * HOUR_MS]
  return { edges: distinct([...edges, ...ends].map(Math.round).filter(isWindow)), plain }
}

/** What the client tries again without end, for as long as it takes to see that. */
export function patienceOf({ profile, allows }: Aim): readonly During[] {
  return profile.endless.flatMap(({ fault, limitMs }) => {
    const windowMs = Math.round(limitMs * PATIENCE) + 1000
    return allows(fault) && isWindow(windowMs) ? [during(windowMs, fault)] : []
  })
}

/** Hints in seconds: usual ones, and those about the largest that is obeyed. */
export function hintsS({ contract }: Aim): readonly number[] {
  const cap = (contract.retryAfterCapMs ?? ADVICE.retryAfterCapMs) / 1000
  return distinct([1, 2, 5, 20, Math.max(Math.floor(cap / 2), 1), cap, cap + 1, cap * 60])
}

/** When callers give up: within the first wait, in a later one, at a retry's very instant, soon, and late. */
export function abortsMs({ profile }: Aim): readonly number[] {
  const [first = 500, second = first * 2] = profile.retriesMs
  const candidates = [first / 2, first, first - 1, (first + second) / 2, 50, 200, 1000, 5000, 30_000]
  const possible = candidates.map(Math.round).filter((ms) => ms > profile.firstSentMs + 1)
  return distinct(possible.length === 0 ? [profile.firstSentMs + 1000] : possible)
}

/** How many calls: enough for rules that compare callers, and for what is promised about many of them. */
export function callCounts({ contract }: Aim): readonly number[] {
  const { breaker, alerts } = contract
  const promised = [breaker?.volume, breaker && breaker.volume * 2, alerts?.after, alerts && alerts.after * 2]
  const wanted = promised.filter((count) => count != null).map((count) => Math.min(Math.max(count, 1), CALLS_PROMISED))
  return distinct([2, 3, CALLS_COMPARED, ...wanted])
}

/** How far apart calls begin. */
export function pausesMs({ contract }: Aim): readonly number[] {
  const { breaker, alerts } = contract
  const promised = [
    breaker && breaker.resetMs / 2,
    breaker && breaker.windowMs / (breaker.volume * 2),
    alerts && alerts.withinMs / (alerts.after * 2),
  ]
  return distinct([0, 1000, 5000, 20_000, ...promised.filter((ms) => ms != null).map(Math.floor)])
}

/** How long answers are late: seconds, and about the time at which the client gives an attempt up. */
export function delaysMs({ profile, contract }: Aim): readonly number[] {
  const bounds = [profile.attemptMs, contract.attemptTimeMs, contract.totalTimeMs].filter((ms) => ms !== null)
  // Minutes of silence are dear to drill: just beyond a long bound is enough.
  const edges = bounds.flatMap((ms) => (ms > PATIENT_MS ? [ms + 1] : [ms - 1, ms + 1, ms * 2]))
  return distinct([1000, 10_000, ...edges].map(Math.round).filter(isWindow))
}

/** Clients that bear silence for longer than this are drilled through less of it. */
export const PATIENT_MS = 60_000

function isWindow(ms: number): boolean {
  return ms >= 1 && ms <= WINDOW_MAX_MS
}

function distinct(values: readonly number[]): number[] {
  return [...new Set(values)]
}

/** More answers than this are said by a window. */
const COUNT_MAX = 12
/** Waits that chance makes longer than the probe's were. */
const PATIENCE = 1.5
const HOUR_MS = 60 * 60 * 1000
const WINDOW_MAX_MS = 10 * HOUR_MS
/** R4 compares five callers. */
const CALLS_COMPARED = 5
const CALLS_PROMISED = 60
