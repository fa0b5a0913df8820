/** Requests that the OpenAI API refuses for good, however often they are sent, and what it says of them. */
import type { ServiceRequest } from '../../fault/request.ts'
import type { StatusFault } from '../../fault/status.ts'
import type { PoisonCheck, Poisoning } from '../provider.ts'
import { blockOrderFlaw } from './block-order.ts'
import { contextWindowFlaw } from './context-window.ts'
import type { Flaw } from './flaw.ts'
import { imageInRequestFlaw } from './image.ts'
import { parameterFlaw } from './parameter.ts'
import { endpointOf } from './request.ts'
import { toolSchemaFlaw } from './tool-schema.ts'

type Finder = (request: ServiceRequest, contextTokens: number) => Flaw | null

// In the order in which they are looked for: what can be told from the fields, then from the whole.
const FINDERS: readonly (readonly [check: PoisonCheck, find: Finder])[] = [
  ['parameter', parameterFlaw],
  ['tool-schema', toolSchemaFlaw],
  ['block-order', blockOrderFlaw],
  ['image', imageInRequestFlaw],
  ['context-window', contextWindowFlaw],
]

/** The first flaw that one of these checks finds: all of them are refused with a 400. */
export function findPoison(
  request: ServiceRequest,
  checks: readonly PoisonCheck[],
  contextTokens: number,
): Poisoning | null {
  if (!readable(request)) return null
  for (const [check, find] of FINDERS) {
    const flaw = checks.includes(check) ? find(request, contextTokens) : null
    if (flaw === null) continue
    const { message, code } = flaw
    return { check, status: 400, message, ...(code === null ? {} : { errorType: code }) }
  }
  return null
}

/**
 * The field that an error is about. A fault doesn't carry it, so it is found once more: when the fault says what a check
 * says of this request, it is about what that check is about.
 */
export function paramOf(fault: StatusFault, request: ServiceRequest): string | null {
  if (!readable(request)) return null
  if (fault.errorType === 'context_length_exceeded') return endpointOf(request.path) === 'chat' ? 'messages' : 'input'
  if (fault.message === undefined) return null
  for (const [, find] of FINDERS) {
    const flaw = find(request, Number.POSITIVE_INFINITY)
    if (flaw?.message === fault.message) return flaw.param
  }
  return null
}

function readable({ path }: ServiceRequest): boolean {
  return ['chat', 'responses', 'embeddings'].includes(endpointOf(path))
}
