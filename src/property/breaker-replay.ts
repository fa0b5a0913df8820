/** A trace played to the reference breaker, once for each way in which a client may rightly understand its promise. */
import type { Breaker } from '../contract/breaker.ts'
import type { Contract } from '../contract/contract.ts'
import type { Trace } from '../trace/trace.ts'
import { type AttemptView, attempts, type CallView, calls, failureVisibleAt } from '../trace/view.ts'
import {
  admits,
  type BreakerResult,
  type BreakerState,
  create,
  FRESH,
  failedCount,
  settle,
  type Ticket,
} from './breaker-machine.ts'
import { type Scope, targets } from './breaker-target.ts'
import { outcomeOf } from './outcome.ts'

/** One way to understand a breaker: what it stands before, and what it counts where nobody says. */
interface Reading {
  readonly scope: Scope
  /** What a failure counts for that not every client can see, such as a body that was cut. */
  readonly unclear: 'failure' | 'success'
  readonly opensOn: 'failure' | 'any'
}

/** Every way to understand a breaker, the plainest first. */
const READINGS: readonly Reading[] = (['failure', 'any'] as const).flatMap((opensOn) =>
  (['failure', 'success'] as const).flatMap((unclear) =>
    (['link', 'host', 'all'] as const).map((scope) => ({ scope, unclear, opensOn })),
  ),
)

/** A breaker's state from a place in the trace on; `why` is the attempt that brought it into its phase. */
export interface Moment {
  readonly at: number
  readonly t: number
  readonly state: BreakerState
  readonly why: AttemptView | null
}

/** The breaker opened. */
export interface Opening extends Moment {
  readonly target: string
  readonly why: AttemptView
  readonly failed: number
  readonly total: number
  /** True when it was a probe that failed. */
  readonly isAgain: boolean
}

/** An attempt that was created although the breaker, in the state of that moment, admitted none. */
export interface Stray {
  readonly attempt: AttemptView
  readonly target: string
  readonly moment: Moment
}

/** What the reference breaker did under one reading. */
export interface Replay {
  readonly reading: Reading
  /** Each target's states, in order. */
  readonly moments: ReadonlyMap<string, readonly Moment[]>
  readonly strays: readonly Stray[]
  readonly openings: readonly Opening[]
  /** Attempts that were admitted while it was half open. */
  readonly probes: readonly AttemptView[]
  readonly targetOf: (attempt: AttemptView) => string
}

/** Plays a trace to the reference breaker under every reading. Nothing where no breaker is declared. */
export function replays(trace: Trace, contract: Contract): Replay[] {
  const { breaker } = contract
  if (breaker === null) return []
  const happenings = happeningsOf(trace)
  return READINGS.map((reading) => replay(happenings, trace, contract, breaker, reading))
}

/**
 * Whether a client may have kept from asking between two places of the trace, because a breaker was open: under any
 * reading, for any target. Other judges excuse by it a retry, a fallback or a success that a breaker forbade.
 */
export function breakerExcuse(trace: Trace, contract: Contract): (fromAt: number, toAt: number) => boolean {
  const { breaker } = contract
  if (breaker === null) return () => false
  const played = replays(trace, contract)
  return (fromAt, toAt) =>
    played.some(({ moments }) =>
      [...moments.keys()].some((target) => mayRefuse(moments.get(target)!, breaker, trace, fromAt, toAt)),
    )
}

/** Whether one target's breaker admitted nothing, at some moment between two places. */
export function mayRefuse(
  moments: readonly Moment[],
  breaker: Breaker,
  trace: Trace,
  fromAt: number,
  toAt: number,
): boolean {
  const isRefusing = (state: BreakerState, nowMs: number) => !admits(state, breaker, nowMs - TOLERANCE_MS)
  return (
    isRefusing(stateAt(moments, fromAt), trace.events[fromAt]!.t) ||
    moments.some(({ at, t, state }) => at > fromAt && at <= toAt && isRefusing(state, t))
  )
}

/** A target's state at a place of the trace. */
function stateAt(moments: readonly Moment[], place: number): BreakerState {
  return moments.findLast(({ at }) => at <= place)?.state ?? FRESH
}

