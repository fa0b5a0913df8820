/**
 * Requests past the context window. The messages are those that users have reported: of chat crewAIInc/crewAI-examples#121
 * (2024) and mckaywrigley/chatbot-ui#102 (2023, with the completion), of the Responses API anomalyco/opencode#6071 (2025),
 * of embeddings fierceX/Document_QA#3 (2023).
 */
import type { ServiceRequest } from '../../fault/request.ts'
import type { Flaw } from './flaw.ts'
import { endpointOf } from './request.ts'
import { askedOutput, inputTokens } from './tokens.ts'

/** Whether the input alone is too much; for chat also the input with what the model is let write. */
export function contextWindowFlaw(request: ServiceRequest, contextTokens: number): Flaw | null {
  const input = inputTokens(request)
  const output = askedOutput(request) ?? 0
  const maximum = `This model's maximum context length is ${contextTokens} tokens`
  switch (endpointOf(request.path)) {
    case 'responses': {
      const message = 'Your input exceeds the context window of this model. Please adjust your input and try again.'
      return input > contextTokens ? { message, param: 'input', code: 'context_length_exceeded' } : null
    }
    case 'embeddings': {
      const asked = `however you requested ${input} tokens (${input} in your prompt; 0 for the completion)`
      const message = `${maximum}, ${asked}. Please reduce your prompt; or completion length.`
      return input > contextTokens ? { message, param: null, code: null } : null
    }
    default: {
      const flaw = { param: 'messages', code: 'context_length_exceeded' }
      if (input > contextTokens) {
        const message = `${maximum}. However, your messages resulted in ${input} tokens. Please reduce the length of the messages.`
        return { message, ...flaw }
      }
      if (input + output <= contextTokens) return null
      const asked = `you requested ${input + output} tokens (${input} in the messages, ${output} in the completion)`
      return {
        message: `${maximum}. However, ${asked}. Please reduce the length of the messages or completion.`,
        ...flaw,
      }
    }
  }
}
