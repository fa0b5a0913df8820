/**
 * What is wrong for good with a request to the Messages API, in the API's own words as public threads show them; each
 * check names where they were seen.
 */
import type { ServiceRequest } from '../../fault/request.ts'
import { bodyFields } from '../body.ts'
import { findImageFlaw, type ImageFlaw } from '../poison/image.ts'
import type { PoisonCheck, Poisoning } from '../provider.ts'
import { orderFlaw } from './block-order.ts'
import { parameterFlaw } from './parameter.ts'
import { type Block, blocksOf, type Fields, objectAt, turnsOf } from './request.ts'
import { inputTokens } from './tokens.ts'
import { toolFlaw } from './tool-schema.ts'

type Check = (body: Fields, request: ServiceRequest) => string | null

// What can be read off a request at once comes first: its tokens are counted only once it is known to be sound.
const CHECKS: readonly (readonly [PoisonCheck, Check])[] = [
  ['tool-schema', toolFlaw],
  ['parameter', parameterFlaw],
  ['image', picturesFlaw],
  ['block-order', (body) => orderFlaw(turnsOf(body))],
]

// platform.claude.com/docs/en/api/errors, "Request size limits", read in November 2026.
const BYTES_MAX = 32 * 1024 * 1024

/** The first of these checks that a request for a message doesn't pass; null when it can be answered. */
export function findPoison(
  request: ServiceRequest,
  checks: readonly PoisonCheck[],
  contextTokens: number,
): Poisoning | null {
  if (!request.path.endsWith('/messages')) return null
  const counts = checks.includes('context-window')
  if (counts && isTooLarge(request.body)) {
    return { check: 'context-window', status: 413, message: 'Request exceeds the maximum size' }
  }
  const body = bodyFields(request.body)
  for (const [check, flawOf] of CHECKS) {
    const message = checks.includes(check) ? flawOf(body, request) : null
    if (message !== null) return { check, status: 400, message }
  }
  return counts ? windowFlaw(request, contextTokens) : null
}

/** Source: anthropics/claude-code issue 62560 (May 2026). */
function windowFlaw(request: ServiceRequest, contextTokens: number): Poisoning | null {
  const tokens = inputTokens(request)
  if (tokens <= contextTokens) return null
  const message = `prompt is too long: ${tokens} tokens > ${contextTokens} maximum`
  return { check: 'context-window', status: 400, message }
}

/** A character takes three bytes of UTF-8 at most, so that a body need be encoded only when it comes near. */
function isTooLarge(body: string): boolean {
  return body.length * 3 > BYTES_MAX && new TextEncoder().encode(body).length > BYTES_MAX
}

function picturesFlaw(body: Fields): string | null {
  for (const { blocks } of turnsOf(body)) {
    for (const block of blocks.flatMap(withItsResult)) {
      const flaw = block.fields.type === 'image' ? sourceFlaw(block) : null
      if (flaw !== null) return flaw
    }
  }
  return null
}

/** A tool's result holds blocks of its own. */
function withItsResult(block: Block): readonly Block[] {
  if (block.fields.type !== 'tool_result') return [block]
  return blocksOf(block.fields.content, `${block.path}.tool_result.content`)
}

const MEDIA_TYPES = ['image/jpeg', 'image/png', 'image/gif', 'image/webp']

/** Source of the media type's words: anthropics/claude-code issue 8184 (September 2025). */
function sourceFlaw({ fields, path }: Block): string | null {
  const { type, media_type, data } = objectAt(fields, 'source')
  if (type !== 'base64' || typeof data !== 'string') return null
  const place = `${path}.image.source.base64`
  if (typeof media_type !== 'string' || !MEDIA_TYPES.includes(media_type)) {
    return `${place}.media_type: Input should be 'image/jpeg', 'image/png', 'image/gif' or 'image/webp'`
  }
  const flaw = findImageFlaw(data, media_type)
  return flaw === null ? null : inItsWords(flaw, place, media_type)
}

/**
 * Sources: anthropics/claude-code issues 12750 and 15746 (2025) and 56511 (May 2026), and Yeachan-Heo/gajae-code pull
 * request 2806 (July 2026).
 */
function inItsWords({ kind }: ImageFlaw, place: string, mediaType: string): string {
  switch (kind) {
    case 'empty':
      return `${place}: image cannot be empty`
    case 'undecodable':
      return `${place}: invalid base64 data`
    case 'no-image':
      return 'Could not process image'
    case 'other-type':
      return `${place}.data: Image does not match the provided media type ${mediaType}`
  }
}
