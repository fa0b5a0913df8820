/** A healthy stream of the Anthropic API: server-sent events. Source: docs.anthropic.com/en/docs/build-with-claude/streaming. */
import type { ServiceRequest } from '../fault/request.ts'
import { finalUsage, messageHead, TEXT_PIECES } from './anthropic-message.ts'
import type { AnswerContext } from './provider.ts'

/** The events of one message in their true order, one text each, so that a stream can be cut or stalled between them. */
export function messageStream(request: ServiceRequest, context: AnswerContext): readonly string[] {
  return [
    serverSentEvent('message_start', { message: messageHead(request, context) }),
    serverSentEvent('content_block_start', { index: 0, content_block: { type: 'text', text: '', citations: null } }),
    serverSentEvent('ping', {}),
    ...TEXT_PIECES.map((text) =>
      serverSentEvent('content_block_delta', { index: 0, delta: { type: 'text_delta', text } }),
    ),
    serverSentEvent('content_block_stop', { index: 0 }),
    serverSentEvent('message_delta', {
      delta: { container: null, stop_details: null, stop_reason: 'end_turn', stop_sequence: null },
      usage: finalUsage(request),
    }),
    serverSentEvent('message_stop', {}),
  ]
}

function serverSentEvent(type: string, data: object): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`
}
