/** @anthropic-ai/sdk at its defaults: one message. */
import Anthropic from '@anthropic-ai/sdk'
import { defineClient } from 'firedrill'

export const REQUEST = {
  model: 'claude-sonnet-4-6',
  max_tokens: 256,
  messages: [{ role: 'user' as const, content: 'How are you?' }],
}

/** The SDK as its README makes it. */
export const setup = () => new Anthropic({ apiKey: 'sk-ant-api03-drill' })

export default defineClient({
  name: '@anthropic-ai/sdk',
  setup,
  call: async ({ signal }, client) => await client.messages.create(REQUEST, { signal }),
})
