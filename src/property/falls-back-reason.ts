/** Why a call leaves a link, or doesn't: not although it failed, for its own bad request, only after a cooldown. */
import { failureVisibleAt, failureVisibleMs } from '../trace/view.ts'
import { type Stop, stepsOf, type Walk } from './chain.ts'
import { failureText, isRefused } from './failure.ts'
import { type Drilled, deadLinks, hasFailed, nameAt, refusedLinks, stopName } from './falls-back-walks.ts'
import { capitalised, seconds } from './format.ts'
import { hintOf, shouldRetry } from './hint.ts'
import type { Breach } from './result.ts'
import { isVisibleBefore } from './retry.ts'
import { PERMANENT_STATUSES } from './spares-permanent-errors.ts'

/** The call ended with an error, though its last link had failed and there was a next one. */
export function notTried(drilled: Drilled): Breach[] {
  const { walks, fallback, contract } = drilled
  const isDead = deadLinks(drilled)
  const isRefusedLink = refusedLinks(drilled)
  return walks.flatMap((walk) => {
    const { call } = walk
    const last = walk.stops.at(-1)!
    const { attempt, link } = last
    const visibleMs = failureVisibleMs(attempt)
    const visibleAt = failureVisibleAt(attempt)
    if (call.outcome !== 'error' || call.abortedAt !== null || visibleMs === null || visibleAt === null) return []
    if (!hasFailed(last, walk, fallback) || shouldRetry(attempt) === false) return []
    if (contract.totalTimeMs !== null && visibleMs - call.startMs + TOLERANCE_MS >= contract.totalTimeMs) return []
    const later = fallback.chain.flatMap((_, index) => (index > link ? [index] : []))
    const owed = later.find((next) => !isDead(next, call.endedAt!) && !isRefusedLink(next, visibleAt, call.endedAt!))
    if (owed === undefined) return []
    return {
      what:
        `${capitalised(stopName(last, fallback))} ${failureText(attempt)} at ${seconds(visibleMs)}, but call ${call.call} ` +
        `ended at ${seconds(call.endMs!)} without trying ${nameAt(fallback, owed)}, the next link of its declared chain`,
      remedy: attempt.stream
        ? 'Catch the failure of a streamed request too, up to its first byte, and send it to the next link'
        : 'Send the request to the next link once the retries on this one are used up, whatever its transient failure',
      evidence: [visibleAt, call.endedAt],
    }
  })
}

/** Another link was tried, though the one before had only refused the client's own request. */
export function ownErrors({ walks, fallback }: Drilled): Breach[] {
  return walks.flatMap((walk) =>
    stepsOf(walk).flatMap(([from, to]) => {
      const { attempt } = from
      if (from.link === to.link || !isVisibleBefore(attempt, to.attempt) || !isRefused(attempt)) return []
      if (!isOwn(from, fallback.onNotFound)) return []
      const undeclared = attempt.status === 404 ? ' (no `onNotFound` is declared)' : ''
      return {
        what:
          `${capitalised(stopName(from, fallback))} answered ${attempt.status} at ${seconds(failureVisibleMs(attempt)!)}, ` +
          `which is the request's own fault${undeclared}, but ${stopName(to, fallback)} followed at ` +
          `${seconds(to.attempt.startMs)}`,
        remedy:
          attempt.status === 404
            ? 'Fail at once, or declare `onNotFound: true` where a missing model is a reason to fall back'
            : `Fail at once on ${attempt.status}: another link only hides a request that has to be put right`,
        evidence: [failureVisibleAt(attempt), to.attempt.createdAt],
      }
    }),
  )
}

/** The next link was tried only when the failed one's own cooldown was over. */
export function waitedOut({ walks, fallback }: Drilled): Breach[] {
  return walks.flatMap((walk) =>
    stepsOf(walk).flatMap(([from, to]) => {
      const hint = hintOf(from.attempt)
      if (hint.kind !== 'wait' || from.link >= to.link || !isVisibleBefore(from.attempt, to.attempt)) return []
      const visibleMs = failureVisibleMs(from.attempt)!
      const waitedMs = to.attempt.startMs - visibleMs
      if (waitedMs < hint.leastMs || waitedMs <= backoffMs(from, walk)) return []
      return {
        what:
          `${capitalised(stopName(to, fallback))} was created at ${seconds(to.attempt.startMs)}, ${seconds(waitedMs)} ` +
          `after attempt ${from.attempt.attempt} had answered ${from.attempt.status} with "${hint.raw}": that cooldown ` +
          `is ${nameAt(fallback, from.link)}'s alone, and the next link may be tried at once`,
        remedy: 'Wait out a retry-after only before the link that sent it; go on to the next link without it',
        evidence: [failureVisibleAt(from.attempt), to.attempt.createdAt],
      }
    }),
  )
}

/**
 * The longest wait that a back-off would explain: twice the domain's figures of 1 s, 2 s, 4 s. It may grow over the whole
 * walk, whatever the links.
 */
function backoffMs(from: Stop, { stops }: Walk): number {
  const madeCount = stops.filter(({ attempt }) => attempt.attempt < from.attempt.attempt).length
  return BACKOFF_MS * 2 ** madeCount
}

/** True for an answer that the same request would meet anywhere (R6). */
function isOwn({ attempt }: Stop, onNotFound: boolean): boolean {
  if (!PERMANENT_STATUSES.includes(attempt.status!) || shouldRetry(attempt) === true) return false
  if (attempt.status === 404) return !onNotFound
  return attempt.status !== 413 || ['none', 'unreadable'].includes(hintOf(attempt).kind)
}

const BACKOFF_MS = 2000
/** Timers round to whole milliseconds. */
const TOLERANCE_MS = 1
