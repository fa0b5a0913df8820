/**
 * Tool calls and their answers out of order. Sources of messages and `param`: for chat RamiAwar/dataline#172 (2024) and
 * miurla/morphic#136 (2024), and developers.openai.com/api/docs/guides/function-calling; for the Responses API
 * microsoft/vscode#320060 (2026) and bytedance/trae-agent#245 (2025).
 */
import type { ServiceRequest } from '../../fault/request.ts'
import { bodyFields } from '../body.ts'
import type { Flaw } from './flaw.ts'
import { endpointOf, type Fields, recordsOf } from './request.ts'

/** The first call without an answer, or answer without a call. */
export function blockOrderFlaw(request: ServiceRequest): Flaw | null {
  const fields = bodyFields(request.body)
  return endpointOf(request.path) === 'chat' ? messagesFlaw(recordsOf(fields.messages)) : inputFlaw(fields)
}

/** In chat the answers follow the message with the calls at once, in any order, and nothing comes between. */
function messagesFlaw(messages: ReturnType<typeof recordsOf>): Flaw | null {
  let called: readonly string[] = []
  let open: readonly string[] = []
  for (const [message, index] of messages) {
    if (message.role === 'tool') {
      const flaw = answerFlaw(message.tool_call_id, called, index)
      if (flaw !== null) return flaw
      open = open.filter((id) => id !== message.tool_call_id)
      continue
    }
    if (open.length > 0) return unanswered(open, index)
    called = message.role === 'assistant' ? idsOf(message.tool_calls) : []
    open = called
  }
  return open.length > 0 ? unanswered(open, messages.length) : null
}

function answerFlaw(id: unknown, called: readonly string[], index: number): Flaw | null {
  if (called.length === 0) {
    const rule = "messages with role 'tool' must be a response to a preceeding message with 'tool_calls'"
    return { message: `Invalid parameter: ${rule}.`, param: `messages.[${index}].role`, code: null }
  }
  if (typeof id !== 'string' || called.includes(id)) return null
  const message = `Invalid parameter: 'tool_call_id' of '${id}' not found in 'tool_calls' of previous message.`
  return { message, param: `messages.[${index}].tool_call_id`, code: null }
}

function unanswered(ids: readonly string[], index: number): Flaw {
  const rule =
    "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'."
  const message = `${rule} The following tool_call_ids did not have response messages: ${ids.join(', ')}`
  return { message, param: `messages.[${index}].role`, code: null }
}

function idsOf(calls: unknown): readonly string[] {
  return recordsOf(calls).flatMap(([{ id }]) => (typeof id === 'string' ? [id] : []))
}

/** In the Responses API the answers may come anywhere after their calls, and calls may lie in what came before. */
function inputFlaw({ input, previous_response_id: previous, conversation }: Fields): Flaw | null {
  const items = recordsOf(input)
  const complete = !previous && !conversation && items.every(([{ type }]) => type !== 'item_reference')
  const answered = new Set(items.flatMap(([item]) => (item.type === 'function_call_output' ? [item.call_id] : [])))
  const called = new Set<unknown>()
  for (const [{ type, call_id: id }] of items) {
    if (type === 'function_call') called.add(id)
    if (type === 'function_call' && !answered.has(id)) return ofInput(`No tool output found for function call ${id}.`)
    if (type === 'function_call_output' && complete && !called.has(id)) {
      return ofInput(`No tool call found for function call output with call_id ${id}.`)
    }
  }
  return null
}

function ofInput(message: string): Flaw {
  return { message, param: 'input', code: null }
}
