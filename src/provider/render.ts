/** Turns a fault into the acts that answer one request, in the words of a dialect. */
import { type Act, type Answer, completeAnswer, type Headers } from '../fault/answer.ts'
import type { Fault, HealthyFault, RetryAfter, StatusFault } from '../fault/fault.ts'
import type { ServiceRequest } from '../fault/request.ts'
import type { AnswerContext, Dialect } from './provider.ts'

/**
 * The acts that answer this request with this fault. Pure: the context holds the time and the chance.
 *
 * @param context The time at which the request was received: a fault's delay counts from there, and dates in its answer
 * from the end of the delay.
 */
export function render(fault: Fault, request: ServiceRequest, dialect: Dialect, context: AnswerContext): Answer {
  const delayMs = fault.delayMs ?? 0
  const atSending = { ...context, epochMs: context.epochMs + delayMs }
  const wait: Answer = delayMs > 0 ? [{ act: 'wait', delayMs }] : []
  switch (fault.kind) {
    case 'status':
      return [...wait, ...statusActs(fault, request, dialect, atSending)]
    case 'healthy':
      return [...wait, ...healthyActs(fault, request, dialect, atSending)]
    case 'reset':
      return [...wait, ...cutActs(fault.at, { act: 'reset' }, request, dialect, atSending)]
    case 'silence':
      return [...wait, ...cutActs(fault.at, { act: 'hold' }, request, dialect, atSending)]
  }
}

function statusActs(fault: StatusFault, request: ServiceRequest, dialect: Dialect, context: AnswerContext): Answer {
  const answer = dialect.statusAnswer(fault, request, context)
  const bodiless = fault.status === 204 || fault.status === 205 || fault.status === 304
  const acts = bodiless ? answer.filter(({ act }) => act !== 'body') : answer
  const own = ownHeaders(fault, context)
  if (own.length === 0) return acts
  return acts.map((act) => (act.act === 'head' ? { ...act, headers: overridden(act.headers, own) } : act))
}

function healthyActs(fault: HealthyFault, request: ServiceRequest, dialect: Dialect, context: AnswerContext): Answer {
  if (fault.handlers !== undefined) return [{ act: 'handlers', name: fault.handlers }]
  const { headers, body } = trueAnswer(request, dialect, context)
  if (!fault.bodyDelayMs) return completeAnswer(200, headers, body)
  const [first, rest] = halves(body)
  const wait: Act = { act: 'wait', delayMs: fault.bodyDelayMs }
  return [{ act: 'head', status: 200, headers }, ...first.map(bodyAct), wait, ...rest.map(bodyAct), { act: 'end' }]
}

function cutActs(
  at: 'headers' | 'body',
  last: Act,
  request: ServiceRequest,
  dialect: Dialect,
  context: AnswerContext,
): Answer {
  if (at === 'headers') return [last]
  const { headers, body } = trueAnswer(request, dialect, context)
  return [{ act: 'head', status: 200, headers }, ...halves(body)[0].map(bodyAct), last]
}

function trueAnswer(request: ServiceRequest, dialect: Dialect, context: AnswerContext) {
  const { headers, body } = dialect.healthyAnswer(request, context)
  return { headers, body: typeof body === 'string' ? [body] : body.map(({ text }) => text) }
}

/** A body of several parts is cut between two of them, so that a stream breaks after a whole event; else in the middle. */
function halves(body: readonly string[]): [first: readonly string[], rest: readonly string[]] {
  if (body.length > 1) {
    const half = Math.floor(body.length / 2)
    return [body.slice(0, half), body.slice(half)]
  }
  const text = body[0] ?? ''
  let half = Math.floor(text.length / 2)
  // Half of a surrogate pair can't be sent as UTF-8.
  if (/[\uD800-\uDBFF]/.test(text[half - 1] ?? '')) half++
  return [[text.slice(0, half)].filter(Boolean), [text.slice(half)].filter(Boolean)]
}

function bodyAct(text: string): Act {
  return { act: 'body', text }
}

/** The headers that the fault itself asks for; those under `headers` have the last word. */
function ownHeaders(fault: StatusFault, context: AnswerContext): Headers {
  const { retryAfter, retryAfterMs, shouldRetry, headers = {} } = fault
  const named: Headers = [
    ...(retryAfter === undefined ? [] : [['retry-after', retryAfterText(retryAfter, context)] as const]),
    ...(retryAfterMs === undefined ? [] : [['retry-after-ms', String(retryAfterMs)] as const]),
    ...(shouldRetry === undefined ? [] : [['x-should-retry', String(shouldRetry)] as const]),
  ]
  return overridden(named, Object.entries(headers))
}

function retryAfterText(retryAfter: RetryAfter, context: AnswerContext): string {
  if (typeof retryAfter !== 'object') return String(retryAfter)
  return new Date(context.epochMs + retryAfter.dateInMs).toUTCString()
}

function overridden(headers: Headers, own: Headers): Headers {
  const names = new Set(own.map(([name]) => name.toLowerCase()))
  return [...headers.filter(([name]) => !names.has(name.toLowerCase())), ...own]
}
