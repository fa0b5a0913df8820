/** R16: a retry sends the same request again. */
import type { Contract, ContractOptions } from '../contract/contract.ts'
import type { AttemptView, CallView } from '../trace/view.ts'
import { succeeded } from './failure.ts'
import { attemptName, capitalised, counted, seconds } from './format.ts'
import { ownCalls } from './own-calls.ts'
import type { Property } from './property.ts'
import { type Breach, held, isSome, propertyOf, unexercised, violated } from './result.ts'
import { isRefresh, isSameLink, isVisibleBefore, retries } from './retry.ts'

/** A client's retry on the same link has the same body, credential and idempotency key. */
export function resendsFaithfully(declared: ContractOptions = {}): Property {
  return propertyOf({
    id: 'resends-faithfully',
    rule: 'R16',
    claim: 'A retry sends the same payload with the same credential and idempotency key.',
    declared,
    find: (trace, contract) => {
      const pairs = ownCalls(trace).flatMap(resent)
      const breaches = pairs.flatMap((pair) => breach(pair, contract) ?? [])
      if (isSome(breaches)) return violated(breaches)
      if (pairs.length === 0) {
        return unexercised('No request was sent to the same link and model again: let a call fail and be retried')
      }
      return held(`${counted(pairs.length, 'retry', 'retries')} sent the same request as before`)
    },
  })
}

interface Pair {
  readonly before: AttemptView
  readonly after: AttemptView
}

/**
 * Each retry with the failed attempt that it repeats: the latest one with its body, else the latest on its link. What has
 * succeeded and is sent once more is a run begun again, and changes nothing of the request that failed.
 */
function resent(call: CallView): Pair[] {
  return retries(call).flatMap(({ after }) => {
    const earlier = call.attempts.filter(
      (before) =>
        before.received &&
        after.received &&
        isVisibleBefore(before, after) &&
        !succeeded(before) &&
        isSameLink(before, after),
    )
    const same = earlier.findLast(({ body }) => body === after.body)
    if (same === undefined && call.attempts.some((one) => isRunAgain(one, after))) return []
    const before = same ?? earlier.at(-1)
    return before === undefined ? [] : [{ before, after }]
  })
}

function isRunAgain(earlier: AttemptView, after: AttemptView): boolean {
  return (
    succeeded(earlier) && isVisibleBefore(earlier, after) && earlier.body === after.body && isSameLink(earlier, after)
  )
}

function breach({ before, after }: Pair, contract: Contract): Breach | null {
  const mayRefresh = contract.refreshesCredential && isRefresh(before, after)
  const changes = [
    ...(before.body === after.body ? [] : ['another body']),
    ...(before.key === after.key || mayRefresh ? [] : [`${after.key ?? 'no credential'} for ${before.key ?? 'none'}`]),
    ...(before.idempotencyKey === after.idempotencyKey
      ? []
      : [`idempotency key ${after.idempotencyKey ?? 'none'} for ${before.idempotencyKey ?? 'none'}`]),
  ]
  if (changes.length === 0) return null
  const refresh = isRefresh(before, after) ? ' (no refresh of the credential is declared)' : ''
  return {
    what:
      `${capitalised(attemptName(after))} at ${seconds(after.startMs)} was to repeat attempt ${before.attempt}, but sent ` +
      `${changes.join(' and ')}${refresh}`,
    remedy: 'Build the request once, idempotency key included, and send that for every attempt',
    evidence: [before.receivedAt, after.receivedAt],
  }
}
