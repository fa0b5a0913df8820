/** Healthy answers that no model speaks: the models, a token count, embeddings. */
import type { ServiceRequest } from '../../fault/request.ts'
import { bodyFields } from '../body.ts'
import type { AnswerContext } from '../provider.ts'
import { DEFAULT_MODEL } from './content.ts'
import { type Fields, fieldOf, records } from './request.ts'
import { promptTokens } from './tokens.ts'

const MODELS = [DEFAULT_MODEL, 'gemini-3.5-flash-lite', 'gemini-2.5-pro', 'gemini-embedding-001'] as const

/** What `GET /v1beta/models` answers. Source: ai.google.dev/api/models, read in November 2026. */
export function modelList(): object {
  return { models: MODELS.map(model) }
}

/** What `GET /v1beta/models/{name}` answers. */
export function model(name: string): object {
  const embeds = name.includes('embedding')
  return {
    name: name.includes('/') ? name : `models/${name}`,
    version: '001',
    displayName: name,
    description: `The model ${name}`,
    inputTokenLimit: embeds ? 2048 : 1_048_576,
    outputTokenLimit: embeds ? 1 : 65_536,
    supportedGenerationMethods: embeds ? ['embedContent'] : ['generateContent', 'countTokens'],
    ...(embeds ? {} : { temperature: 1, topP: 0.95, topK: 64, maxTemperature: 2 }),
  }
}

/** What `POST …:countTokens` answers. Source: ai.google.dev/api/tokens, read in November 2026. */
export function tokenCount(request: ServiceRequest): object {
  const tokens = promptTokens(request.body)
  return { totalTokens: tokens, promptTokensDetails: [{ modality: 'TEXT', tokenCount: tokens }] }
}

/** What `POST …:embedContent` answers. Source: ai.google.dev/api/embeddings, read in November 2026. */
export function embedding(request: ServiceRequest, context: AnswerContext): object {
  return { embedding: vector(bodyFields(request.body), context.random('embedding0')) }
}

/** What `POST …:batchEmbedContents` answers: an embedding for each request, in their order. */
export function embeddings(request: ServiceRequest, context: AnswerContext): object {
  const requests = records(bodyFields(request.body).requests)
  return { embeddings: requests.map((fields, index) => vector(fields, context.random(`embedding${index}`))) }
}

// gemini-embedding-001 makes vectors of this size when the request asks for no other.
const DIMENSIONS = 3072
const DIMENSIONS_MAX = 3072
// The golden angle: neighbouring values don't repeat.
const ANGLE = Math.PI * (3 - Math.sqrt(5))

/** A vector of about length 1, turned by what was drawn for it. */
function vector(fields: Fields, draw: number): object {
  const asked = fieldOf(fields, 'outputDimensionality')
  const valid = typeof asked === 'number' && Number.isInteger(asked) && asked >= 1 && asked <= DIMENSIONS_MAX
  const size = valid ? asked : DIMENSIONS
  const scale = Math.sqrt(2 / size)
  const values = Array.from({ length: size }, (_, index) => scale * Math.cos(ANGLE * (index + 1) + 2 * Math.PI * draw))
  return { values: values.map((value) => Number(value.toFixed(8))) }
}
