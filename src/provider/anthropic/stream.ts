/**
 * A healthy stream of the Anthropic API: server-sent events. Sources: platform.claude.com/docs/en/build-with-claude/streaming,
 * read in November 2026, and streams of the API recorded in May 2026 (anomalyco/opencode, packages/llm/test/fixtures).
 */
import type { ServiceRequest } from '../../fault/request.ts'
import type { AnswerContext, PartRole, StreamPart } from '../provider.ts'
import { cutIntoPieces, piecesOf } from '../text.ts'
import { finalUsage, messageHead, stopReason, textBlock, toolBlock, toolCall } from './message.ts'

/** The event that keeps a stream warm, as the API sends it: a blank after the colon, unlike in its other events. */
export const STREAM_PING = 'event: ping\ndata: {"type": "ping"}\n\n'

/** The events of one message in their true order, one text each, so that a stream can be cut or stalled between them. */
export function messageStream(request: ServiceRequest, context: AnswerContext): readonly StreamPart[] {
  const [start, ...deltas] = block(request, context)
  return [
    part('opening', 'message_start', { message: messageHead(request, context) }),
    start,
    { text: STREAM_PING, role: 'ping' },
    ...deltas,
    part('closing', 'content_block_stop', { index: 0 }),
    part('closing', 'message_delta', {
      delta: { container: null, stop_details: null, stop_reason: stopReason(context), stop_sequence: null },
      usage: finalUsage(request),
    }),
    part('terminator', 'message_stop', {}),
  ]
}

/**
 * The one block of the message: its start and its pieces. The API begins the input of a tool with an empty piece, which
 * is part of the opening, so that a stream that is cut between two pieces of the input has sent some of it.
 */
function block(request: ServiceRequest, context: AnswerContext): readonly [StreamPart, ...StreamPart[]] {
  const call = toolCall(request, context)
  if (call === null) {
    const pieces = piecesOf(context.content).map((text) => delta('token', { type: 'text_delta', text }))
    return [start(textBlock('')), ...pieces]
  }
  const json = (role: PartRole, partial_json: string) => delta(role, { type: 'input_json_delta', partial_json })
  const pieces = cutIntoPieces(JSON.stringify(call.input)).map((piece) => json('tool-input', piece))
  return [start(toolBlock(call, {})), json('opening', ''), ...pieces]
}

function start(content_block: object): StreamPart {
  return part('opening', 'content_block_start', { index: 0, content_block })
}

function delta(role: PartRole, change: object): StreamPart {
  return part(role, 'content_block_delta', { index: 0, delta: change })
}

function part(role: PartRole, type: string, data: object): StreamPart {
  return { text: `event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`, role }
}
