/** An answer with a status: the dialect's own, with the headers that the fault asks for. */
import type { Act, Answer, Headers } from '../../fault/answer.ts'
import type { RetryAfter, StatusFault } from '../../fault/status.ts'
import type { AnswerContext } from '../provider.ts'
import { type Asked, overridden, withoutHeaders } from './true-answer.ts'

/** The dialect's answer for this status, under the status line and with the headers that the fault asks for. */
export function statusActs(fault: StatusFault, { request, dialect, context }: Asked): Answer {
  const status = fault.sentAs ?? fault.status
  const bodiless = status === 204 || status === 205 || status === 304
  const own = ownHeaders(fault, context)
  return dialect.statusAnswer(fault, request, context).flatMap((act): Act[] => {
    if (act.act === 'body' && bodiless) return []
    if (act.act !== 'head') return [act]
    const headers = withoutHeaders(overridden(act.headers, own), fault.without ?? [])
    return [{ act: 'head', status: fault.sentAs ?? act.status, headers }]
  })
}

/** The headers that the fault itself asks for; those under `headers` have the last word. */
function ownHeaders(fault: StatusFault, context: AnswerContext): Headers {
  const { retryAfter = [], retryAfterMs, shouldRetry, headers = {} } = fault
  const hints = Array.isArray(retryAfter) ? (retryAfter as readonly RetryAfter[]) : [retryAfter as RetryAfter]
  const named: Headers = [
    ...hints.map((hint) => ['retry-after', retryAfterText(hint, context)] as const),
    ...(retryAfterMs === undefined ? [] : [['retry-after-ms', String(retryAfterMs)] as const]),
    ...(shouldRetry === undefined ? [] : [['x-should-retry', String(shouldRetry)] as const]),
  ]
  return overridden(named, Object.entries(headers))
}

function retryAfterText(retryAfter: RetryAfter, context: AnswerContext): string {
  if (typeof retryAfter !== 'object') return String(retryAfter)
  return new Date(context.epochMs + retryAfter.dateInMs).toUTCString()
}
