/** A property for a part of a drill: the calls that start in a span of virtual time. */
import { type Duration, durationMs } from '../duration.ts'
import { wrongUse } from '../errors.ts'
import { calls } from '../trace/view.ts'
import { counted, seconds } from './format.ts'
import type { Property } from './property.ts'
import { callsFrom } from './span.ts'

/**
 * The same property for the calls that start at `from` or later and before `to`, counted from the drill's beginning. Each
 * is judged to its end, whenever that comes. The property sees the trace as if no other call had been made: what it
 * would carry over from earlier calls (an open breaker, failures before an alert, a queue) begins anew with the span.
 *
 * @throws FiredrillError (`wrong-use`) for a span that is none.
 */
export function within(property: Property, from: Duration, to: Duration): Property {
  const fromMs = durationMs(from, 'within, from')
  const toMs = durationMs(to, 'within, to')
  if (fromMs >= toMs) {
    const why = `it would end at ${seconds(toMs)}, and begin at ${seconds(fromMs)}`
    throw wrongUse(
      `judge ${property.id} within a span`,
      why,
      "Give the beginning first: within(backsOff(), '5m', '10m')",
    )
  }
  const span = `from ${seconds(fromMs)} to ${seconds(toMs)}`
  const id = `${property.id}-${seconds(fromMs)}-to-${seconds(toMs)}`
  return Object.freeze({
    ...property,
    id,
    claim: `For calls that start ${span}: ${property.claim}`,
    check: (trace) => {
      const { part, placeOf } = callsFrom(trace, fromMs, toMs)
      const count = calls(part).length
      if (count === 0) {
        const message = `No call started ${span}: choose a span in which the scenario makes some.`
        return { id, rule: property.rule, verdict: 'unexercised', message, evidence: [], advice: [] }
      }
      const result = property.check(part)
      const evidence = result.evidence.map(placeOf)
      return { ...result, id, message: `Of ${counted(count, 'call')} started ${span}: ${result.message}`, evidence }
    },
  } satisfies Property)
}
