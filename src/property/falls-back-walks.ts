/** What the judges of a fallback know of a drill: its walks, which links had failed by when, and who was kept off them. */
import type { Contract } from '../contract/contract.ts'
import type { Fallback } from '../contract/fallback.ts'
import type { Trace } from '../trace/trace.ts'
import { failureVisibleAt, failureVisibleMs } from '../trace/view.ts'
import { mayRefuse, type Replay, replays } from './breaker-replay.ts'
import { linkName, type Stop, type Walk } from './chain.ts'
import { attemptName } from './format.ts'
import { hintOf } from './hint.ts'
import { outcomeOf } from './outcome.ts'

/** What the judges of a fallback see. */
export interface Drilled {
  readonly trace: Trace
  readonly contract: Contract
  readonly fallback: Fallback
  readonly walks: readonly Walk[]
}

/** True when a link failed in the way that the chain is declared for. */
export function hasFailed({ attempt }: Stop, { call }: Walk, { onNotFound }: Fallback): boolean {
  return outcomeOf(attempt, call) === 'failure' || (onNotFound && attempt.status === 404)
}

/** Whether the latest attempt on a link that had ended by a place of the trace wasn't a success. */
export function deadLinks({ walks, fallback }: Drilled): (link: number, place: number) => boolean {
  const ends = walks.flatMap(({ call, stops }) =>
    stops.flatMap(({ attempt, link }) => {
      const at = failureVisibleAt(attempt)
      const outcome = outcomeOf(attempt, call)
      return at === null || outcome === 'none'
        ? []
        : [{ at, link: nameAt(fallback, link), isDead: outcome !== 'success' }]
    }),
  )
  ends.sort((a, b) => a.at - b.at)
  return (link, place) => ends.findLast((end) => end.at < place && end.link === nameAt(fallback, link))?.isDead ?? false
}

/** Whether a declared breaker may have kept a client off a link between two places, under any reading. */
export function refusedLinks(drilled: Drilled): (link: number, fromAt: number, toAt: number) => boolean {
  const { trace, contract } = drilled
  const { breaker } = contract
  if (breaker === null) return () => false
  const played = replays(trace, contract)
  return (link, fromAt, toAt) =>
    played.some((replay) =>
      targetsOn(link, replay, drilled).some((target) =>
        mayRefuse(replay.moments.get(target) ?? [], breaker, trace, fromAt, toAt),
      ),
    )
}

/** Whether the last answers on a link still ask not to be tried at a time. */
export function hintPending({ walks }: Drilled, link: number, nowMs: number): boolean {
  const stops = walks.flatMap((walk) => walk.stops).filter((stop) => stop.link === link)
  return stops.some(({ attempt }) => {
    const hint = hintOf(attempt)
    const visibleMs = failureVisibleMs(attempt)!
    return hint.kind === 'wait' && visibleMs <= nowMs && visibleMs + hint.waitMs > nowMs
  })
}

/** An attempt with what it was: `attempt 0 of call 0 on claude-opus-4-7 (a stream)`. */
export function stopName({ attempt, link }: Stop, fallback: Fallback): string {
  return `${attemptName(attempt)} on ${nameAt(fallback, link)}${attempt.stream ? ' (a stream)' : ''}`
}

/** The name of the link at a place of the chain. */
export function nameAt({ chain }: Fallback, link: number): string {
  return linkName(chain[link]!)
}

/** The breakers that stand before a link: those of its attempts, or for a link never tried the one that it would meet. */
function targetsOn(link: number, replay: Replay, { walks, fallback }: Drilled): string[] {
  if (replay.reading.scope === 'all') return ['']
  const stops = walks
    .flatMap((walk) => walk.stops)
    .filter((stop) => nameAt(fallback, stop.link) === nameAt(fallback, link))
  if (stops.length > 0) return [...new Set(stops.map(({ attempt }) => replay.targetOf(attempt)))]
  if (replay.reading.scope === 'link') return []
  const { host } = fallback.chain[link]!
  return host === null ? [...replay.moments.keys()] : [host.toLowerCase()]
}
