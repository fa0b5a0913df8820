/** How many more attempts a client owes a call: what it has promised, less what it has made. */
import { ADVICE, type Contract } from '../contract/contract.ts'
import type { Trace } from '../trace/trace.ts'
import { type AttemptView, type CallView, failureVisibleAt, failureVisibleMs } from '../trace/view.ts'
import { chargedRetries, linkRetries, type Walk, walksOf } from './chain.ts'
import { succeeded } from './failure.ts'
import { type FaultyPeriod, faultyPeriods } from './faulty-periods.ts'
import { hintOf, shouldRetry } from './hint.ts'
import { ownCalls } from './own-calls.ts'
import { byRequest, type Retry, retries } from './retry.ts'
import { failedBeforeFirstToken, isTransient } from './transience.ts'

/** What a call has made of its retries. */
export interface Ledger {
  readonly call: CallView
  readonly made: readonly Retry[]
  /** Those of the request that an attempt belongs to, up to that attempt. */
  readonly madeUpTo: (attempt: AttemptView) => readonly Retry[]
  /** Those that `retries` is charged with, as R2 counts them. */
  readonly charged: readonly Retry[]
  readonly walks: readonly Walk[]
}

/** The calls of a drill, and what its client is known to do at least. */
export interface Ledgers {
  readonly calls: readonly Ledger[]
  /** True where each call is seen to be one request, so that all of its `retries` are for that one. */
  readonly isOneRequestEach: boolean
  /** The most retries that the client was seen to make one after the other for a request: so many it has. */
  readonly habit: number
  /** Where in the trace its first retry was made. */
  readonly firstRetryAt: number
  readonly periods: readonly FaultyPeriod[]
}

/** What the calls of a drill have made of their retries. */
export function ledgersOf(trace: Trace, contract: Contract): Ledgers {
  const ledgers = ownCalls(trace).map((call): Ledger => {
    const made = retries(call)
    const walks = contract.fallback === null ? [] : walksOf(call, contract.fallback.chain)
    return { call, made, madeUpTo: byRequest(call, made), charged: chargedRetries(call, contract), walks }
  })
  const inARow = ledgers.flatMap(({ call, made }) => {
    const waited = made.filter(({ waitMs }) => waitMs !== null)
    const waitedUpTo = byRequest(call, waited)
    return waited.map(({ after }) => waitedUpTo(after).length)
  })
  const isDone = ({ call }: Ledger) => call.outcome === 'value' && call.attempts.some(succeeded)
  return {
    calls: ledgers,
    isOneRequestEach:
      ledgers.some(isDone) && ledgers.every(({ call, made }) => call.attempts.length <= made.length + 1),
    habit: inARow.reduce((most, count) => Math.max(most, count), 0),
    firstRetryAt: Math.min(...ledgers.flatMap(({ made }) => made.map(({ after }) => after.createdAt))),
    periods: contract.amplification === null ? [] : faultyPeriods(trace),
  }
}

/** True for a failure that passes, and whose hint, if it has one, is to be obeyed. */
export function asksForRetry(attempt: AttemptView, { retryAfterCapMs }: Contract): boolean {
  if (!isTransient(attempt) && !failedBeforeFirstToken(attempt)) return false
  if (failureVisibleMs(attempt) === null || shouldRetry(attempt) === false) return false
  const hint = hintOf(attempt)
  const capMs = retryAfterCapMs ?? ADVICE.retryAfterCapMs
  return hint.kind !== 'loose' && !(hint.kind === 'wait' && hint.waitMs > capMs)
}

/**
 * Whether a client has a retry left for an attempt that has failed, and is known to make it.
 *
 * `retries` bounds a call. Where calls are seen to be one request each, all of it is owed to that one. A call of several
 * requests shares it out as it likes: one of these is owed no more than one retry, or as many as the client was seen to
 * make for another. Who declares nothing owes one. A budget over all calls (`amplification`) may be kept in any way: once
 * a retry was made, nobody else knows what is left of it.
 */
export function hasBudget(attempt: AttemptView, ledger: Ledger, contract: Contract, known: Ledgers): boolean {
  if (isSpent(attempt, ledger, contract)) return false
  if (contract.amplification !== null && isSpentByAll(attempt, contract.amplification, known)) return false
  const made = ledger.madeUpTo(attempt)
  // Of a call that can't be told from a walk along the chain nobody knows which links have retries left.
  const isWalked = contract.fallback === null || ledger.walks.length > 0
  const owesAll = contract.retries !== null && known.isOneRequestEach && isWalked
  const least = contract.retries === null ? 1 : Math.max(1, known.habit)
  if (!owesAll && made.length >= least) return false
  return isInTime(attempt, ledger, made.at(-1)?.waitMs ?? 0, contract)
}

/** By the count that R2 goes by: the link's own, or the call's. */
function isSpent({ attempt }: AttemptView, { charged, walks }: Ledger, contract: Contract): boolean {
  const walk = walks.find(({ stops }) => stops.some((stop) => stop.attempt.attempt === attempt))
  const stop = walk?.stops.find((one) => one.attempt.attempt === attempt)
  const ofLink = stop === undefined ? null : contract.fallback!.chain[stop.link]!.retries
  if (ofLink !== null) {
    const made = linkRetries(walk!, contract).filter((one) => one.link === stop!.link && one.attempt.attempt <= attempt)
    return made.length >= ofLink
  }
  return contract.retries !== null && charged.filter(({ after }) => after.attempt <= attempt).length >= contract.retries
}

/** Its share of the attempts is counted as R17 counts it: over the calls of one faulty period. */
function isSpentByAll(attempt: AttemptView, amplification: number, { firstRetryAt, periods }: Ledgers): boolean {
  const at = failureVisibleAt(attempt)!
  const t = failureVisibleMs(attempt)!
  if (firstRetryAt < at) return true
  const period = periods.find(({ fromMs, toMs }) => fromMs <= t && t <= toMs)
  const started = (period?.calls ?? []).filter(({ startedAt }) => startedAt < at)
  const sent = started.flatMap(({ attempts }) => attempts.filter(({ createdAt }) => createdAt < at))
  return sent.length + 1 > amplification * started.length
}

function isInTime(attempt: AttemptView, { call }: Ledger, lastWaitMs: number, { totalTimeMs }: Contract): boolean {
  if (totalTimeMs === null) return true
  const hint = hintOf(attempt)
  const nextWaitMs = hint.kind === 'wait' ? hint.waitMs : lastWaitMs * 2
  return failureVisibleMs(attempt)! - call.startMs + nextWaitMs < totalTimeMs
}
