/** R7: every call ends, whatever the service does. */
import { ADVICE, type Contract, type ContractOptions } from '../contract/contract.ts'
import type { TraceEvent } from '../trace/event.ts'
import type { Trace } from '../trace/trace.ts'
import { type CallView, calls } from '../trace/view.ts'
import { counted, seconds } from './format.ts'
import { hintOf } from './hint.ts'
import type { Property } from './property.ts'
import { type Breach, held, isSome, propertyOf, unexercised, violated } from './result.ts'
import { retries } from './retry.ts'

/** A client ends every call, within its declared total time where it has one. */
export function terminates(declared: ContractOptions = {}): Property {
  return propertyOf({
    id: 'terminates',
    rule: 'R7',
    claim: 'Every call ends.',
    declared,
    find: (trace, contract) => {
      const all = calls(trace)
      const breaches = all.flatMap((call) => openAtEnd(trace, call) ?? overTime(call, contract) ?? [])
      if (isSome(breaches)) return violated(breaches)
      const open = all.find((call) => call.endedAt === null)
      if (open !== undefined)
        return unexercised(`Call ${open.call} was cut off by the harness or by another call, not by its own doing`)
      if (!isSome(all)) return unexercised('No call was made: let the scenario have one')
      const longestMs = Math.max(...all.map((call) => call.endMs! - call.startMs))
      const bound = contract.totalTimeMs === null ? '' : `, of ${seconds(contract.totalTimeMs)} declared`
      const ended = `${counted(all.length, 'call')} ended`
      return held(`${ended}, the longest after ${seconds(longestMs)}${bound}`)
    },
  })
}

function openAtEnd(trace: Trace, call: CallView): Breach | null {
  if (call.endedAt !== null) return null
  const at = trace.events.findIndex((event) => isEndOf(event, call))
  const event = trace.events[at]
  if (event === undefined) return null
  const attempts = counted(call.attempts.length, 'attempt')
  return {
    what: `Call ${call.call} was still open after ${attempts} at ${seconds(event.t)}, ${endText(event)}`,
    remedy: remedyFor(event),
    evidence: [call.startedAt, call.attempts.at(-1)?.createdAt ?? null, at],
  }
}

function isEndOf(event: TraceEvent, call: CallView): boolean {
  if (event.kind === 'dead-silence') return event.calls.includes(call.call)
  if (event.kind !== 'limit-reached' || event.limit === 'wall-time') return false
  // Whoever has made too many attempts ends the drill for all calls, and says nothing of the others.
  return event.limit !== 'attempts' || event.call === call.call
}

function endText(event: TraceEvent): string {
  if (event.kind !== 'limit-reached') return 'with no timer set and nothing under way that could wake it'
  switch (event.limit) {
    case 'attempts':
      return `when the drill's limit of ${counted(event.value, 'attempt')} stopped it`
    case 'calls':
      return `when the drill's limit of ${counted(event.value, 'call')} stopped it`
    case 'timers':
      return `when the drill's limit of ${counted(event.value, 'timer')} stopped it`
    case 'virtual-time':
      return `the end of the drill's virtual time of ${seconds(event.value)}`
    case 'wall-time':
      return "when the harness's wall-clock limit stopped it"
  }
}

function remedyFor(event: TraceEvent): string {
  if (event.kind === 'limit-reached' && event.limit === 'attempts') return 'Give up after a fixed number of retries'
  return 'Bound every attempt and the whole call by a timer of their own'
}

function overTime(call: CallView, contract: Contract): Breach | null {
  const { totalTimeMs } = contract
  if (totalTimeMs === null || call.endMs === null) return null
  const hintedMs = obeyedHintsMs(call, contract)
  const takenMs = call.endMs - call.startMs - hintedMs
  if (takenMs <= totalTimeMs) return null
  const obeyed = hintedMs === 0 ? '' : `, ${seconds(hintedMs)} of obeyed hints not counted`
  return {
    what:
      `Call ${call.call} took ${seconds(takenMs)} and ${counted(call.attempts.length, 'attempt')} until ` +
      `${seconds(call.endMs)}${obeyed}, where ${seconds(totalTimeMs)} in total is declared`,
    remedy: 'Put one deadline over the whole call, waits and retries included',
    evidence: [call.startedAt, call.endedAt],
  }
}

/** A hint over the cap is not one to obey: waiting it out is the client's own time. */
function obeyedHintsMs(call: CallView, contract: Contract): number {
  const capMs = contract.retryAfterCapMs ?? ADVICE.retryAfterCapMs
  return retries(call).reduce((sum, { before, waitMs }) => {
    const hint = hintOf(before)
    const isObeyed = hint.kind === 'wait' && hint.waitMs <= capMs && waitMs !== null && waitMs >= hint.leastMs
    return isObeyed ? sum + Math.min(waitMs, hint.waitMs) : sum
  }, 0)
}
