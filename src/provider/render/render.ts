/** Turns a fault into the acts that answer one request, in the words of a dialect. */
import type { Act, Answer } from '../../fault/answer.ts'
import { drawDelayMs } from '../../fault/delay.ts'
import type { Fault } from '../../fault/fault.ts'
import type { ServiceRequest } from '../../fault/request.ts'
import { isStreamFault, type StreamFault } from '../../fault/stream.ts'
import type { AnswerContext, Dialect } from '../provider.ts'
import { corruptActs, pageActs, redirectActs } from './body.ts'
import { cutActs } from './cut.ts'
import { healthyActs } from './healthy.ts'
import { statusActs } from './status.ts'
import { brokenStream } from './stream.ts'
import type { Asked } from './true-answer.ts'

/** What answers. */
export interface Rendered {
  readonly answer: Answer
  /** False for a true answer, however late: also where a fault doesn't apply to the request that it met. */
  readonly faulty: boolean
}

/**
 * The acts that answer this request with this fault. Pure: the context holds the time and the chance.
 *
 * @param context The time at which the request was received: a fault's delay counts from there, and dates in its answer
 * from the end of the delay.
 */
export function render(fault: Fault, request: ServiceRequest, dialect: Dialect, context: AnswerContext): Rendered {
  const delayMs = 'delayMs' in fault && fault.delayMs !== undefined ? drawDelayMs(fault.delayMs, context.random) : 0
  const asked = { request, dialect, context: { ...context, epochMs: context.epochMs + delayMs } }
  const wait: readonly Act[] = delayMs > 0 ? [{ act: 'wait', delayMs }] : []
  if (isStreamFault(fault)) {
    const stream = brokenStream(fault, asked)
    if (stream !== null) return { answer: [...wait, ...stream.acts], faulty: !stream.tellsAll }
  }
  const acts = isStreamFault(fault) ? null : actsOf(fault, asked)
  return acts === null
    ? { answer: [...wait, ...healthyActs({ kind: 'healthy' }, asked)], faulty: false }
    : { answer: [...wait, ...acts], faulty: fault.kind !== 'healthy' && !isTrueInSubstance(fault) }
}

/** The acts of a fault; null where it doesn't apply to this request, so that it gets a true answer. */
function actsOf(fault: Exclude<Fault, StreamFault>, asked: Asked): Answer | null {
  switch (fault.kind) {
    case 'status':
      return statusActs(fault, asked)
    case 'healthy':
      return healthyActs(fault, asked)
    case 'reset':
      return cutActs(fault.at, { act: 'reset' }, asked)
    case 'closed':
      return cutActs(fault.at, { act: 'close' }, asked)
    case 'silence':
      return cutActs(fault.at, { act: 'hold' }, asked)
    case 'staleSocket':
      return asked.request.reused ? [{ act: 'reset' }] : null
    case 'page':
      return pageActs(fault, asked)
    case 'redirect':
      return redirectActs(fault, asked)
    case 'corrupt':
      return corruptActs(fault, asked)
    // The request is already on its way: its connection shares the fate of those that can't be made.
    case 'refused':
    case 'dnsFailure':
    case 'tlsFailure':
      return [{ act: 'reset' }]
    case 'unreachable':
      return [{ act: 'hold' }]
    case 'slowConnection':
    case 'familyDown':
      return null
  }
}

/** The body is whole and true, and only its label is wrong: whoever takes it for the answer isn't mistaken. */
function isTrueInSubstance(fault: Fault): boolean {
  return fault.kind === 'corrupt' && fault.how === 'wrong-content-type' && fault.status < 400
}
