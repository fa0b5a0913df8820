/**
 * Healthy chat completions, whole and streamed. Sources: `openai` 7.57.0, `ChatCompletion`, `ChatCompletionChunk` and
 * `ChatCompletionStreamOptions` in `resources/chat/completions/completions.d.ts`; the order of the chunks is that of
 * developers.openai.com/api/reference/resources/chat (streaming events), both read in November 2026.
 */
import { isRecord } from '../../fault/options.ts'
import type { ServiceRequest } from '../../fault/request.ts'
import { bodyFields } from '../body.ts'
import type { AnswerContext, PartRole, StreamPart } from '../provider.ts'
import { callId, completionId, SYSTEM_FINGERPRINT } from './ids.ts'
import { DEFAULT_MODEL } from './models.ts'
import { type Said, said } from './said.ts'
import { inputTokens, textTokens } from './tokens.ts'

/** A whole completion, as `POST /v1/chat/completions` answers. */
export function completion(request: ServiceRequest, context: AnswerContext): object {
  const answer = said(request, context)
  const { tool } = answer
  const call = tool && { id: callId(context), type: 'function', function: { name: tool.name, arguments: tool.input } }
  const message = {
    role: 'assistant',
    content: tool === null ? answer.pieces.join('') : null,
    ...(call === null ? {} : { tool_calls: [call] }),
    refusal: null,
    annotations: [],
  }
  return {
    ...head('chat.completion', request, context),
    choices: [{ index: 0, message, logprobs: null, finish_reason: finishReason(answer) }],
    usage: usage(request, answer),
  }
}

/** The chunks of one completion in their true order, `data: [DONE]` at the end. */
export function completionStream(request: ServiceRequest, context: AnswerContext): readonly StreamPart[] {
  const answer = said(request, context)
  const { stream_options: options } = bodyFields(request.body)
  const counts = isRecord(options) && options.include_usage === true
  const base = { ...head('chat.completion.chunk', request, context), ...(counts ? { usage: null } : {}) }
  const chunk = (role: PartRole, delta: object, finish: string | null = null): StreamPart =>
    part(role, { ...base, choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }] })
  return [
    ...(answer.tool === null ? textChunks(answer, chunk) : toolChunks(answer, answer.tool.name, chunk, context)),
    chunk('closing', {}, finishReason(answer)),
    ...(counts ? [part('closing', { ...base, choices: [], usage: usage(request, answer) })] : []),
    { text: 'data: [DONE]\n\n', role: 'terminator' },
  ]
}

type Chunk = (role: PartRole, delta: object) => StreamPart

function textChunks({ pieces }: Said, chunk: Chunk): readonly StreamPart[] {
  return [
    chunk('opening', { role: 'assistant', content: '', refusal: null }),
    ...pieces.map((content) => chunk('token', { content })),
  ]
}

function toolChunks({ pieces }: Said, name: string, chunk: Chunk, context: AnswerContext): readonly StreamPart[] {
  const call = { index: 0, id: callId(context), type: 'function', function: { name, arguments: '' } }
  return [
    chunk('opening', { role: 'assistant', content: null, tool_calls: [call], refusal: null }),
    ...pieces.map((piece) => chunk('tool-input', { tool_calls: [{ index: 0, function: { arguments: piece } }] })),
  ]
}

function head(object: string, request: ServiceRequest, context: AnswerContext): object {
  return {
    id: completionId(context),
    object,
    created: Math.floor(context.epochMs / 1000),
    model: request.model ?? DEFAULT_MODEL,
    service_tier: 'default',
    system_fingerprint: SYSTEM_FINGERPRINT,
  }
}

function finishReason({ tool }: Said): string {
  return tool === null ? 'stop' : 'tool_calls'
}

function usage(request: ServiceRequest, { pieces }: Said): object {
  const prompt = inputTokens(request)
  const written = textTokens(pieces.join(''))
  return {
    prompt_tokens: prompt,
    completion_tokens: written,
    total_tokens: prompt + written,
    prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: 0,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  }
}

function part(role: PartRole, data: object): StreamPart {
  return { text: `data: ${JSON.stringify(data)}\n\n`, role }
}
