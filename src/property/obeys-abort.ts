/** R19: an abort by the caller ends the call at once, and nothing is sent afterwards. */
import type { ContractOptions } from '../contract/contract.ts'
import type { Trace } from '../trace/trace.ts'
import { type CallView, calls } from '../trace/view.ts'
import { attemptName, capitalised, counted, seconds } from './format.ts'
import type { Property } from './property.ts'
import { type Breach, held, isSome, propertyOf, unexercised, violated } from './result.ts'

/** A client's call settles at the instant of its abort, and sends nothing from then on. */
export function obeysAbort(declared: ContractOptions = {}): Property {
  return propertyOf({
    id: 'obeys-abort',
    rule: 'R19',
    claim: 'An aborted call ends at once and sends nothing more.',
    declared,
    find: (trace) => {
      const aborted = calls(trace)
        .filter(isAbortedOpen)
        .filter((call) => isConclusive(call, trace))
      const breaches = aborted.flatMap((call) => sentAfter(call) ?? settledLate(call, trace) ?? [])
      if (isSome(breaches)) return violated(breaches)
      if (aborted.length === 0) {
        return unexercised('No open call was aborted by its caller: give the scenario `calls: { abortAfter }`')
      }
      return held(`${counted(aborted.length, 'abort')}, each call settled at the same instant and sent nothing more`)
    },
  })
}

type AbortedCall = CallView & { readonly abortedMs: number; readonly abortedAt: number }

function isAbortedOpen(call: CallView): call is AbortedCall {
  return call.abortedAt !== null && (call.endedAt === null || call.endedAt > call.abortedAt)
}

/** A drill that was cut off at the very instant of the abort, or by the harness, leaves the answer open. */
function isConclusive(call: AbortedCall, trace: Trace): boolean {
  return call.endedAt !== null || sentAfter(call) !== null || settledLate(call, trace) !== null
}

function sentAfter(call: AbortedCall): Breach | null {
  const late = call.attempts.find(({ createdAt }) => createdAt > call.abortedAt)
  if (late === undefined) return null
  return {
    what:
      `${capitalised(attemptName(late))} was created at ${seconds(late.startMs)}, after the caller had aborted the call ` +
      `at ${seconds(call.abortedMs)}`,
    remedy: 'Check the signal after every wait and before every attempt, and pass it to the request',
    evidence: [call.abortedAt, late.createdAt],
  }
}

function settledLate(call: AbortedCall, trace: Trace): Breach | null {
  if (call.endMs !== null && call.endMs <= call.abortedMs) return null
  const laterAt = call.endedAt ?? trace.events.findIndex((event, at) => at > call.abortedAt && isProof(event, call))
  if (laterAt < 0) return null
  const end = call.endMs === null ? 'never settled' : `settled only at ${seconds(call.endMs)}`
  return {
    what: `Call ${call.call} was aborted by its caller at ${seconds(call.abortedMs)}, but ${end}; it owes to settle at that instant`,
    remedy: 'Let the signal end waits as well as requests',
    evidence: [call.abortedAt, laterAt],
  }
}

/** What shows that an open call had outlived its abort: time went on, or nothing was left to settle it. */
function isProof(event: Trace['events'][number], call: AbortedCall): boolean {
  return event.t > call.abortedMs || (event.kind === 'dead-silence' && event.calls.includes(call.call))
}
