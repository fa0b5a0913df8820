/** The AI SDK with its Anthropic provider at its defaults: one text. */
import { createAnthropic } from '@ai-sdk/anthropic'
import { generateText } from 'ai'
import { defineClient } from 'firedrill'

/** The model as the documentation makes it. */
export const setup = () => createAnthropic({ apiKey: 'sk-ant-api03-drill' })('claude-sonnet-4-6')

export default defineClient({
  name: 'ai, generateText',
  setup,
  call: async ({ signal }, model) => (await generateText({ model, prompt: 'How are you?', abortSignal: signal })).text,
})
