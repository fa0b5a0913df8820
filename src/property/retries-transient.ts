/** R1: a failure that passes by itself is tried again. */
import { ADVICE, type Contract, type ContractOptions } from '../contract/contract.ts'
import { type AttemptView, type CallView, calls, failureVisibleAt, failureVisibleMs } from '../trace/view.ts'
import { breakerExcuse } from './breaker-replay.ts'
import { failureText } from './failure.ts'
import { attemptName, capitalised, counted, seconds } from './format.ts'
import { hintOf, shouldRetry } from './hint.ts'
import type { Property } from './property.ts'
import { type Breach, held, isSome, propertyOf, unexercised, violated } from './result.ts'
import { retries } from './retry.ts'
import { isTransient } from './transience.ts'

/** A client tries again after a transient failure, for as long as its retry budget lasts. */
export function retriesTransient(declared: ContractOptions = {}): Property {
  return propertyOf({
    id: 'retries-transient',
    rule: 'R1',
    claim: 'What fails for the moment is tried again.',
    declared,
    find: (trace, contract) => {
      const breaches: Breach[] = []
      const mayKeepAway = breakerExcuse(trace, contract)
      let retriedCount = 0
      for (const call of calls(trace)) {
        if (call.abortedAt !== null) continue
        const owing = call.attempts.filter((attempt) => isOwedRetry(attempt, call, contract))
        const last = owing.find((attempt) => attempt === call.attempts.at(-1))
        retriedCount += owing.length - (last === undefined ? 0 : 1)
        if (last === undefined || call.outcome !== 'error') continue
        // A breaker that has opened meanwhile forbids what is owed.
        if (mayKeepAway(failureVisibleAt(last)!, call.endedAt!)) continue
        breaches.push(breach(call, last, contract))
      }
      if (isSome(breaches)) return violated(breaches)
      if (retriedCount > 0) {
        return held(`Another attempt followed ${counted(retriedCount, 'transient failure')}`)
      }
      return unexercised(
        'No transient failure left the client a retry to make: let a call fail with 429, 500, 502, 503, 504, 529 or a ' +
          'reset while it has retries left, without a hint over its cap',
      )
    },
  })
}

function isOwedRetry(attempt: AttemptView, call: CallView, contract: Contract): boolean {
  if (!isTransient(attempt) || failureVisibleMs(attempt) === null || shouldRetry(attempt) === false) return false
  const hint = hintOf(attempt)
  const capMs = contract.retryAfterCapMs ?? ADVICE.retryAfterCapMs
  if (hint.kind === 'undated' || (hint.kind === 'wait' && hint.waitMs > capMs)) return false
  return hasBudget(attempt, call, contract)
}

function hasBudget(attempt: AttemptView, call: CallView, { retries: promised, totalTimeMs }: Contract): boolean {
  const made = retries(call).filter(({ after }) => after.attempt <= attempt.attempt)
  // A client that declares nothing and has tried again once has a budget of its own, which nobody else can know.
  if (made.length >= (promised ?? 1)) return false
  if (totalTimeMs === null) return true
  const hint = hintOf(attempt)
  const lastWaitMs = made.at(-1)?.waitMs ?? 0
  const nextWaitMs = hint.kind === 'wait' ? hint.waitMs : lastWaitMs * 2
  return failureVisibleMs(attempt)! - call.startMs + nextWaitMs < totalTimeMs
}

function breach(call: CallView, last: AttemptView, contract: Contract): Breach {
  const madeCount = retries(call).length
  const visibleMs = failureVisibleMs(last)!
  const budget =
    contract.retries === null
      ? `none was made, and any client owes one (retries undeclared; default ${ADVICE.retries})`
      : `${madeCount} of ${contract.retries} declared retries had been made`
  return {
    what:
      `${capitalised(attemptName(last))} ${failureText(last)} at ${seconds(visibleMs)}, which is transient, but the call ` +
      `ended at ${seconds(call.endMs ?? visibleMs)} without another attempt: ${budget}`,
    remedy: remedyFor(last, madeCount),
    evidence: [failureVisibleAt(last), call.endedAt],
  }
}

function remedyFor(last: AttemptView, madeCount: number): string {
  if (last.status === 429 && hintOf(last).kind === 'none') {
    return 'Retry a 429 without retry-after too, after the back-off of any other failure; LangChain for one gives up on it'
  }
  if (madeCount === 0 && last.method === 'POST') {
    return (
      'Retry transient failures after a growing wait; where the library spares POST by default (got, ky, axios-retry), ' +
      'allow it, as an LLM request is safe to repeat, or declare `retries: 0`'
    )
  }
  return 'Retry transient failures after a growing wait, or declare fewer `retries`'
}
