/**
 * How many tokens a request and a text cost. Source: ai.google.dev/gemini-api/docs/tokens, read in November 2026: about
 * four characters make a token, and a small image is 258 of them. The true tokenizer is Google's; this is its estimate.
 */
import { isRecord } from '../../fault/options.ts'
import { bodyFields } from '../body.ts'

const CHARACTERS_A_TOKEN = 4
const MEDIA_TOKENS = 258

const MEDIA = new Set(['inlineData', 'inline_data', 'fileData', 'file_data'])
const JSON_PARTS = new Set(['functionCall', 'function_call', 'functionResponse', 'function_response'])
const JSON_TOOLS = new Set(['functionDeclarations', 'function_declarations'])

/** The tokens of a text: at least one, but none for no text. */
export function textTokens(text: string): number {
  return charactersTokens(text.length)
}

/** The tokens of everything in a request that a model reads: texts, media, calls and what the tools say of themselves. */
export function promptTokens(body: string): number {
  const { characters, media } = weigh(bodyFields(body))
  return charactersTokens(characters) + media * MEDIA_TOKENS
}

function charactersTokens(characters: number): number {
  return Math.ceil(characters / CHARACTERS_A_TOKEN)
}

interface Weight {
  readonly characters: number
  readonly media: number
}

function weigh(value: unknown): Weight {
  if (Array.isArray(value)) return sum(value.map(weigh))
  return isRecord(value) ? sum(Object.entries(value).map(([key, inner]) => weighField(key, inner))) : NOTHING
}

function weighField(key: string, value: unknown): Weight {
  if (key === 'text' && typeof value === 'string') return { characters: value.length, media: 0 }
  if (MEDIA.has(key)) return { characters: 0, media: 1 }
  if (JSON_PARTS.has(key) || JSON_TOOLS.has(key)) return { characters: JSON.stringify(value).length, media: 0 }
  return weigh(value)
}

const NOTHING: Weight = { characters: 0, media: 0 }

function sum(weights: readonly Weight[]): Weight {
  return weights.reduce(
    (all, { characters, media }) => ({ characters: all.characters + characters, media: all.media + media }),
    NOTHING,
  )
}
