/** The AI SDK with its Anthropic provider at its defaults: a stream whose errors the application takes where they are given. */
import { streamText } from 'ai'
import { defineClient } from 'firedrill'
import { setup } from './ai-sdk.ts'

export default defineClient({
  name: 'ai, streamText with onError',
  setup,
  call: async ({ signal }, model) => {
    const failures: unknown[] = []
    const onError = ({ error }: { error: unknown }) => void failures.push(error)
    const { textStream } = streamText({ model, prompt: 'How are you?', abortSignal: signal, onError })
    let text = ''
    for await (const part of textStream) text += part
    if (failures.length > 0) throw failures[0]
    return text
  },
})
