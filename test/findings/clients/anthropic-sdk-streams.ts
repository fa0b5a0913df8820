/** @anthropic-ai/sdk at its defaults: a message gathered from a stream by the SDK's own helper. */
import { defineClient } from 'firedrill'
import { REQUEST, setup } from './anthropic-sdk.ts'

export default defineClient({
  name: '@anthropic-ai/sdk, .stream()',
  setup,
  call: async ({ signal }, client) => await client.messages.stream(REQUEST, { signal }).finalMessage(),
})
