/** LangChain's Anthropic model at its defaults: a stream, gathered by the application. */
import { defineClient } from 'firedrill'
import { setup } from './langchain.ts'

export default defineClient({
  name: '@langchain/anthropic, stream',
  setup,
  call: async ({ signal }, model) => {
    let text = ''
    for await (const chunk of await model.stream('How are you?', { signal })) text += chunk.text
    return text
  },
})
