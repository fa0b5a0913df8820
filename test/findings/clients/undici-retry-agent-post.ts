/** undici's RetryAgent at its defaults: a POST, as a request to an LLM is one. */
import { defineClient } from 'firedrill'
import { request } from 'undici'
import { THINGS_URL } from './things.ts'
import { answerOf, setup, teardown } from './undici-retry-agent.ts'

const POST = { method: 'POST', body: '{}' } as const

export default defineClient({
  name: 'undici RetryAgent, POST',
  setup,
  call: async ({ signal }, dispatcher) => await answerOf(await request(THINGS_URL, { dispatcher, signal, ...POST })),
  teardown,
})
