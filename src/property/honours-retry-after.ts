/** R5: the service is not asked again before the time that it named. */
import { ADVICE, type Contract, type ContractOptions } from '../contract/contract.ts'
import { type AttemptView, type CallView, failureVisibleAt, failureVisibleMs } from '../trace/view.ts'
import { mayBeStep } from './chain.ts'
import { attemptName, capitalised, counted, seconds } from './format.ts'
import { type Hint, hintOf } from './hint.ts'
import { ownCalls } from './own-calls.ts'
import type { Property } from './property.ts'
import { type Breach, held, isSome, propertyOf, unexercised, violated } from './result.ts'
import { isSameLink, isVisibleBefore } from './retry.ts'

/**
 * A client waits at least as long as a valid hint says, refuses an absurd one, and takes none for "at once". By
 * `retry-after-ms` alone only requests that name a model are bound: it belongs to the APIs of models.
 */
export function honoursRetryAfter(declared: ContractOptions = {}): Property {
  return propertyOf({
    id: 'honours-retry-after',
    rule: 'R5',
    claim: 'Nothing is sent to a target before the time that it asked for.',
    declared,
    find: (trace, contract) => {
      const answers = ownCalls(trace).flatMap((call) =>
        call.attempts.flatMap((attempt) => reply(call, attempt, contract) ?? []),
      )
      const breaches = answers.flatMap((answer) => breach(answer, contract) ?? [])
      const tested = answers.filter(({ hint, next }) => next !== null || isOverCap(hint, contract))
      if (isSome(breaches)) return violated(breaches)
      if (!isSome(tested)) {
        return unexercised(
          'No answer with a readable retry-after was followed by another try: let one fail with a hint',
        )
      }
      const obeyedCount = tested.filter(({ next }) => next !== null).length
      const refusedCount = tested.length - obeyedCount
      const facts = [
        ...(obeyedCount > 0 ? [`no try before its time after ${counted(obeyedCount, 'hint')}`] : []),
        ...(refusedCount > 0 ? [`${counted(refusedCount, 'hint')} over the cap (${capText(contract)}) refused`] : []),
      ]
      const parked = tested.filter(({ hint, next }) => next !== null && isOverCap(hint, contract)).slice(0, 1)
      return held(
        capitalised(facts.join(', ')),
        parked.map(({ hint, call }) => adviceOn(hint, call, contract)),
      )
    },
  })
}

/** A hinted answer, and the next attempt at its target, if one came. */
interface Reply {
  readonly call: CallView
  readonly attempt: AttemptView
  readonly hint: Extract<Hint, { kind: 'wait' | 'unreadable' }>
  readonly next: AttemptView | null
}

function reply(call: CallView, attempt: AttemptView, { fallback }: Contract): Reply | null {
  const hint = hintOf(attempt)
  if (hint.kind !== 'wait' && hint.kind !== 'unreadable') return null
  const again = call.attempts.filter((later) => isVisibleBefore(attempt, later) && isSameLink(attempt, later))
  const next = again.find((later) => !mayBeStep(attempt, later, call, fallback)) ?? null
  // Only a call that ended by itself has refused to come back.
  if (next === null && (again.length > 0 || call.endedAt === null || call.abortedAt !== null)) return null
  return { call, attempt, hint, next }
}

function isOverCap(hint: Hint, contract: Contract): boolean {
  return hint.kind === 'wait' && hint.waitMs > (contract.retryAfterCapMs ?? ADVICE.retryAfterCapMs)
}

function breach({ attempt, hint, next }: Reply, contract: Contract): Breach | null {
  if (next === null) return null
  const visibleMs = failureVisibleMs(attempt)!
  const waitMs = next.startMs - visibleMs
  if (hint.kind === 'unreadable' ? waitMs > 0 : waitMs >= hint.leastMs) return null
  const cap = isOverCap(hint, contract) ? `: over the cap of ${capText(contract)}, so not at all, or not before it` : ''
  const expected =
    hint.kind === 'unreadable'
      ? 'which says nothing readable, so any wait but none'
      : `so not before ${seconds(visibleMs + hint.waitMs)}${cap}`
  return {
    what:
      `${capitalised(attemptName(next))} was sent at ${seconds(next.startMs)}, ${seconds(waitMs)} after attempt ` +
      `${attempt.attempt} had answered ${attempt.status} with "${hint.raw}", ${expected}`,
    remedy:
      hint.kind === 'unreadable'
        ? 'Fall back to the ordinary back-off when a hint is garbage, negative or past'
        : 'Wait for the longer of the hint and the back-off, and give up on the target when the hint is over the cap',
    evidence: [failureVisibleAt(attempt), next.createdAt],
  }
}

function adviceOn(hint: Reply['hint'], call: CallView, contract: Contract): string {
  return `Call ${call.call} waited out "${hint.raw}", over the cap of ${capText(contract)}; give up on such a target.`
}

function capText(contract: Contract): string {
  const { retryAfterCapMs } = contract
  return retryAfterCapMs === null
    ? `${seconds(ADVICE.retryAfterCapMs)}, default`
    : `${seconds(retryAfterCapMs)}, declared`
}
