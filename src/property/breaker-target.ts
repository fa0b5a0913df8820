/** Which breaker stands before which attempt. */
import type { Contract } from '../contract/contract.ts'
import type { AttemptView } from '../trace/view.ts'
import { hostOf, isOn } from './chain.ts'

/** One breaker for each link (host and model), for each host, or one for all. */
export type Scope = 'link' | 'host' | 'all'

/** Which breaker stands before an attempt: by its link of the declared chain where it is on one, else by host and model. */
export function targets(
  created: readonly AttemptView[],
  { fallback }: Contract,
  scope: Scope,
): (attempt: AttemptView) => string {
  if (scope === 'all') return () => ''
  if (scope === 'host') return ({ url }) => hostOf(url)
  const names = new Map<AttemptView, string>()
  const known = created.filter(({ received }) => received)
  return (attempt) => {
    const name = names.get(attempt) ?? linkTarget(told(attempt, known), fallback)
    names.set(attempt, name)
    return name
  }
}

function linkTarget(attempt: AttemptView, fallback: Contract['fallback']): string {
  const link = attempt.received ? fallback?.chain.findIndex((one) => isOn(attempt, one)) : -1
  return link === undefined || link < 0 ? `${hostOf(attempt.url)} ${attempt.model ?? ''}`.trim() : `link ${link}`
}

/** An attempt that never told its model is taken to ask what its call asked of the same host before it, or else after. */
function told(attempt: AttemptView, known: readonly AttemptView[]): AttemptView {
  if (attempt.received) return attempt
  const host = hostOf(attempt.url)
  const alike = known.filter(({ call, url }) => call === attempt.call && hostOf(url) === host)
  return alike.findLast(({ createdAt }) => createdAt < attempt.createdAt) ?? alike[0] ?? attempt
}
