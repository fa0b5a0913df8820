/** The AI SDK with its Anthropic provider at its defaults: a stream of which the application reads the text alone. */
import { streamText } from 'ai'
import { defineClient } from 'firedrill'
import { setup } from './ai-sdk.ts'

export default defineClient({
  name: 'ai, streamText',
  setup,
  call: async ({ signal }, model) => {
    let text = ''
    const { textStream } = streamText({ model, prompt: 'How are you?', abortSignal: signal })
    for await (const part of textStream) text += part
    return text
  },
})
