/** The default client of the OpenAI API: the official SDK at its defaults. The only door to openai. */
import OpenAI from 'openai'
import { VERSION } from 'openai/version'
import { type ClientDefinition, defineClient } from '../../drill/client.ts'

const REQUEST = { model: 'gpt-5.1', messages: [{ role: 'user' as const, content: 'How are you?' }] }

/**
 * The official SDK at its defaults. Address and key are fixed, so that the environment has no say in a drill.
 *
 * @param streams Whether it asks for a stream, and gathers it into a completion.
 */
export function openaiClient(streams: boolean): ClientDefinition<OpenAI> {
  return defineClient({
    name: `openai ${VERSION}${streams ? ' (streams)' : ''}`,
    setup: () =>
      new OpenAI({
        apiKey: 'sk-firedrill',
        organization: null,
        project: null,
        baseURL: 'https://api.openai.com/v1',
      }),
    call: async ({ signal }, client) => {
      const answer = streams
        ? await client.chat.completions.stream({ ...REQUEST, stream: true }, { signal }).finalChatCompletion()
        : await client.chat.completions.create(REQUEST, { signal })
      // What isn't a completion is given as it is: that is what an application would get.
      if (!Array.isArray(Object(answer).choices)) return answer
      return answer.choices.map(({ message }) => message.content ?? '').join('')
    },
  })
}
