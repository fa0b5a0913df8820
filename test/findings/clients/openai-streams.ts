/** openai at its defaults: a completion gathered from a stream by the SDK's own helper. */
import { defineClient } from 'firedrill'
import { REQUEST, setup } from './openai.ts'

export default defineClient({
  name: 'openai, .stream()',
  setup,
  call: async ({ signal }, client) =>
    await client.chat.completions.stream({ ...REQUEST, stream: true }, { signal }).finalChatCompletion(),
})
