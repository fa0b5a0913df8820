/** @anthropic-ai/sdk at its defaults: the events of a stream, gathered by the application as the README shows. */
import { defineClient } from 'firedrill'
import { REQUEST, setup } from './anthropic-sdk.ts'

export default defineClient({
  name: '@anthropic-ai/sdk, stream: true',
  setup,
  call: async ({ signal }, client) => {
    let text = ''
    for await (const event of await client.messages.create({ ...REQUEST, stream: true }, { signal })) {
      if (event.type === 'content_block_delta' && event.delta.type === 'text_delta') text += event.delta.text
    }
    return text
  },
})
