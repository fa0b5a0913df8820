/** R8: once the world has healed, calls succeed again. */
import type { ContractOptions } from '../contract/contract.ts'
import type { Trace } from '../trace/trace.ts'
import { type CallView, calls } from '../trace/view.ts'
import { breakerExcuse } from './breaker-replay.ts'
import { failureText } from './failure.ts'
import { attemptName, counted, errorText, seconds } from './format.ts'
import type { Property } from './property.ts'
import { type Breach, held, isSome, propertyOf, unexercised, violated } from './result.ts'

/** A client's call that starts in the healed world returns a value. */
export function recovers(declared: ContractOptions = {}): Property {
  return propertyOf({
    id: 'recovers',
    rule: 'R8',
    claim: 'A call that starts in the healed world succeeds.',
    declared,
    find: (trace, contract) => {
      const mayKeepAway = breakerExcuse(trace, contract)
      const tested = calls(trace).filter(
        (call) =>
          call.healed &&
          isConclusive(call, trace) &&
          // Until its declared reset, a breaker may refuse a world that has healed.
          !(call.outcome !== 'value' && call.endedAt !== null && mayKeepAway(call.startedAt, call.endedAt)),
      )
      const breaches = tested.filter((call) => call.outcome !== 'value').map(breach)
      if (isSome(breaches)) return violated(breaches)
      const first = tested[0]
      if (first === undefined) {
        return unexercised('No call started in the healed world and ran to its end: let the script end in good health')
      }
      return held(`${counted(tested.length, 'call')} in the healed world succeeded, from ${seconds(first.startMs)} on`)
    },
  })
}

/** A caller that gives up, or a harness that does, says nothing of the client. */
function isConclusive(call: CallView, trace: Trace): boolean {
  if (call.abortedAt !== null) return false
  return call.endedAt !== null || trace.limit?.limit !== 'wall-time'
}

function breach(call: CallView): Breach {
  const last = call.attempts.at(-1)
  const doing = last === undefined ? 'it sent nothing' : `${attemptName(last)} ${failureText(last)}`
  const end =
    call.outcome === 'error'
      ? `ended at ${seconds(call.endMs!)} with "${errorText(call.error)}"`
      : call.endMs === null
        ? 'never ended'
        : `ended at ${seconds(call.endMs)} without a value`
  return {
    what: `Call ${call.call} started at ${seconds(call.startMs)} in the healed world, but ${end}: ${doing}`,
    remedy:
      'Look for what a failed call leaves behind: a cached error, an open breaker, a dead connection, a used-up budget',
    evidence: [call.startedAt, last?.createdAt ?? null, call.endedAt],
  }
}
