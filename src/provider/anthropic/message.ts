/** Healthy answers of the Anthropic API: a message, a token count, the models. */
import type { ServiceRequest } from '../../fault/request.ts'
import { identifier } from '../identifier.ts'
import type { AnswerContext } from '../provider.ts'

/** What every healthy message says, in the pieces in which a stream delivers it. */
export const TEXT_PIECES = ['All is ', 'well', ' here', '.'] as const

const MODELS = ['claude-opus-4-7', 'claude-opus-4-6', 'claude-sonnet-4-6', 'claude-haiku-4-5'] as const
const DEFAULT_MODEL = MODELS[0]
const OUTPUT_TOKENS = 8

/** A whole message, as `POST /v1/messages` answers: every field that `Message` of SDK 1.12.0 requires. */
export function message(request: ServiceRequest, context: AnswerContext): object {
  return {
    ...messageHead(request, context),
    content: [{ type: 'text', text: TEXT_PIECES.join(''), citations: null }],
    stop_reason: 'end_turn',
    usage: usage(request, OUTPUT_TOKENS),
  }
}

/** The message before its first token, as `message_start` carries it. */
export function messageHead(request: ServiceRequest, context: AnswerContext) {
  return {
    id: identifier('msg_', context),
    type: 'message',
    role: 'assistant',
    model: request.model ?? DEFAULT_MODEL,
    content: [] as readonly object[],
    container: null,
    diagnostics: null,
    stop_reason: null as string | null,
    stop_sequence: null,
    stop_details: null,
    usage: usage(request, 1),
  }
}

/** The usage at the end of a stream, as `message_delta` carries it. */
export function finalUsage(request: ServiceRequest): object {
  return {
    input_tokens: inputTokens(request),
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: 0,
    output_tokens: OUTPUT_TOKENS,
    output_tokens_details: null,
    server_tool_use: null,
  }
}

/** What `POST /v1/messages/count_tokens` answers. */
export function tokenCount(request: ServiceRequest): object {
  return { input_tokens: inputTokens(request) }
}

/** What `GET /v1/models` and `GET /v1/models/{id}` answer; null for any other path. */
export function models(path: string): object | null {
  const match = /\/v1\/models(?:\/([^/]+))?\/?$/.exec(path)
  if (match === null) return null
  const id = match[1]
  if (id !== undefined) return model(id)
  const data = MODELS.map(model)
  return { data, first_id: MODELS[0], has_more: false, last_id: MODELS.at(-1) }
}

function model(id: string): object {
  return {
    type: 'model',
    id,
    display_name: id,
    created_at: '2026-01-01T00:00:00Z',
    capabilities: null,
    deprecated_at: null,
    lifecycle: 'active',
    line: null,
    max_input_tokens: 200_000,
    max_tokens: 64_000,
    retires_at: null,
  }
}

function usage(request: ServiceRequest, outputTokens: number): object {
  return {
    input_tokens: inputTokens(request),
    cache_creation: null,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: 0,
    inference_geo: null,
    output_tokens: outputTokens,
    output_tokens_details: null,
    server_tool_use: null,
    service_tier: 'standard',
    speed: null,
  }
}

/** About four characters make a token. */
function inputTokens(request: ServiceRequest): number {
  return Math.max(1, Math.ceil(request.body.length / 4))
}
