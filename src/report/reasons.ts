/** Why something is no pass, beside the rules that were violated. */
import { type RunVerdict, runVerdict, standing } from '../property/verdict.ts'
import type { Run } from './run.ts'

/** The reasons of a run's verdict that no violated rule tells of by its own message. */
export function otherReasons({ trace, results, required }: Run): string[] {
  const violated = results.filter((result) => standing(result) === 'violated')
  const { reasons } = runVerdict(trace, results, required)
  return reasons.filter((reason) => !violated.some(({ id }) => reason.startsWith(`${id}: `)))
}

/** What the drills themselves came to: connections to hosts that nobody expected fail, drills that prove nothing are in doubt. */
export function drillsEnd(
  verdict: RunVerdict['verdict'],
  reasons: readonly string[],
): { readonly end: 'fail' | 'inconclusive'; readonly reasons: readonly [string, ...string[]] } | null {
  const [host, ...hosts] = reasons.filter((reason) => reason.startsWith('unexpected host '))
  if (host !== undefined) return { end: 'fail', reasons: [host, ...hosts] }
  const [doubt, ...doubts] = reasons
  return verdict === 'inconclusive' && doubt !== undefined ? { end: 'inconclusive', reasons: [doubt, ...doubts] } : null
}
