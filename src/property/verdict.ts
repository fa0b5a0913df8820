/** What a run comes to: the results of its properties, and whether the drill itself could be trusted. */
import type { LimitKind, TraceEvent } from '../trace/event.ts'
import type { Trace } from '../trace/trace.ts'
import type { PropertyResult, PropertyVerdict } from './property.ts'

/** What a run comes to, and why, in sentences. A pass has no reasons. */
export interface RunVerdict {
  readonly verdict: 'pass' | 'fail' | 'inconclusive'
  readonly reasons: readonly string[]
}

/** What a result counts as: a violation of what was only advised is no failure. */
export function standing({ verdict, severity }: PropertyResult): PropertyVerdict | 'advised' {
  return verdict === 'violated' && severity === 'advice' ? 'advised' : verdict
}

/**
 * The verdict of a run.
 *
 * @param required The ids of the properties that must have come to the test.
 */
export function runVerdict(trace: Trace, results: readonly PropertyResult[], required: readonly string[]): RunVerdict {
  const failures = [
    ...results.filter((result) => standing(result) === 'violated').map(({ id, message }) => `${id}: ${message}`),
    ...trace.events.flatMap((event) =>
      event.kind === 'unexpected-host' ? [hostReason(event.host, event.message)] : [],
    ),
  ]
  if (failures.length > 0) return { verdict: 'fail', reasons: [...new Set(failures)] }
  const doubts = [
    ...(hit(trace, 'calls') ? ['The drill came to its limit of calls before any of them met the healed world.'] : []),
    ...(trace.events.some(isNobodysLimit)
      ? ['The drill came to its limit of attempts by requests that belong to no call.']
      : []),
    ...(hit(trace, 'wall-time') ? ["The harness's wall-clock limit came before the end of the drill."] : []),
    ...required.flatMap((id) => requirement(id, results) ?? []),
    ...(results.some(({ verdict }) => verdict === 'held') ? [] : ['No property came to the test and was held.']),
  ]
  return doubts.length > 0 ? { verdict: 'inconclusive', reasons: doubts } : { verdict: 'pass', reasons: [] }
}

function hostReason(host: string, message: string): string {
  return `unexpected host ${host}: ${message}`
}

function requirement(id: string, results: readonly PropertyResult[]): string | null {
  const result = results.find((other) => other.id === id)
  if (result === undefined) return `${id} is required, but was not judged.`
  return result.verdict === 'unexercised' ? `${id} is required, but stayed unexercised: ${result.message}` : null
}

/** Whichever call makes too many attempts has broken R7; without one, nobody is left to answer for what wasn't drilled. */
function isNobodysLimit(event: TraceEvent): boolean {
  return event.kind === 'limit-reached' && event.limit === 'attempts' && event.call === null
}

function hit(trace: Trace, limit: LimitKind): boolean {
  return (
    trace.limit?.limit === limit ||
    trace.events.some((event) => event.kind === 'limit-reached' && event.limit === limit)
  )
}
