/** R1: a failure that passes by itself is tried again. */
import { ADVICE, type Contract, type ContractOptions } from '../contract/contract.ts'
import { type AttemptView, failureVisibleAt, failureVisibleMs } from '../trace/view.ts'
import { breakerExcuse } from './breaker-replay.ts'
import { failureText } from './failure.ts'
import { attemptName, capitalised, counted, seconds } from './format.ts'
import { hintOf } from './hint.ts'
import { asksForRetry, hasBudget, type Ledger, type Ledgers, ledgersOf } from './owed-retries.ts'
import type { Property } from './property.ts'
import { type Breach, held, isSome, propertyOf, unexercised, violated } from './result.ts'

/** A client tries again after a transient failure, for as long as its retry budget lasts. */
export function retriesTransient(declared: ContractOptions = {}): Property {
  return propertyOf({
    id: 'retries-transient',
    rule: 'R1',
    claim: 'What fails for the moment is tried again.',
    declared,
    find: (trace, contract) => {
      const breaches: Breach[] = []
      const advice: string[] = []
      const mayKeepAway = breakerExcuse(trace, contract)
      const known = ledgersOf(trace, contract)
      let retriedCount = 0
      for (const ledger of known.calls) {
        const { call } = ledger
        if (call.abortedAt !== null) continue
        const asking = call.attempts.filter((attempt) => asksForRetry(attempt, contract))
        const owed = asking.filter((attempt) => hasBudget(attempt, ledger, contract, known))
        const last = call.attempts.at(-1)
        retriedCount += owed.filter((attempt) => attempt !== last).length
        if (last === undefined || call.outcome !== 'error') continue
        if (!owed.includes(last)) {
          if (asking.includes(last)) advice.push(...adviceOn(ledger, contract))
          continue
        }
        // A breaker that has opened meanwhile forbids what is owed.
        if (mayKeepAway(failureVisibleAt(last)!, call.endedAt!)) continue
        breaches.push(breach(ledger, last, contract, known))
      }
      if (isSome(breaches)) return violated(breaches)
      if (retriedCount > 0) {
        return held(`Another attempt followed ${counted(retriedCount, 'transient failure')}`, advice.slice(0, 1))
      }
      return unexercised(
        'No transient failure left the client a retry to make: let a call fail with 429, 500, 502, 503, 504, 529 or a ' +
          'reset while it has retries left, without a hint over its cap',
      )
    },
  })
}

function breach({ call, madeUpTo }: Ledger, last: AttemptView, contract: Contract, { habit }: Ledgers): Breach {
  const madeCount = madeUpTo(last).length
  const visibleMs = failureVisibleMs(last)!
  const elsewhere = habit > madeCount && madeCount > 0 ? `, where ${habit} were made elsewhere` : ''
  const budget =
    contract.retries === null
      ? `none was made, and any client owes one (retries undeclared; default ${ADVICE.retries})`
      : `${madeCount} of ${contract.retries} declared retries had been made${elsewhere}`
  return {
    what:
      `${capitalised(attemptName(last))} ${failureText(last)} at ${seconds(visibleMs)}, which is transient, but the call ` +
      `ended at ${seconds(call.endMs ?? visibleMs)} without another attempt: ${budget}`,
    remedy: remedyFor(last, madeCount),
    evidence: [failureVisibleAt(last), call.endedAt],
  }
}

/** More is declared than was ever made: right where a call has several requests, of which this was one. */
function adviceOn({ call, charged }: Ledger, { retries, amplification, totalTimeMs, fallback }: Contract): string[] {
  if (retries === null || charged.length >= retries) return []
  if (amplification !== null || totalTimeMs !== null || fallback !== null) return []
  return [
    `Call ${call.call} gave up after ${charged.length} of its ${retries} declared retries, as every other did; declare ` +
      'fewer, unless they are for several requests of a call.',
  ]
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
