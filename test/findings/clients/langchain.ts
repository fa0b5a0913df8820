/** LangChain's Anthropic model at its defaults: one message. */
import { ChatAnthropic } from '@langchain/anthropic'
import { defineClient } from 'firedrill'

/** The model as the documentation makes it. */
export const setup = () => new ChatAnthropic({ model: 'claude-sonnet-4-6', apiKey: 'sk-ant-api03-drill' })

export default defineClient({
  name: '@langchain/anthropic, invoke',
  setup,
  call: async ({ signal }, model) => (await model.invoke('How are you?', { signal })).text,
})
