/** R15: an alert is raised only after several failures, and once. */
import type { Contract, ContractOptions } from '../contract/contract.ts'
import type { Trace } from '../trace/trace.ts'
import { type FailedCall, failedCalls } from './failed-calls.ts'
import { counted, seconds } from './format.ts'
import type { Property } from './property.ts'
import { type Breach, held, isSome, propertyOf, unexercised, violated } from './result.ts'

/**
 * A client raises an alert once so many calls have failed within the declared window, not before, and not twice in one
 * window. Successes between the failures don't count. Failures that follow each other within the window are one outage:
 * for a long one, a single alert will do, and so will one a window.
 *
 * Exercised where `alerts` is declared and the threshold was reached; an alert before it is caught without that.
 * Evidence: the failures that were counted, and the alerts.
 */
export function alertsSparingly(declared: ContractOptions = {}): Property {
  return propertyOf({
    id: 'alerts-sparingly',
    rule: 'R15',
    claim: 'An alert is raised only after several failures, and once.',
    declared,
    find: (trace, { alerts: promise }) => {
      if (promise === null) return unexercised('No threshold is declared: declare `alerts: { after, within }`')
      const failed = failedCalls(trace)
      const alerts = alertsOf(trace)
      const crossings = crossingsOf(failed, promise)
      const isCut = trace.limit?.limit === 'wall-time'
      const breaches = [
        ...alerts.flatMap((alert) => early(alert, failed, promise) ?? []),
        ...alerts.slice(1).flatMap((alert, index) => repeated(alerts[index]!, alert, promise) ?? []),
        ...(isCut ? [] : crossings.flatMap((crossing) => missing(crossing, alerts, promise) ?? [])),
      ]
      if (isSome(breaches)) return violated(breaches)
      const first = crossings[0]
      if (first === undefined) {
        return unexercised(
          `Never did ${counted(promise.after, 'call')} fail within ${seconds(promise.withinMs)}: let more calls fail`,
        )
      }
      if (alerts.length === 0) return unexercised('The drill was cut short before an alert was due')
      return held(
        `${counted(alerts.length, 'alert')}, the first at ${seconds(alerts[0]!.t)}, when ${first.counted.length} of the ` +
          `declared ${promise.after} calls had failed within ${seconds(promise.withinMs)}`,
      )
    },
  })
}

type Promised = NonNullable<Contract['alerts']>

interface Alert {
  readonly call: number | null
  readonly at: number
  readonly t: number
}

/** The moment at which the threshold was first reached in an outage. */
interface Crossing {
  readonly outageMs: number
  readonly t: number
  readonly counted: readonly FailedCall[]
}

function alertsOf(trace: Trace): Alert[] {
  return trace.events.flatMap((event, at) => (event.kind === 'alert' ? { call: event.call, at, t: event.t } : []))
}

/**
 * The failures that a client could count at a moment. The call that raises an alert may know of its own before the trace
 * does: once it sends nothing more, it has given up.
 */
function countedAt(failed: readonly FailedCall[], { call, at, t }: Alert, { withinMs }: Promised): FailedCall[] {
  return failed.filter((one) => {
    const hasGivenUp = one.call.call === call && one.call.attempts.every(({ createdAt }) => createdAt < at)
    const isKnown = one.failedAt <= at || hasGivenUp
    return isKnown && one.failedMs > t - withinMs
  })
}

function crossingsOf(failed: readonly FailedCall[], promise: Promised): Crossing[] {
  const crossings: Crossing[] = []
  let outageMs = 0
  let isCrossed = false
  failed.forEach(({ failedAt, failedMs }, index) => {
    const before = failed[index - 1]
    if (before === undefined || failedMs - before.failedMs > promise.withinMs) {
      outageMs = failedMs
      isCrossed = false
    }
    const counted = countedAt(failed, { call: null, at: failedAt, t: failedMs }, promise)
    if (isCrossed || counted.length < promise.after) return
    isCrossed = true
    crossings.push({ outageMs, t: failedMs, counted })
  })
  return crossings
}

function early(alert: Alert, failed: readonly FailedCall[], promise: Promised): Breach | null {
  const { at, t } = alert
  const counted = countedAt(failed, alert, promise)
  if (counted.length >= promise.after) return null
  return {
    what:
      `An alert was raised at ${seconds(t)}, when ${callsText(counted.length)} failed within ${seconds(promise.withinMs)} ` +
      `and ${promise.after} are declared`,
    remedy: 'Count failed calls, not attempts, and wait for the threshold',
    evidence: [...counted.map(({ failedAt }) => failedAt), at],
  }
}

function repeated(before: Alert, { at, t }: Alert, { withinMs }: Promised): Breach | null {
  if (t - before.t >= withinMs) return null
  return {
    what: `An alert was raised at ${seconds(t)}, only ${seconds(t - before.t)} after the one before, where one in ${seconds(withinMs)} is declared`,
    remedy: 'Remember when the last alert was raised, for all calls together',
    evidence: [before.at, at],
  }
}

function missing({ outageMs, t, counted }: Crossing, alerts: readonly Alert[], promise: Promised): Breach | null {
  const { after, withinMs } = promise
  if (alerts.some((alert) => alert.t >= outageMs && alert.t <= t + withinMs)) return null
  return {
    what: `No alert was raised although ${callsText(counted.length)} failed within ${seconds(withinMs)} by ${seconds(t)}, where ${after} are enough`,
    remedy: 'Raise one alert as soon as the threshold is reached, also when each call fails in its own way',
    evidence: counted.map(({ failedAt }) => failedAt),
  }
}

function callsText(count: number): string {
  return count === 0 ? 'no call had' : count === 1 ? '1 call had' : `${count} calls had`
}
