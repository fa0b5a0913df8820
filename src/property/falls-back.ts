/** R9: a call falls back along its declared chain, and comes back when the primary heals. */
import type { ContractOptions } from '../contract/contract.ts'
import { linkName, stepsOf, walksOf } from './chain.ts'
import { adviceOn, overOwn, replayedHeads, restarted } from './falls-back-memory.ts'
import { backTracks, neverBack, skips } from './falls-back-order.ts'
import { notTried, ownErrors, waitedOut } from './falls-back-reason.ts'
import { type Drilled, hasFailed } from './falls-back-walks.ts'
import { counted } from './format.ts'
import { earliestKind } from './kinds.ts'
import { ownCalls } from './own-calls.ts'
import type { Property } from './property.ts'
import { type Breach, held, isSome, propertyOf, unexercised, violated } from './result.ts'

/**
 * A client tries the links of its declared chain in order, each when the one before has failed, and never for its own bad
 * request.
 *
 * A call is a walk: each attempt stands on the link whose `model` and `host` it matches (where the walk is already, else
 * further on, else back), and a new walk begins after a success. Attempts that match no link are passed over; a call with
 * an attempt that could stand on several, because it never reached the service, isn't judged. A link **fails** when its
 * attempt fails transiently, or times out before any byte of a body (streams alike), or is answered 404 where `onNotFound`
 * is declared. A link is **known to be dead** while its latest attempt to end, in any call, wasn't a success.
 *
 * - **Exercised**: a link that isn't the last fails, and another link follows in its place, or was owed.
 * - **Violated**, each in its own words:
 *   the call ends with an error while its last attempt is a failed link's and the chain has a next one, nobody aborted,
 *   the declared total time isn't over, the answer didn't forbid it (`x-should-retry: false`), and some later link is
 *   neither known to be dead nor forbidden by a breaker;
 *   a link is skipped that isn't known to be dead and that no breaker forbids; a walk goes back to an earlier link;
 *   another link follows an attempt that met a permanent status (R6), a declared 404 and `x-should-retry: true` excepted;
 *   a walk begins on the head while the declared breaker before it is open, under every reading of R10;
 *   retries on links without a count of their own pass `retries` in sum, on a later link than one that was retried, or a
 *   link's own declared count is passed;
 *   the next link is tried only once the failed one's hint has run out, later than any back-off explains (2 s, doubled with
 *   each retry on the link);
 *   a call that starts in the healed world begins past a head known to be dead, although the `reset` of a declared breaker
 *   is over since the last failure, no hint of the head's is pending, and nothing is under way on the head.
 * - A client without memory tries a dead head anew in every call: without a declared breaker that is advice, from three
 *   calls in a row on, and never a violation.
 */
export function fallsBack(declared: ContractOptions = {}): Property {
  return propertyOf({
    id: 'falls-back',
    rule: 'R9',
    claim: 'A failed link is followed by the next one of the chain, and a healed primary is used again.',
    declared,
    find: (trace, contract) => {
      const { fallback } = contract
      if (fallback === null)
        return unexercised("No fallback is declared: declare `fallback: { chain: ['primary', 'next'] }`")
      const walks = ownCalls(trace).flatMap((call) => walksOf(call, fallback.chain))
      const breaches = earliestKind(kindsOf({ trace, contract, fallback, walks }))
      const advice = adviceOn({ trace, contract, fallback, walks })
      if (isSome(breaches)) return violated(breaches, advice)
      const followed = walks.flatMap((walk) =>
        stepsOf(walk).filter(([from, to]) => from.link < to.link && hasFailed(from, walk, fallback)),
      )
      if (!isSome(followed)) {
        const head = linkName(fallback.chain[0]!)
        return unexercised(
          `No call had to leave a link of its chain: let ${head} fail beyond its retries, and only that`,
        )
      }
      const [from, to] = followed[0]
      const first = `from ${linkName(fallback.chain[from.link]!)} to ${linkName(fallback.chain[to.link]!)}`
      return held(`${counted(followed.length, 'failed link')} left for the next one in order, first ${first}`, advice)
    },
  })
}

function kindsOf(drilled: Drilled): Breach[][] {
  const judges = [notTried, skips, backTracks, ownErrors, replayedHeads, restarted, overOwn, waitedOut, neverBack]
  return judges.map((judge) => judge(drilled))
}
