/** @google/genai at its defaults: a stream, gathered by the application as the README shows. */
import { defineClient } from 'firedrill'
import { REQUEST, setup } from './google-genai.ts'

export default defineClient({
  name: '@google/genai, generateContentStream',
  setup,
  call: async ({ signal }, { models }) => {
    let text = ''
    const stream = await models.generateContentStream({ ...REQUEST, config: { abortSignal: signal } })
    for await (const chunk of stream) text += chunk.text ?? ''
    return text
  },
})
