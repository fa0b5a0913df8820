/** In which order a call tries its links: none skipped, none tried again, and the head first in a healed world. */
import { type CallView, failureVisibleAt, failureVisibleMs } from '../trace/view.ts'
import { stepsOf, type Walk } from './chain.ts'
import { failureText } from './failure.ts'
import { type Drilled, deadLinks, hintPending, nameAt, refusedLinks, stopName } from './falls-back-walks.ts'
import { capitalised, seconds } from './format.ts'
import { outcomeOf } from './outcome.ts'
import type { Breach } from './result.ts'
import { isVisibleBefore } from './retry.ts'

/** A link was passed over that wasn't known to be dead. */
export function skips(drilled: Drilled): Breach[] {
  const { walks, fallback } = drilled
  const isDead = deadLinks(drilled)
  const isRefused = refusedLinks(drilled)
  const passedOver = (fromLink: number, toLink: number, fromAt: number, toAt: number) =>
    fallback.chain.findIndex(
      (_, link) => link > fromLink && link < toLink && !isDead(link, toAt) && !isRefused(link, fromAt, toAt),
    )
  return walks.flatMap((walk) => {
    const { call, isFirst, stops } = walk
    const first = stops[0]!
    const unskipped = isFirst ? passedOver(-1, first.link, call.startedAt, first.attempt.createdAt) : -1
    const starts: Breach[] =
      unskipped < 0
        ? []
        : [
            {
              what:
                `Call ${call.call} began with ${stopName(first, fallback)} at ${seconds(first.attempt.startMs)}, and ` +
                `passed over ${nameAt(fallback, unskipped)}, which stands before it in the chain and wasn't known to fail`,
              remedy: IN_ORDER,
              evidence: [call.startedAt, first.attempt.createdAt],
            },
          ]
    const steps = stepsOf(walk).flatMap(([from, to]): Breach[] => {
      const link = passedOver(from.link, to.link, from.attempt.createdAt, to.attempt.createdAt)
      if (link < 0) return []
      return [
        {
          what:
            `${capitalised(stopName(to, fallback))} followed at ${seconds(to.attempt.startMs)} on ` +
            `${stopName(from, fallback)}, and passed over ${nameAt(fallback, link)}, which comes next in the chain and ` +
            `wasn't known to fail`,
          remedy: IN_ORDER,
          evidence: [from.attempt.createdAt, to.attempt.createdAt],
        },
      ]
    })
    return [...starts, ...steps]
  })
}

/** A call went back to a link that it had left. */
export function backTracks({ walks, fallback }: Drilled): Breach[] {
  return walks.flatMap((walk) =>
    stepsOf(walk).flatMap(([from, to]) => {
      if (from.link <= to.link) return []
      const dead = walk.stops.findLast(
        ({ attempt, link }) => link === to.link && isVisibleBefore(attempt, to.attempt) && attempt !== to.attempt,
      )
      const why =
        dead === undefined
          ? 'an earlier link of the chain'
          : `where ${stopName(dead, fallback)} ${failureText(dead.attempt)} at ${seconds(failureVisibleMs(dead.attempt)!)}`
      return {
        what:
          `Call ${walk.call.call} went back from ${nameAt(fallback, from.link)} to ${nameAt(fallback, to.link)} with ` +
          `attempt ${to.attempt.attempt} at ${seconds(to.attempt.startMs)}, ${why}`,
        remedy: 'Leave a failed link behind until the next call, or name it once more at the end of the declared chain',
        evidence: [
          dead === undefined ? null : failureVisibleAt(dead.attempt),
          from.attempt.createdAt,
          to.attempt.createdAt,
        ],
      }
    }),
  )
}

/** The world had healed, and the head was still passed over. */
export function neverBack(drilled: Drilled): Breach[] {
  const { walks, fallback, contract } = drilled
  const isDead = deadLinks(drilled)
  return walks.flatMap((walk) => {
    const { call, isFirst, stops } = walk
    const first = stops[0]!
    if (!call.healed || !isFirst || first.link === 0 || !isDead(0, call.startedAt)) return []
    if (hintPending(drilled, 0, call.startMs) || isBusy(drilled, call)) return []
    const resetMs = contract.breaker?.resetMs ?? 0
    const failed = lastFailure(drilled, call)
    if (contract.breaker !== null && failed !== null && failed.t + resetMs + TOLERANCE_MS > call.startMs) return []
    const figure =
      contract.breaker === null ? 'no breaker is declared' : `the declared reset of ${seconds(resetMs)} is over`
    return {
      what:
        `Call ${call.call} started at ${seconds(call.startMs)} in the healed world, but began with ` +
        `${stopName(first, fallback)}: ${nameAt(fallback, 0)} was never tried again, though ${figure}`,
      remedy: 'Begin each call with the head of the chain, or let a probe find out when it is well again',
      evidence: [failed?.at ?? null, call.startedAt, first.attempt.createdAt],
    }
  })
}

/** True while another call's attempt is under way on the head, as a probe may be. */
function isBusy({ walks }: Drilled, call: CallView): boolean {
  return walks.some((walk) =>
    walk.stops.some(
      ({ attempt, link }) =>
        link === 0 &&
        walk.call !== call &&
        attempt.createdAt < (call.endedAt ?? Number.POSITIVE_INFINITY) &&
        (attempt.endedAt === null || attempt.endedAt > call.startedAt),
    ),
  )
}

function lastFailure({ walks, trace }: Drilled, before: CallView): { at: number; t: number } | null {
  const places = walks.flatMap(({ call, stops }: Walk) =>
    stops.flatMap(({ attempt }) => {
      const at = failureVisibleAt(attempt)
      const isFailure = ['failure', 'unclear'].includes(outcomeOf(attempt, call))
      return at !== null && at < before.startedAt && isFailure ? [at] : []
    }),
  )
  if (places.length === 0) return null
  const at = Math.max(...places)
  return { at, t: trace.events[at]!.t }
}

const IN_ORDER = 'Try the links in the order in which the chain names them, each after the one before has failed'
/** Timers round to whole milliseconds. */
const TOLERANCE_MS = 1
