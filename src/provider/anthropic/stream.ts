/** A healthy stream of the Anthropic API: server-sent events. Source: docs.anthropic.com/en/docs/build-with-claude/streaming. */
import type { ServiceRequest } from '../../fault/request.ts'
import type { AnswerContext, PartRole, StreamPart } from '../provider.ts'
import { finalUsage, messageHead, TEXT_PIECES } from './message.ts'

/** The events of one message in their true order, one text each, so that a stream can be cut or stalled between them. */
export function messageStream(request: ServiceRequest, context: AnswerContext): readonly StreamPart[] {
  return [
    part('opening', 'message_start', { message: messageHead(request, context) }),
    part('opening', 'content_block_start', { index: 0, content_block: { type: 'text', text: '', citations: null } }),
    part('ping', 'ping', {}),
    ...TEXT_PIECES.map((text) =>
      part('token', 'content_block_delta', { index: 0, delta: { type: 'text_delta', text } }),
    ),
    part('closing', 'content_block_stop', { index: 0 }),
    part('closing', 'message_delta', {
      delta: { container: null, stop_details: null, stop_reason: 'end_turn', stop_sequence: null },
      usage: finalUsage(request),
    }),
    part('terminator', 'message_stop', {}),
  ]
}

function part(role: PartRole, type: string, data: object): StreamPart {
  return { text: `event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`, role }
}
