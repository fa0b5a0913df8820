/** What came of an attempt, as a kind with a colour of its own and as the few words that always stand beside it. */

import { succeeded } from '../../../property/failure.ts'
import { hintOf } from '../../../property/hint.ts'
import type { AttemptView } from '../../../trace/view.ts'
import { UNEXPECTED_HOST } from '../../row.ts'

/** What came of an attempt. */
export type AnswerKind = 'healthy' | 'limited' | 'server' | 'refused' | 'flawed' | 'lost' | 'given-up'

/** The kinds in words, in the order of the legend. */
export const ANSWER_KINDS: Readonly<Record<AnswerKind, string>> = {
  healthy: 'healthy answer',
  limited: '429, too many requests',
  server: '5xx, the service fails',
  refused: 'any other 4xx',
  flawed: 'below 400, and still no good answer',
  lost: 'connection lost or refused',
  'given-up': 'given up, or still open',
}

/** The kind of what came of an attempt. */
export function answerKind(attempt: AttemptView): AnswerKind {
  const { status, endedBy, complete } = attempt
  if (succeeded(attempt)) return 'healthy'
  if (status === 429) return 'limited'
  if (status !== null && status >= 400) return status >= 500 ? 'server' : 'refused'
  if (complete) return 'flawed'
  return endedBy === 'service' || !attempt.received ? 'lost' : 'given-up'
}

/** What came of an attempt in a few words, such as `429, retry-after: 7`. */
export function answerText(attempt: AttemptView): string {
  const { status, error, endedBy, complete } = attempt
  const hint = hintOf(attempt)
  const asked = hint.kind === 'none' ? '' : `, ${hint.raw}`
  if (status !== null && (complete || status >= 400)) return `${status}${asked}`
  const seen = status === null ? '' : `${status}, then `
  if (attempt.fault === UNEXPECTED_HOST) return 'refused by the drill'
  if (endedBy === null) return `${seen}still open`
  if (endedBy === 'client') return `${seen}given up`
  return `${seen}${error?.code ?? (endedBy === 'service' ? 'cut' : 'time-out')}`
}
