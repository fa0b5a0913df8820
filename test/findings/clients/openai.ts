/** openai at its defaults: one completion. */
import { defineClient } from 'firedrill'
import OpenAI from 'openai'

export const REQUEST = { model: 'gpt-5.1', messages: [{ role: 'user' as const, content: 'How are you?' }] }

/** The SDK as its README makes it. */
export const setup = () => new OpenAI({ apiKey: 'sk-drill' })

export default defineClient({
  name: 'openai',
  setup,
  call: async ({ signal }, client) => await client.chat.completions.create(REQUEST, { signal }),
})
