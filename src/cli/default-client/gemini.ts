/** The default client of the Gemini API: the official SDK at its defaults. The only door to @google/genai. */
import { GoogleGenAI } from '@google/genai'
import { type ClientDefinition, defineClient } from '../../drill/client.ts'

const REQUEST = { model: 'gemini-2.5-flash', contents: 'How are you?' }

/**
 * The official SDK at its defaults. Address and key are fixed, so that the environment has no say in a drill.
 *
 * @param streams Whether it asks for a stream, and gathers its text.
 */
export function geminiClient(streams: boolean): ClientDefinition<GoogleGenAI> {
  return defineClient({
    name: `@google/genai${streams ? ' (streams)' : ''}`,
    setup: () => new GoogleGenAI({ apiKey: 'AIza-firedrill', vertexai: false, apiVersion: 'v1beta' }),
    call: async ({ signal }, { models }) => {
      const request = { ...REQUEST, config: { abortSignal: signal } }
      if (!streams) return (await models.generateContent(request)).text
      let text = ''
      for await (const chunk of await models.generateContentStream(request)) text += chunk.text ?? ''
      return text
    },
  })
}
