/** ky at its defaults: a POST, as a request to an LLM is one. */
import { defineClient } from 'firedrill'
import ky from 'ky'
import { THINGS_URL } from './things.ts'

export default defineClient({
  name: 'ky, POST',
  call: ({ signal }) => ky.post(THINGS_URL, { signal, json: { name: 'thing' } }).json(),
})
