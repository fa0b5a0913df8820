/** R21: a failed call leaves nothing behind: no stray rejection, no timer, no socket. */
import type { ContractOptions } from '../contract/contract.ts'
import type { Trace } from '../trace/trace.ts'
import { calls } from '../trace/view.ts'
import { counted, errorText, seconds } from './format.ts'
import type { Property } from './property.ts'
import { type Breach, held, isSome, propertyOf, unexercised, violated } from './result.ts'

/** A client survives its failed calls: nothing goes unhandled, and nothing piles up. */
export function staysHealthy(declared: ContractOptions = {}): Property {
  return propertyOf({
    id: 'stays-healthy',
    rule: 'R21',
    claim: 'Failed calls leave no stray rejection behind, and no growing number of timers or sockets.',
    declared,
    find: (trace) => {
      const failedCount = calls(trace).filter(({ outcome }) => outcome === 'error').length
      const breaches = [...strays(trace), ...growth(trace, 'clientTimers'), ...growth(trace, 'sockets')]
      if (isSome(breaches)) return violated(breaches)
      if (failedCount === 0) return unexercised('No call failed: let one fail beyond its retries')
      return held(`${counted(failedCount, 'failed call')}, nothing unhandled and nothing piling up`)
    },
  })
}

function strays(trace: Trace): Breach[] {
  return trace.events.flatMap((event, at) => {
    if (event.kind !== 'unhandled') return []
    const whose = event.call === null ? '' : ` in call ${event.call}`
    return {
      what: `An ${event.what} went unhandled at ${seconds(event.t)}${whose}: "${errorText(event.error)}"; it would end the process`,
      remedy: 'Await or catch every promise that a call starts, those of abandoned attempts too',
      evidence: [at],
    }
  })
}

/** A pool may open once; what grows with each of three failed calls or more is a leak. */
function growth(trace: Trace, what: 'clientTimers' | 'sockets'): Breach[] {
  const counts = failureCensuses(trace).map((census) => ({ ...census, count: census[what] }))
  const isGrowing = counts.every(({ count }, index) => index === 0 || count > counts[index - 1]!.count)
  if (counts.length < CENSUS_MIN || !isGrowing) return []
  const noun = what === 'sockets' ? 'sockets' : 'timers'
  const shown = counts.slice(0, SHOWN_MAX).map(({ count }) => count)
  const more = counts.length > shown.length ? ', …' : ''
  return [
    {
      what:
        `After each of ${counts.length} failed calls more ${noun} of the client were left than before ` +
        `(${shown.join(', ')}${more}; call ${counts.at(-1)!.call} at ${seconds(counts.at(-1)!.t)}), where a failed call is to leave none`,
      remedy:
        what === 'sockets'
          ? 'Read or cancel the body of every failed answer, and reuse one pool'
          : 'Clear the timers of an attempt in `finally`, however it ends',
      evidence: counts.map(({ at }) => at),
    },
  ]
}

/** Each census after a failed call, taken while no other call was open: what is open then belongs to nobody. */
function failureCensuses(trace: Trace) {
  const open = new Set<number>()
  const failed = new Set<number>()
  return trace.events.flatMap((event, at) => {
    if (event.kind === 'call-started') open.add(event.call)
    if (event.kind === 'call-ended') {
      open.delete(event.call)
      if (event.outcome === 'error') failed.add(event.call)
    }
    const counts = event.kind === 'census' && failed.has(event.call) && open.size === 0
    return counts ? [{ ...event, at }] : []
  })
}

const CENSUS_MIN = 3
const SHOWN_MAX = 8
