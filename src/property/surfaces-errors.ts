/** R12: a failure reaches the caller as an error that says what the wire said. */
import type { Contract, ContractOptions } from '../contract/contract.ts'
import type { ErrorRecord } from '../trace/event.ts'
import type { Trace } from '../trace/trace.ts'
import { type AttemptView, attempts, type CallView, failureVisibleAt } from '../trace/view.ts'
import { cameToLastWord, failureText, isRefused, succeeded } from './failure.ts'
import { attemptName, counted, errorText, seconds } from './format.ts'
import { ownCalls } from './own-calls.ts'
import type { Property } from './property.ts'
import { type Breach, held, isSome, propertyOf, unexercised, violated } from './result.ts'

/**
 * A client passes no failure off as an answer, and its error keeps the status and the request id of the last answer; not so
 * where a deadline ended the call in a later wait, which is then what its error is about.
 *
 * No client owes a look at the types of what it hands on (`corrupt('mistyped-json')`), nor at what comes behind the last
 * word of a stream's text: who takes these for an answer passes no failure off, and is advised to look.
 */
export function surfacesErrors(declared: ContractOptions = {}): Property {
  return propertyOf({
    id: 'surfaces-errors',
    rule: 'R12',
    claim: 'A call that failed ends with an error that keeps the status and the request id.',
    declared,
    find: (trace, contract) => {
      const tested = ownCalls(trace).filter((call) => isFailed(call, trace))
      const breaches = tested.flatMap((call) => swallowed(call, contract) ?? impoverished(call) ?? [])
      if (isSome(breaches)) return violated(breaches)
      if (tested.length === 0) {
        return unexercised(
          'Every call got a healthy answer in the end, or was aborted: let one fail beyond its retries',
        )
      }
      const taken = contract.degraded ? [] : tested.filter(isExcused)
      const degradedCount = tested.filter(({ outcome }) => outcome === 'value').length - taken.length
      const degraded = degradedCount === 0 ? '' : `, ${degradedCount} with the declared degraded answer`
      const told = `${counted(tested.length - taken.length, 'failed call')} told the caller${degraded}`
      if (!isSome(taken)) return held(told)
      const excused = `${counted(taken.length, 'call')} took an answer that nobody owes to tell from a true one`
      return held(taken.length === tested.length ? excused : `${told}, ${excused}`, [adviceOn(taken[0])])
    },
  })
}

/** A call that ended without a healthy answer of its own, or of another attempt that it may have shared. */
function isFailed(call: CallView, trace: Trace): boolean {
  if (call.endedAt === null || call.abortedAt !== null || call.outcome === 'aborted') return false
  if (call.attempts.length > 0) return !call.attempts.some(succeeded)
  const mayShare = (attempt: AttemptView) =>
    succeeded(attempt) && attempt.endedAt! > call.startedAt && attempt.endedAt! < call.endedAt!
  return !attempts(trace).some(mayShare)
}

/** A value that stands on something which nobody owes to tell from a healthy answer. */
function isExcused({ outcome, attempts }: CallView): boolean {
  return outcome === 'value' && attempts.some((attempt) => cameToLastWord(attempt) || looksHealthy(attempt))
}

function looksHealthy({ complete, status, stream, fault }: AttemptView): boolean {
  return complete && status !== null && status < 400 && (stream ? ALL_BUT_LAST_WORD : MISTYPED).test(fault ?? '')
}

/** The faults in the words of the DSL: all of a stream but its terminator (the usual place), and JSON of other types. */
const ALL_BUT_LAST_WORD = /^streamEnd\((?!\{ at:)/
const MISTYPED = /^corrupt\('mistyped-json'/

function adviceOn({ call, attempts }: CallView): string {
  const { fault } = attempts.find((attempt) => cameToLastWord(attempt) || looksHealthy(attempt))!
  return `Call ${call} took ${fault} for an answer; check its types, or the reason for which a stream ended.`
}

function swallowed(call: CallView, contract: Contract): Breach | null {
  if (call.outcome !== 'value' || contract.degraded || isExcused(call)) return null
  const last = call.attempts.at(-1)
  const reason =
    last === undefined ? 'it had asked nothing of the service' : `${attemptName(last)} ${failureText(last)}`
  return {
    what:
      `Call ${call.call} returned a value at ${seconds(call.endMs!)} although no attempt of it had a healthy answer ` +
      `(${reason}); no degraded answer is declared`,
    remedy: 'Throw a typed error instead, check that a body or a stream came whole, or declare `degraded: true`',
    evidence: [last === undefined ? null : failureVisibleAt(last), call.endedAt],
  }
}

function impoverished(call: CallView): Breach | null {
  const last = call.attempts.at(-1)
  if (call.outcome !== 'error' || last === undefined || !isRefused(last)) return null
  const known = records(call.error)
  if (isCutShort(call, last)) return null
  const lost = [
    ...(known.some(({ status }) => status === last.status) ? [] : [`the status ${last.status}`]),
    ...(last.requestId === null || known.some(({ requestId }) => requestId === last.requestId)
      ? []
      : [`the request id ${last.requestId}`]),
  ]
  if (lost.length === 0) return null
  return {
    what:
      `Call ${call.call} ended at ${seconds(call.endMs!)} with "${errorText(call.error)}", which has lost ` +
      `${lost.join(' and ')} of ${attemptName(last)}, in its causes too`,
    remedy: 'Keep the original error as `cause`, or copy its status and request id',
    evidence: [failureVisibleAt(last), call.endedAt],
  }
}

/**
 * True for a call that a time-out ended in the wait after its last failure: the caller learns what ended it, and that was
 * not the answer.
 */
function isCutShort({ endMs, error }: CallView, last: AttemptView): boolean {
  const isTimeout = records(error).some(({ name, code }) => TIMEOUT.test(name) || TIMEOUT.test(code ?? ''))
  return isTimeout && last.endMs !== null && endMs! > last.endMs
}

/** What a deadline of the caller's own ends with, as the web platform, Node and the libraries over them name it. */
const TIMEOUT = /abort|time_?(?:d_?)?out|deadline/i

function records(error: ErrorRecord | null): ErrorRecord[] {
  return error === null ? [] : [error, ...error.causes.flatMap(records)]
}
