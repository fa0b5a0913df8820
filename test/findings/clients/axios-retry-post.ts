/** axios with axios-retry at their defaults: a POST, as a request to an LLM is one. */
import { defineClient } from 'firedrill'
import { setup } from './axios-retry.ts'
import { THINGS_URL } from './things.ts'

export default defineClient({
  name: 'axios-retry, POST',
  setup,
  call: async ({ signal }, instance) => (await instance.post(THINGS_URL, { name: 'thing' }, { signal })).data,
})
