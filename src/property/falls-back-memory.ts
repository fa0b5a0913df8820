/** What a call keeps in mind along its chain: how many retries are spent, and, with a breaker, which head is dead. */
import { failureVisibleAt } from '../trace/view.ts'
import { replays } from './breaker-replay.ts'
import { linkRetries, type Stop, type Walk } from './chain.ts'
import { type Drilled, hasFailed, nameAt, stopName } from './falls-back-walks.ts'
import { attemptName, capitalised, counted, seconds } from './format.ts'
import type { Breach } from './result.ts'

/** Calls that began on the head, though the declared breaker before it was open under every reading. */
export function replayedHeads({ trace, contract, fallback, walks }: Drilled): Breach[] {
  const strays = replays(trace, contract).map(
    (replay) => new Map(replay.strays.map((stray) => [stray.attempt.attempt, stray])),
  )
  return walks.flatMap(({ call, isFirst, stops }) => {
    const first = stops[0]!
    const found = strays.map((reading) => reading.get(first.attempt.attempt))
    const { moment } = found[0] ?? {}
    if (!isFirst || first.link !== 0 || moment === undefined) return []
    if (found.some((stray) => stray?.moment.state.phase !== 'open' || stray.moment.at > call.startedAt)) return []
    const resetMs = contract.breaker!.resetMs
    return {
      what:
        `Call ${call.call} replayed its chain from the dead head: ${stopName(first, fallback)} was created at ` +
        `${seconds(first.attempt.startMs)}, although its breaker had opened at ${seconds(moment.t)} and ` +
        `${seconds(resetMs)} of reset are declared`,
      remedy: 'Keep the breaker across calls, and begin with the first link whose breaker is closed',
      evidence: [moment.at, first.attempt.createdAt],
    }
  })
}

/** The call's one budget of retries was begun anew on a later link. */
export function restarted({ contract, fallback, walks }: Drilled): Breach[] {
  const { retries: promised } = contract
  if (promised === null) return []
  return [...Map.groupBy(walks, ({ call }) => call)].flatMap(([call, own]) => {
    const made = own
      .flatMap((walk) => linkRetries(walk, contract))
      .filter(({ link }) => fallback.chain[link]!.retries === null)
    const over = made[promised]
    const isRestart = over !== undefined && made.slice(0, promised).some(({ link }) => link < over.link)
    if (!isRestart) return []
    const byLink = Map.groupBy(made, ({ link }) => link)
    const counts = [...byLink].map(([link, list]) => `${list.length} on ${nameAt(fallback, link)}`)
    return {
      what:
        `Call ${call.call} made ${counted(made.length, 'retry', 'retries')} over its links (${counts.join(', ')}), where ` +
        `${promised} ${promised === 1 ? 'is' : 'are'} declared for the whole call and none for a link: ${attemptName(over.attempt)} at ` +
        `${seconds(over.attempt.startMs)} was already one too many`,
      remedy: 'Count retries over the whole call, or declare `retries` for each link',
      evidence: made.slice(promised).map(({ attempt }) => attempt.createdAt),
    }
  })
}

/** More retries on a link than it declares for itself. */
export function overOwn({ contract, fallback, walks }: Drilled): Breach[] {
  return walks.flatMap((walk) =>
    fallback.chain.flatMap(({ retries: promised }, link): Breach[] => {
      if (promised === null) return []
      const made = linkRetries(walk, contract).filter((stop) => stop.link === link)
      const over = made[promised]
      if (over === undefined) return []
      return [
        {
          what:
            `Call ${walk.call.call} made ${counted(made.length, 'retry', 'retries')} on ${nameAt(fallback, link)}, where ` +
            `${promised} ${promised === 1 ? 'is' : 'are'} declared for this link: ${attemptName(over.attempt)} at ${seconds(over.attempt.startMs)} was ` +
            'already one too many',
          remedy: 'Go on to the next link when the retries of this one are used up',
          evidence: made.slice(promised).map(({ attempt }) => attempt.createdAt),
        },
      ]
    }),
  )
}

/** Without a declared breaker nobody owes to remember a dead head from call to call, but it is worth a word. */
export function adviceOn({ contract, fallback, walks }: Drilled): string[] {
  if (contract.breaker !== null) return []
  let run: Walk[] = []
  let longest: Walk[] = []
  for (const walk of walks.filter(({ isFirst }) => isFirst)) {
    const before = run.at(-1)
    const isAfter = before === undefined || isOver(before.stops[0]!, walk)
    if (!leftHead(walk, fallback)) run = []
    else if (isAfter) run = [...run, walk]
    if (run.length > longest.length) longest = run
  }
  if (longest.length < RUN_MIN) return []
  const [first, last] = [longest[0]!.call.call, longest.at(-1)!.call.call]
  return [
    `${capitalised(counted(longest.length, 'call'))}, from call ${first} to call ${last}, began with ` +
      `${nameAt(fallback, 0)} and met its failure anew; a circuit breaker would spare them that (none declared).`,
  ]
}

function leftHead(walk: Walk, fallback: Drilled['fallback']): boolean {
  const [first] = walk.stops
  return first!.link === 0 && hasFailed(first!, walk, fallback) && walk.stops.some(({ link }) => link > 0)
}

function isOver({ attempt }: Stop, { call }: Walk): boolean {
  const visibleAt = failureVisibleAt(attempt)
  return visibleAt !== null && visibleAt < call.startedAt
}

const RUN_MIN = 3
