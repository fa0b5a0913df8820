/** What a request costs in tokens. */
import { isRecord } from '../../fault/options.ts'
import type { ServiceRequest } from '../../fault/request.ts'
import { bodyFields } from '../body.ts'
import type { TokenCount } from '../provider.ts'

// The rule of thumb of help.openai.com/en/articles/4936856 (read in November 2026): a token is about four characters.
const CHARACTERS_A_TOKEN = 4

// An image costs by its size, not by its bytes: 85 tokens at low detail with GPT-4o, the documented base of all others
// (developers.openai.com/api/docs/guides/images-vision, read in November 2026).
const IMAGE_CHARACTERS = 85 * CHARACTERS_A_TOKEN

// What a model reads of a request, in either API.
const READ = ['messages', 'input', 'instructions', 'prompt', 'tools', 'functions', 'response_format', 'text'] as const

/**
 * What the rate limiter counts: the greater of the tokens estimated from the characters of the request and the tokens
 * that it lets the model write. So the output is counted only as far as it goes beyond the input, and the sum of both
 * is the documented number. Source: developers.openai.com/api/docs/guides/rate-limits, "Error mitigation", read in
 * November 2026.
 */
export function countTokens(request: ServiceRequest): TokenCount {
  const input = inputTokens(request)
  return { input, output: Math.max(0, (askedOutput(request) ?? 0) - input) }
}

/** An estimate of the tokens that a model reads: at least one. */
export function inputTokens(request: ServiceRequest): number {
  const fields = bodyFields(request.body)
  const characters = READ.reduce((sum, name) => sum + charactersOf(fields[name]), 0)
  return Math.max(1, Math.ceil(characters / CHARACTERS_A_TOKEN))
}

/** An estimate of the tokens of a text: at least one. */
export function textTokens(text: string): number {
  return Math.max(1, Math.ceil(text.length / CHARACTERS_A_TOKEN))
}

/** How many tokens the request lets the model write, in the words of either API; null when it doesn't say. */
export function askedOutput(request: ServiceRequest): number | null {
  const { max_completion_tokens, max_tokens, max_output_tokens } = bodyFields(request.body)
  const asked = max_completion_tokens ?? max_tokens ?? max_output_tokens
  return typeof asked === 'number' && asked > 0 ? asked : null
}

/** The characters of all texts in a value; a number among them, as in an embedding's input, is a token of its own. */
function charactersOf(value: unknown): number {
  if (typeof value === 'string') return value.startsWith('data:') ? IMAGE_CHARACTERS : value.length
  if (typeof value === 'number') return CHARACTERS_A_TOKEN
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + charactersOf(item), 0)
  if (!isRecord(value)) return 0
  return Object.entries(value).reduce((sum, [name, item]) => sum + name.length + charactersOf(item), 0)
}