interface Happening {
  readonly at: number
  readonly attempt: AttemptView
  /** What came of the attempt; null for its creation. */
  readonly result: BreakerResult | 'unclear' | null
}

function happeningsOf(trace: Trace): Happening[] {
  const byCall = new Map(calls(trace).map((call) => [call.call, call]))
  const served = attempts(trace).filter(({ fault }) => fault !== UNEXPECTED_HOST)
  const happenings = served.flatMap((attempt): Happening[] => {
    const call = attempt.call === null ? null : (byCall.get(attempt.call) ?? null)
    const end = endOf(attempt, call)
    return [{ at: attempt.createdAt, attempt, result: null }, ...(end === null ? [] : [{ ...end, attempt }])]
  })
  return happenings.sort((a, b) => a.at - b.at)
}

/** When an attempt ends for the client, and as what. One that is left behind open when its call fails may be a time-out. */
function endOf(attempt: AttemptView, call: CallView | null): Pick<Happening, 'at' | 'result'> | null {
  const visibleAt = failureVisibleAt(attempt)
  const leftAt = call?.endedAt ?? null
  if (leftAt !== null && leftAt > attempt.createdAt && (visibleAt === null || visibleAt > leftAt)) {
    return { at: leftAt, result: call!.outcome === 'error' ? 'unclear' : 'none' }
  }
  if (visibleAt === null) return null
  const outcome = outcomeOf(attempt, call)
  // The client's own 4xx shows that the service is well.
  return { at: visibleAt, result: outcome === 'refused' ? 'success' : outcome }
}

function replay(
  happenings: readonly Happening[],
  trace: Trace,
  contract: Contract,
  breaker: Breaker,
  reading: Reading,
): Replay {
  const rules = { ...breaker, opensOn: reading.opensOn }
  const created = happenings.flatMap(({ attempt, result }) => (result === null ? [attempt] : []))
  const targetOf = targets(created, contract, reading.scope)
  const moments = new Map<string, Moment[]>()
  const tickets = new Map<AttemptView, Ticket | null>()
  const strays: Stray[] = []
  const openings: Opening[] = []
  const probes: AttemptView[] = []
  for (const { at, attempt, result } of happenings) {
    const { t } = trace.events[at]!
    const target = targetOf(attempt)
    if (!moments.has(target)) moments.set(target, [{ at: -1, t: 0, state: FRESH, why: null }])
    const past = moments.get(target)!
    const before = past.at(-1)!
    if (result === null) {
      const [ticket, state] = create(before.state, rules, t + TOLERANCE_MS)
      tickets.set(attempt, ticket)
      if (ticket !== null && state.phase === 'half-open') probes.push(attempt)
      if (ticket === null && !isUnderWay(attempt, before)) strays.push({ attempt, target, moment: before })
      const isNewPhase = state.era !== before.state.era
      if (state !== before.state) past.push({ at, t, state, why: isNewPhase ? attempt : before.why })
      continue
    }
    const counted = result === 'unclear' ? reading.unclear : result
    const state = settle(before.state, rules, t, tickets.get(attempt) ?? null, counted)
    if (state === before.state) continue
    const isNewPhase = state.era !== before.state.era
    past.push({ at, t, state, why: isNewPhase ? attempt : before.why })
    if (!isNewPhase || state.phase !== 'open') continue
    const window = before.state.results.filter((earlier) => earlier.t > t - breaker.windowMs)
    const failed = failedCount({ results: window }) + (counted === 'failure' ? 1 : 0)
    const isAgain = before.state.phase === 'half-open'
    openings.push({ at, t, state, target, why: attempt, failed, total: window.length + 1, isAgain })
  }
  return { reading, moments, strays, openings, probes, targetOf }
}

/**
 * What another call creates at the very instant of the transition was under way in the client before it could know.
 */
function isUnderWay(attempt: AttemptView, { t, state, why }: Moment): boolean {
  return state.phase === 'open' && attempt.startMs === t && attempt.call !== why?.call
}

/** Timers round to whole milliseconds. */
const TOLERANCE_MS = 1
const UNEXPECTED_HOST = 'unexpected host'
