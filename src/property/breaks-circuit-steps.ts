/** Where a client's steps differ from those of the reference breaker: what it sent too much, and what it didn't send. */
import type { Breaker } from '../contract/breaker.ts'
import type { Contract } from '../contract/contract.ts'
import type { Trace } from '../trace/trace.ts'
import { type CallView, calls, failureVisibleMs } from '../trace/view.ts'
import { admits, type BreakerState, failedCount } from './breaker-machine.ts'
import { type Moment, mayRefuse, type Opening, type Replay, type Stray } from './breaker-replay.ts'
import { linkName, type Stop, type Walk, walksOf } from './chain.ts'
import { failureText } from './failure.ts'
import { attemptName, capitalised, counted, errorText, seconds } from './format.ts'
import { hintOf } from './hint.ts'
import type { Breach } from './result.ts'

/** Attempts that were created while the breaker was open, and those beyond its probes. */
export function attemptsOutside(replay: Replay, contract: Contract, breaker: Breaker): Breach[][] {
  const isOpen = ({ moment }: Stray) => moment.state.phase === 'open'
  const name = namer(replay, contract)
  return [
    replay.strays.filter(isOpen).map((stray) => whileOpen(stray, replay, breaker, name(stray.target))),
    replay.strays.filter((stray) => !isOpen(stray)).map((stray) => beyondProbes(stray, breaker, name(stray.target))),
  ]
}

/** Calls that failed without asking, or began on a later link, although the breaker would have let them through. */
export function idleBreaches(replay: Replay, trace: Trace, contract: Contract, breaker: Breaker): Breach[][] {
  const all = calls(trace)
  const refused = all.filter(
    ({ attempts, outcome, abortedAt }) => attempts.length === 0 && outcome === 'error' && abortedAt === null,
  )
  const idle = refused.map((call) => refusedBreach(call, replay, trace, contract, breaker))
  const walks = all.flatMap((call) => walksOf(call, contract.fallback?.chain ?? []))
  const stops = walks.flatMap((walk) => walk.stops)
  const skipped = walks.flatMap((walk) => skippedBreach(walk, stops, replay, trace, contract, breaker) ?? [])
  const kind = (wanted: Idle['kind']) => idle.flatMap((found) => (found?.kind === wanted ? [found.breach] : []))
  return [kind('stuck'), kind('closed'), kind('early'), skipped]
}

function whileOpen({ attempt, target, moment }: Stray, replay: Replay, breaker: Breaker, name: string): Breach {
  const opening = replay.openings.find((one) => one.target === target && one.at === moment.at)!
  return {
    what:
      `${capitalised(attemptName(attempt))} was created at ${seconds(attempt.startMs)}, although ${name} ` +
      `${openedText(opening, breaker)} and lets nothing through before ${seconds(moment.t + breaker.resetMs)} ` +
      `(${seconds(breaker.resetMs)} of reset declared)`,
    remedy: opening.isAgain
      ? 'Let a failed probe open the breaker for another full reset'
      : 'Tell the breaker of every attempt, retries included, and ask it before each one',
    evidence: [moment.at, attempt.createdAt],
  }
}

function openedText({ t, why, failed, total, isAgain }: Opening, { threshold, windowMs, volume }: Breaker): string {
  if (isAgain) return `had opened again at ${seconds(t)}, when its probe (${attemptName(why)}) ${failureText(why)},`
  return (
    `had opened at ${seconds(t)}, when ${failed} of ${counted(total, 'attempt')} in ${seconds(windowMs)} had failed ` +
    `(${percent(threshold)} of at least ${volume} declared),`
  )
}

function beyondProbes({ attempt, moment }: Stray, { probes }: Breaker, name: string): Breach {
  const { state, why } = moment
  return {
    what:
      `${capitalised(attemptName(attempt))} was created at ${seconds(attempt.startMs)}, while ${name} was half open with ` +
      `${counted(state.probes, 'probe')} under way (since ${seconds(why?.startMs ?? moment.t)}, ` +
      `${why === null ? 'unknown' : attemptName(why)}), where ${probes} at a time ${probes === 1 ? 'is' : 'are'} declared`,
    remedy: 'Hand out the probe before it is sent, and fail every other call at once until it has ended',
    evidence: [moment.at, attempt.createdAt],
  }
}

interface Idle {
  readonly kind: 'stuck' | 'closed' | 'early'
  readonly breach: Breach
}

function refusedBreach(
  call: CallView,
  replay: Replay,
  trace: Trace,
  contract: Contract,
  breaker: Breaker,
): Idle | null {
  const untilAt = trace.events.findLastIndex(({ t }) => t <= call.endMs!)
  const targets = [...replay.moments]
  if (targets.some(([, moments]) => mayRefuse(moments, breaker, trace, call.startedAt, untilAt))) return null
  const standing = targets.flatMap(([target, moments]) => {
    const moment = moments.findLast(({ at }) => at <= call.startedAt)
    return moment === undefined ? [] : [{ target, moment: pruned(moment, breaker, call.startMs) }]
  })
  // A call that fails before any failure was seen has a reason of its own, which is no breaker's.
  // What takes time to be refused waited for something else, such as a limiter of the client's own.
  const isAtOnce = call.endMs === call.startMs
  const [found] = standing
    .filter(({ moment }) => weight(moment.state) > 0 && (isAtOnce || moment.state.phase !== 'closed'))
    .toSorted((a, b) => weight(b.moment.state) - weight(a.moment.state))
  if (found === undefined) return null
  const { kind, why } = reason(found.moment, breaker, namer(replay, contract)(found.target))
  const begun = `Call ${call.call} ended at ${seconds(call.endMs!)} with "${errorText(call.error)}" and had sent nothing`
  return {
    kind,
    breach: {
      what: `${begun}, although ${why}`,
      remedy: REMEDIES[kind],
      evidence: [placeOf(found.moment), call.startedAt, call.endedAt],
    },
  }
}

