/**
 * Embeddings and moderations. Sources: `openai` 7.57.0, `resources/embeddings.d.ts`, `lib/embeddings.mjs` (the SDK asks
 * for base64 of 32-bit floats unless it is told otherwise) and `resources/moderations.d.ts`.
 */
import type { ServiceRequest } from '../../fault/request.ts'
import { randomStream } from '../../random.ts'
import { bodyFields } from '../body.ts'
import type { AnswerContext } from '../provider.ts'
import { responseId } from './ids.ts'
import { inputTokens } from './tokens.ts'

// Far below the 1536 of the real models: enough to compare vectors by.
const DIMENSIONS = 8
const MOST_DIMENSIONS = 3072

/** What `POST /v1/embeddings` answers: a vector of length one for each input, always the same for the same text. */
export function embeddings(request: ServiceRequest): object {
  const { input, dimensions, encoding_format: format } = bodyFields(request.body)
  const model = request.model ?? 'text-embedding-3-small'
  const size = Number.isInteger(dimensions) ? Math.min(Math.max(1, dimensions as number), MOST_DIMENSIONS) : DIMENSIONS
  const data = inputsOf(input).map((text, index) => {
    const numbers = vector(`${model}/${text}`, size)
    return { object: 'embedding', index, embedding: format === 'base64' ? base64(numbers) : numbers }
  })
  const tokens = inputTokens(request)
  return { object: 'list', data, model, usage: { prompt_tokens: tokens, total_tokens: tokens } }
}

/** A text, a list of texts, the tokens of one, or a list of such lists. */
function inputsOf(input: unknown): readonly string[] {
  const several = Array.isArray(input) && typeof input[0] !== 'number'
  return (several ? input : [input]).map((text: unknown) => JSON.stringify(text) ?? '')
}

/** Numbers as they come out of 32 bits, so that both encodings say the same. */
function vector(key: string, size: number): readonly number[] {
  const random = randomStream(0, key)
  const numbers = Array.from({ length: size }, () => random() - 0.5)
  const length = Math.hypot(...numbers)
  return numbers.map((number) => Math.fround(number / length))
}

/** The numbers as little-endian 32-bit floats in base64. */
function base64(numbers: readonly number[]): string {
  const view = new DataView(new ArrayBuffer(4 * numbers.length))
  for (const [index, number] of numbers.entries()) view.setFloat32(4 * index, number, true)
  let bytes = ''
  for (let index = 0; index < view.byteLength; index++) bytes += String.fromCharCode(view.getUint8(index))
  return btoa(bytes)
}

const HARMS = [
  'harassment',
  'harassment/threatening',
  'hate',
  'hate/threatening',
  'illicit',
  'illicit/violent',
  'self-harm',
  'self-harm/instructions',
  'self-harm/intent',
  'sexual',
  'sexual/minors',
  'violence',
  'violence/graphic',
] as const

/** What `POST /v1/moderations` answers: nothing is flagged. */
export function moderations(request: ServiceRequest, context: AnswerContext): object {
  const { input } = bodyFields(request.body)
  const each = <Value>(value: Value) => Object.fromEntries(HARMS.map((harm) => [harm, value]))
  // A list of texts is judged one by one, a list of parts (text and image) as one.
  const count = Array.isArray(input) && typeof input[0] === 'string' ? input.length : 1
  const result = {
    flagged: false,
    categories: each(false),
    category_scores: each(0.0001),
    category_applied_input_types: each(['text']),
  }
  const model = request.model ?? 'omni-moderation-latest'
  return { id: responseId('modr', context), model, results: Array.from({ length: count }, () => result) }
}
