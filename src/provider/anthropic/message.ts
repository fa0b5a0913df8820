/** Healthy answers of the Anthropic API: a message, and what a stream of one carries beside its blocks. */
import { isRecord } from '../../fault/options.ts'
import type { ServiceRequest } from '../../fault/request.ts'
import { bodyFields } from '../body.ts'
import { identifier } from '../identifier.ts'
import type { AnswerContext } from '../provider.ts'
import { sampleOf } from '../sample.ts'
import { piecesOf } from '../text.ts'
import { DEFAULT_MODEL } from './models.ts'
import { inputTokens, OUTPUT_TOKENS } from './tokens.ts'

/** A call of a tool, as an answer makes it. */
export interface ToolCall {
  readonly id: string
  readonly name: string
  readonly input: unknown
}

/** A whole message, as `POST /v1/messages` answers: every field that `Message` of SDK 1.12.0 requires. */
export function message(request: ServiceRequest, context: AnswerContext): object {
  const call = toolCall(request, context)
  return {
    ...messageHead(request, context),
    content: [call === null ? textBlock(piecesOf(context.content).join('')) : toolBlock(call, call.input)],
    stop_reason: stopReason(context),
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

/** The call of the first tool with a schema that the request offers, else of one named `look_up`; null for a text. */
export function toolCall(request: ServiceRequest, context: AnswerContext): ToolCall | null {
  if (context.content !== 'tool-call') return null
  const { tools } = bodyFields(request.body)
  const offered = (Array.isArray(tools) ? tools : []).find(isCustomTool)
  const id = identifier('toolu_', context)
  if (offered === undefined) return { id, name: 'look_up', input: {} }
  return { id, name: offered.name, input: sampleOf(offered.input_schema) }
}

/** Why the model stopped: it is done, or it calls a tool. */
export function stopReason({ content }: AnswerContext): string {
  return content === 'tool-call' ? 'tool_use' : 'end_turn'
}

/** A block of text, as `TextBlock` of SDK 1.12.0. */
export function textBlock(text: string): object {
  return { type: 'text', text, citations: null }
}

/** A block that calls a tool, as `ToolUseBlock` of SDK 1.12.0; a stream starts it with an empty input. */
export function toolBlock({ id, name }: ToolCall, input: unknown): object {
  return { type: 'tool_use', id, name, input, caller: { type: 'direct' } }
}

function isCustomTool(tool: unknown): tool is { readonly name: string; readonly input_schema: unknown } {
  return isRecord(tool) && typeof tool.name === 'string' && isRecord(tool.input_schema)
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