const REMEDIES: Readonly<Record<Idle['kind'], string>> = {
  stuck: 'Let the first call after the reset through as a probe, and give its slot back however it ends',
  closed: 'Close the breaker and empty its window when a probe succeeds',
  early: 'Open only when the window holds its volume of attempts and the share of failures has reached the threshold',
}

function reason({ state, t, why }: Moment, breaker: Breaker, name: string): { kind: Idle['kind']; why: string } {
  if (state.phase === 'open') {
    const dueMs = state.sinceMs + breaker.resetMs
    return {
      kind: 'stuck',
      why: `${name}, open since ${seconds(state.sinceMs)}, owes a probe from ${seconds(dueMs)} on`,
    }
  }
  if (state.phase === 'half-open') {
    return { kind: 'stuck', why: `${name}, half open, had no probe under way since ${seconds(t)}` }
  }
  const failed = failedCount(state)
  if (state.era > 0 && failed === 0) {
    const by = why === null ? '' : ` by ${attemptName(why)}`
    return { kind: 'closed', why: `${name} had been closed again at ${seconds(state.sinceMs)}${by}` }
  }
  const seen = `${failed} of ${counted(state.results.length, 'attempt')} in ${seconds(breaker.windowMs)} had failed`
  return {
    kind: 'early',
    why: `${seen}, and ${name} is to open at ${percent(breaker.threshold)} of at least ${breaker.volume}`,
  }
}

/** The later phases say more of why a call was refused; of closed breakers the one with the most failures does. */
function weight(state: BreakerState): number {
  if (state.phase !== 'closed') return Number.MAX_SAFE_INTEGER
  return failedCount(state) + (state.era > 0 ? 1 : 0)
}

function pruned(moment: Moment, { windowMs }: Breaker, nowMs: number): Moment {
  const results = moment.state.results.filter(({ t }) => t > nowMs - windowMs)
  return { ...moment, state: { ...moment.state, results } }
}

/** A call that begins on a later link, though the breaker before an earlier one owes a probe. */
function skippedBreach(
  { call, isFirst, stops }: Walk,
  all: readonly Stop[],
  replay: Replay,
  trace: Trace,
  contract: Contract,
  breaker: Breaker,
): Breach | null {
  const first = stops[0]
  if (!isFirst || first === undefined) return null
  const chain = contract.fallback!.chain
  const untilAt = trace.events.findLastIndex(({ t }) => t <= first.attempt.startMs)
  for (let link = 0; link < first.link; link++) {
    const earlier = all.filter((stop) => stop.link === link && stop.attempt.createdAt < call.startedAt)
    const targets = new Set(earlier.map(({ attempt }) => replay.targetOf(attempt)))
    if (targets.size !== 1 || targets.has(replay.targetOf(first.attempt)) || isHinted(earlier, call.startMs)) continue
    const moments = replay.moments.get([...targets][0]!)!
    const moment = moments.findLast(({ at }) => at <= call.startedAt)
    if (moment === undefined || moment.state.phase === 'closed' || !admits(moment.state, breaker, call.startMs))
      continue
    if (mayRefuse(moments, breaker, trace, call.startedAt, untilAt)) continue
    const name = namer(replay, contract)([...targets][0]!)
    return {
      what:
        `Call ${call.call} began with ${attemptName(first.attempt)} on ${linkName(chain[first.link]!)} at ` +
        `${seconds(first.attempt.startMs)}, although ${reason(moment, breaker, name).why}`,
      remedy: REMEDIES.stuck,
      evidence: [placeOf(moment), first.attempt.createdAt],
    }
  }
  return null
}

/** True while the last answer on a link still asks not to be tried. */
function isHinted(stops: readonly Stop[], nowMs: number): boolean {
  return stops.some(({ attempt }) => {
    const hint = hintOf(attempt)
    return hint.kind === 'wait' && failureVisibleMs(attempt)! + hint.waitMs > nowMs
  })
}

function placeOf({ at }: Moment): number | null {
  return at < 0 ? null : at
}

function namer({ moments }: Replay, { fallback }: Contract): (target: string) => string {
  if (moments.size < 2) return () => 'the breaker'
  return (target) => {
    const link = /^link (\d+)$/.exec(target)?.[1]
    return `the breaker of ${link === undefined ? target : linkName(fallback!.chain[Number(link)]!)}`
  }
}

/** A share as reports say it: `20%`. */
export function percent(share: number): string {
  return `${Number((share * 100).toFixed(1))}%`
}
