/** What a request costs in tokens. */
import { isRecord } from '../../fault/options.ts'
import type { ServiceRequest } from '../../fault/request.ts'
import { bodyFields } from '../body.ts'
import type { TokenCount } from '../provider.ts'

/** How many tokens every healthy answer is said to have. */
export const OUTPUT_TOKENS = 8

// An estimate: the tokenizer is not public. Four characters of English make about one token.
const CHARACTERS_A_TOKEN = 4

// An image costs by its size, not by its bytes: (width × height) / 750, and about this much from 1.15 megapixels on.
// Source: platform.claude.com/docs/en/build-with-claude/vision, read in November 2026.
const TOKENS_AN_IMAGE = 1600

/**
 * What a request counts against the limits: the input as it is estimated when the request arrives, and the output as it
 * is really written. `max_tokens` doesn't count. Source: platform.claude.com/docs/en/api/rate-limits, read in November 2026.
 */
export function countTokens(request: ServiceRequest): TokenCount {
  const speaks = request.path.endsWith('/messages')
  return speaks ? { input: inputTokens(request), output: OUTPUT_TOKENS } : { input: 0, output: 0 }
}

/** An estimate of the tokens of the prompt: at least one. */
export function inputTokens({ body }: ServiceRequest): number {
  // Base64 is looked for only where there may be some: most bodies need not be parsed for it.
  const files = body.includes('"base64"') ? encodedFiles(bodyFields(body)) : []
  const encoded = files.reduce((sum, data) => sum + data.length, 0)
  const text = Math.ceil((body.length - encoded) / CHARACTERS_A_TOKEN)
  return Math.max(1, text + files.length * TOKENS_AN_IMAGE)
}

/** The data of all base64 sources in a value. */
function encodedFiles(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(encodedFiles)
  if (!isRecord(value)) return []
  if (value.type === 'base64' && typeof value.data === 'string') return [value.data]
  return Object.values(value).flatMap(encodedFiles)
}
