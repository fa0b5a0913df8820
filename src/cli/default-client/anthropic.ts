/** The default client of the Anthropic API: the official SDK at its defaults. The only door to @anthropic-ai/sdk. */
import Anthropic from '@anthropic-ai/sdk'
import { VERSION } from '@anthropic-ai/sdk/version'
import { type ClientDefinition, defineClient } from '../../drill/client.ts'

const REQUEST = {
  model: 'claude-opus-4-7',
  max_tokens: 256,
  messages: [{ role: 'user' as const, content: 'How are you?' }],
}

/**
 * The official SDK at its defaults. Address and key are fixed, so that the environment has no say in a drill.
 *
 * @param streams Whether it asks for a stream, and gathers it into a message.
 */
export function anthropicClient(streams: boolean): ClientDefinition<Anthropic> {
  return defineClient({
    name: `@anthropic-ai/sdk ${VERSION}${streams ? ' (streams)' : ''}`,
    setup: () => new Anthropic({ apiKey: 'sk-ant-firedrill', authToken: null, baseURL: 'https://api.anthropic.com' }),
    call: async ({ signal }, client) => {
      const answer = streams
        ? await client.messages.stream(REQUEST, { signal }).finalMessage()
        : await client.messages.create(REQUEST, { signal })
      // What isn't a message is given as it is: that is what an application would get.
      if (!Array.isArray(Object(answer).content)) return answer
      return answer.content.map((block) => (block.type === 'text' ? block.text : '')).join('')
    },
  })
}
