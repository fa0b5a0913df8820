/** The client when none is named: the official SDK at its defaults. The only door to @anthropic-ai/sdk. */
import Anthropic from '@anthropic-ai/sdk'
import { VERSION } from '@anthropic-ai/sdk/version'
import { type ClientDefinition, defineClient } from '../drill/client.ts'

/** The dialect that the default client speaks. */
export const DEFAULT_DIALECT = 'anthropic'

/** The official SDK at its defaults. Address and key are fixed, so that the environment has no say in a drill. */
export const defaultClient: ClientDefinition<Anthropic> = defineClient({
  name: `@anthropic-ai/sdk ${VERSION}`,
  setup: () => new Anthropic({ apiKey: 'sk-ant-firedrill', authToken: null, baseURL: 'https://api.anthropic.com' }),
  call: async ({ signal }, client) => {
    const messages = [{ role: 'user' as const, content: 'How are you?' }]
    const answer = await client.messages.create({ model: 'claude-opus-4-7', max_tokens: 256, messages }, { signal })
    return answer.content.map((block) => (block.type === 'text' ? block.text : '')).join('')
  },
})
