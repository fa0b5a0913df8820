/** R10: the circuit opens past its threshold, lets probes through after its reset, and closes again. */
import type { Breaker } from '../contract/breaker.ts'
import type { Contract, ContractOptions } from '../contract/contract.ts'
import type { Trace } from '../trace/trace.ts'
import { type Replay, replays } from './breaker-replay.ts'
import { attemptsOutside, idleBreaches, percent } from './breaks-circuit-steps.ts'
import { capitalised, counted, seconds } from './format.ts'
import { earliestKind } from './kinds.ts'
import type { Property } from './property.ts'
import { type Breach, held, isSome, propertyOf, unexercised, violated } from './result.ts'

/**
 * A client's breaker does what the reference machine does, step by step.
 *
 * The machine is told of every attempt, in the order of the trace: when it is created, and when its end becomes visible.
 * Transient failures and time-outs count as failures; successes and the client's own 4xx count as successes; what the
 * caller dropped counts for nothing. At each failure it looks at the results of the last `window`: where there are
 * `volume` or more and the failed ones' share has reached `threshold`, it opens. From then on no attempt may be created
 * until `reset` has passed (less 1 ms); then at most `probes` at once. The first probe that succeeds closes it, with an
 * empty window, and the first that fails opens it anew. What was created before a transition is never held against the
 * client, and its result no longer counts; nor is what another call creates at the very instant of an opening.
 *
 * - **Exercised**: the breaker opened, and a call or an attempt was begun at a later time.
 * - **Violated**: an attempt is created while it is open, or while all of its probes are under way; a call fails without
 *   any attempt, or (with a declared chain) begins on a later link, although the breaker lets a probe through, so that it
 *   is stuck; a call fails without any attempt although the breaker has closed again, or never had a reason to open.
 * - **Readings**: one breaker for each link (host and model), one for each host, or one for all; failures that not every
 *   client can see (a cut body, a 200 that bears an error, an unknown name) counted or not; opening also at the success
 *   that fills the volume, or only at failures. A client that fits one of them all through the trace keeps the rule.
 *   A breaker around whole calls, retries included, isn't one of them: attempts are what is promised.
 */
export function breaksCircuit(declared: ContractOptions = {}): Property {
  return propertyOf({
    id: 'breaks-circuit',
    rule: 'R10',
    claim: 'The circuit opens at its threshold, lets only probes through after its reset, and closes again.',
    declared,
    find: (trace, contract) => {
      const { breaker } = contract
      if (breaker === null) {
        return unexercised('No circuit breaker is declared: declare `breaker: { threshold, window, reset }`')
      }
      const readings = replays(trace, contract).map((replay) => judged(replay, trace, contract, breaker))
      const fitting = readings.filter(({ count }) => count === 0)
      const tested = fitting.find(({ replay }) => isTested(replay, trace))
      if (tested !== undefined) return held(fact(tested.replay))
      const closest = readings.toSorted((a, b) => a.count - b.count)[0]!
      if (isSome(closest.breaches)) return violated(closest.breaches)
      const opening = fitting.flatMap(({ replay }) => replay.openings)[0]
      return unexercised(opening === undefined ? neverReached(breaker) : neverAsked(opening.t))
    },
  })
}

function judged(replay: Replay, trace: Trace, contract: Contract, breaker: Breaker) {
  const kinds: Breach[][] = [
    ...attemptsOutside(replay, contract, breaker),
    ...idleBreaches(replay, trace, contract, breaker),
  ]
  return { replay, breaches: earliestKind(kinds), count: kinds.flat().length }
}

function isTested({ openings }: Replay, trace: Trace): boolean {
  const first = openings[0]
  if (first === undefined) return false
  return trace.events.some(
    ({ kind, t }, at) => at > first.at && t > first.t && (kind === 'attempt-created' || kind === 'call-started'),
  )
}

function fact({ openings, probes, moments }: Replay): string {
  const closings = [...moments.values()]
    .flat()
    .filter(({ state, at }) => state.phase === 'closed' && state.era > 0 && at >= 0)
  const closedMs = closings
    .filter(({ state, t }) => state.sinceMs === t && state.results.length === 0)
    .map(({ t }) => t)
  const times = openings.length === 1 ? 'once' : `${openings.length} times`
  const end = isSome(closedMs) ? `, and it closed again at ${seconds(Math.min(...closedMs))}` : ''
  const way =
    probes.length === 0 ? 'nothing was sent until its reset' : `${counted(probes.length, 'probe')} went out${end}`
  return capitalised(`the breaker opened ${times}, first at ${seconds(openings[0]!.t)}; ${way}`)
}

function neverReached({ volume, windowMs, threshold }: Breaker): string {
  return (
    `The breaker never had a reason to open: let ${volume} attempts or more fail within ${seconds(windowMs)} ` +
    `(declared: ${percent(threshold)} of at least ${volume})`
  )
}

function neverAsked(openedMs: number): string {
  return (
    `The breaker opened at ${seconds(openedMs)}, but nothing was asked of it afterwards: ` +
    'let calls go on while it is open, and after its reset'
  )
}
