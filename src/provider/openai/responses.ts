/**
 * Healthy answers of the Responses API, whole and streamed. Sources: `openai` 7.57.0, `Response` and the events of
 * `ResponseStreamEvent` in `resources/responses/responses.d.ts`; their order is that of
 * developers.openai.com/api/docs/guides/streaming-responses, both read in November 2026. Such a stream has no `[DONE]`.
 */
import { isRecord } from '../../fault/options.ts'
import type { ServiceRequest } from '../../fault/request.ts'
import { bodyFields } from '../body.ts'
import type { AnswerContext, PartRole, StreamPart } from '../provider.ts'
import { callId, responseId } from './ids.ts'
import { DEFAULT_MODEL } from './models.ts'
import { type Said, said } from './said.ts'
import { inputTokens, textTokens } from './tokens.ts'

/** A whole response, as `POST /v1/responses` and `GET /v1/responses/{id}` answer. */
export function response(request: ServiceRequest, context: AnswerContext): object {
  const answer = said(request, context)
  return completed(request, context, answer, itemOf(answer, context))
}

/** The events of one response in their true order, numbered from zero. */
export function responseStream(request: ServiceRequest, context: AnswerContext): readonly StreamPart[] {
  const answer = said(request, context)
  const item = itemOf(answer, context)
  const started = { response: responseOf(request, context, 'in_progress') }
  const events: readonly Event[] = [
    ['opening', 'created', started],
    ['opening', 'in_progress', started],
    ...(answer.tool === null ? textEvents(answer, item) : toolEvents(answer, item)),
    ['closing', 'output_item.done', { output_index: 0, item }],
    ['terminator', 'completed', { response: completed(request, context, answer, item) }],
  ]
  return events.map(([role, name, data], index) => {
    const type = `response.${name}`
    return { text: `event: ${type}\ndata: ${JSON.stringify({ type, ...data, sequence_number: index })}\n\n`, role }
  })
}

type Event = readonly [role: PartRole, name: string, data: object]
type Item = Readonly<Record<string, unknown>> & { readonly id: string }

function textEvents({ pieces }: Said, item: Item): readonly Event[] {
  const place = { item_id: item.id, output_index: 0, content_index: 0 }
  const text = pieces.join('')
  return [
    ['opening', 'output_item.added', { output_index: 0, item: { ...item, status: 'in_progress', content: [] } }],
    ['opening', 'content_part.added', { ...place, part: textPart('') }],
    ...pieces.map((delta): Event => ['token', 'output_text.delta', { ...place, delta, logprobs: [] }]),
    ['closing', 'output_text.done', { ...place, text, logprobs: [] }],
    ['closing', 'content_part.done', { ...place, part: textPart(text) }],
  ]
}

function toolEvents({ pieces }: Said, item: Item): readonly Event[] {
  const place = { item_id: item.id, output_index: 0 }
  return [
    ['opening', 'output_item.added', { output_index: 0, item: { ...item, status: 'in_progress', arguments: '' } }],
    ...pieces.map((delta): Event => ['tool-input', 'function_call_arguments.delta', { ...place, delta }]),
    ['closing', 'function_call_arguments.done', { ...place, arguments: pieces.join('') }],
  ]
}

/** The one thing that a response holds, once it is complete: a message, or a function call. */
function itemOf({ pieces, tool }: Said, context: AnswerContext): Item {
  if (tool === null) {
    const content = [textPart(pieces.join(''))]
    return { id: responseId('msg', context), type: 'message', status: 'completed', role: 'assistant', content }
  }
  return {
    id: responseId('fc', context),
    type: 'function_call',
    status: 'completed',
    arguments: tool.input,
    call_id: callId(context),
    name: tool.name,
  }
}

function textPart(text: string): object {
  return { type: 'output_text', annotations: [], logprobs: [], text }
}

function completed(request: ServiceRequest, context: AnswerContext, { pieces }: Said, item: Item): object {
  const input = inputTokens(request)
  const output = textTokens(pieces.join(''))
  return {
    ...responseOf(request, context, 'completed'),
    completed_at: seconds(context),
    output: [item],
    usage: {
      input_tokens: input,
      input_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
      output_tokens: output,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: input + output,
    },
  }
}

/** A response without any output yet: it repeats what it was asked. */
function responseOf(request: ServiceRequest, context: AnswerContext, status: string): object {
  const asked = bodyFields(request.body)
  const { reasoning, text } = asked
  return {
    id: /\/responses\/([^/]+)$/.exec(request.path)?.[1] ?? responseId('resp', context),
    object: 'response',
    access_programs: null,
    created_at: seconds(context),
    status,
    background: false,
    completed_at: null,
    error: null,
    incomplete_details: null,
    instructions: asked.instructions ?? null,
    max_output_tokens: asked.max_output_tokens ?? null,
    max_tool_calls: asked.max_tool_calls ?? null,
    metadata: asked.metadata ?? {},
    model: request.model ?? DEFAULT_MODEL,
    output: [],
    parallel_tool_calls: asked.parallel_tool_calls ?? true,
    previous_response_id: asked.previous_response_id ?? null,
    reasoning: isRecord(reasoning) ? reasoning : { effort: null, summary: null },
    safety_identifier: asked.safety_identifier ?? null,
    service_tier: 'default',
    store: asked.store ?? true,
    temperature: asked.temperature ?? 1,
    text: isRecord(text) ? text : { format: { type: 'text' }, verbosity: 'medium' },
    tool_choice: asked.tool_choice ?? 'auto',
    tools: asked.tools ?? [],
    top_logprobs: asked.top_logprobs ?? 0,
    top_p: asked.top_p ?? 1,
    truncation: asked.truncation ?? 'disabled',
    usage: null,
    user: asked.user ?? null,
  }
}

function seconds({ epochMs }: AnswerContext): number {
  return Math.floor(epochMs / 1000)
}
