/** got at its defaults: a POST, as a request to an LLM is one. */
import { defineClient } from 'firedrill'
import got from 'got'
import { THINGS_URL } from './things.ts'

export default defineClient({
  name: 'got, POST',
  call: ({ signal }) => got.post(THINGS_URL, { signal, json: { name: 'thing' } }).json(),
})
