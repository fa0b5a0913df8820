/**
 * What is wrong for good with a request to the Gemini API. All of it is a 400 `INVALID_ARGUMENT` in Gemini's own words;
 * each check names where they were seen.
 */
import type { ServiceRequest } from '../../fault/request.ts'
import { bodyFields } from '../body.ts'
import { base64Flaw, imageFlaw } from '../poison/image.ts'
import type { PoisonCheck, Poisoning } from '../provider.ts'
import { type Fields, fieldOf, turnsOf } from './request.ts'
import { routeOf } from './route.ts'
import { promptTokens } from './tokens.ts'
import { toolFlaw } from './tool-schema.ts'
import { turnFlaw } from './turns.ts'

type Check = (request: ServiceRequest, body: Fields, contextTokens: number) => string | null

// In the order of the API's own work: it parses, then it validates, then it counts.
const CHECKS: readonly (readonly [PoisonCheck, Check])[] = [
  ['parameter', parameterFlaw],
  ['tool-schema', (_request, body) => toolFlaw(body)],
  ['image', (_request, body) => mediaFlaw(body)],
  ['block-order', (_request, body) => turnFlaw(turnsOf(body))],
  ['context-window', windowFlaw],
]

/** The first of these checks that a request to a model doesn't pass; null when it can be answered. */
export function findGeminiPoison(
  request: ServiceRequest,
  checks: readonly PoisonCheck[],
  contextTokens: number,
): Poisoning | null {
  const { method } = routeOf(request.url)
  if (method !== 'generateContent' && method !== 'streamGenerateContent') return null
  const body = bodyFields(request.body)
  for (const [check, flawOf] of CHECKS) {
    const message = checks.includes(check) ? flawOf(request, body, contextTokens) : null
    if (message !== null) return { check, status: 400, message, errorType: 'INVALID_ARGUMENT' }
  }
  return null
}

/** Source: google-gemini/gemini-cli issue 4231 (July 2025). */
function windowFlaw({ body }: ServiceRequest, _fields: Fields, contextTokens: number): string | null {
  const tokens = promptTokens(body)
  if (tokens <= contextTokens) return null
  return `The input token count (${tokens}) exceeds the maximum number of tokens allowed (${contextTokens}).`
}

// Parameters of other APIs, which clients send to the top of the body. Sources: sourcegraph/cody issue 4566 (June 2024),
// MinLL/SkyrimNet-GamePlugin issue 77 (August 2025), nashsu/llm_wiki issue 49 (April 2026).
const FOREIGN = [
  'stream',
  'messages',
  'temperature',
  'max_tokens',
  'top_p',
  'top_k',
  'frequency_penalty',
  'presence_penalty',
  'reasoning',
  'reasoning_effort',
  'response_format',
  'extra_body',
]

/**
 * A parameter that the API doesn't know, or that the model doesn't support: thinking can't be turned off for Gemini 2.5 Pro
 * (ai.google.dev/gemini-api/docs/thinking, read in November 2026; vercel/ai issue 8027).
 */
function parameterFlaw({ model }: ServiceRequest, body: Fields): string | null {
  const unknown = FOREIGN.filter((name) => name in body)
  if (unknown.length > 0) {
    return unknown.map((name) => `Invalid JSON payload received. Unknown name "${name}": Cannot find field.`).join('\n')
  }
  const config = fieldOf(body, 'generationConfig') as Fields | undefined
  const thinking = fieldOf(config ?? {}, 'thinkingConfig') as Fields | undefined
  const off = fieldOf(thinking ?? {}, 'thinkingBudget') === 0
  if (off && model?.startsWith('gemini-2.5-pro')) return 'Budget 0 is invalid. This model only works in thinking mode.'
  return null
}

/** Sources: danny-avila/LibreChat issue 6593 (March 2025), AmberSahdev/Open-Interface issue 64 (August 2025). */
function mediaFlaw(body: Fields): string | null {
  for (const [turn, { parts }] of turnsOf(body).entries()) {
    for (const [part, fields] of parts.entries()) {
      const blob = fieldOf(fields, 'inlineData') as Fields | undefined
      if (typeof blob?.data !== 'string') continue
      const data = standardBase64(blob.data)
      if (data === '' || base64Flaw(data) !== null) return undecodable(`contents[${turn}].parts[${part}]`, blob.data)
      const type = fieldOf(blob, 'mimeType')
      if (typeof type !== 'string' || !type.startsWith('image/')) continue
      if (imageFlaw(data, type) !== null) return 'Provided image is not valid.'
    }
  }
  return null
}

const EXCERPT = 100

function undecodable(place: string, data: string): string {
  const shown = JSON.stringify(data.slice(0, EXCERPT))
  return `Invalid value at '${place}.inline_data.data' (TYPE_BYTES), Base64 decoding failed for ${shown}`
}

/** Protocol buffers read bytes in JSON in either alphabet and with or without padding (protobuf.dev, ProtoJSON). */
function standardBase64(data: string): string {
  const text = data.replaceAll('-', '+').replaceAll('_', '/')
  return text.includes('=') ? text : text.padEnd(text.length + ((4 - (text.length % 4)) % 4), '=')
}
