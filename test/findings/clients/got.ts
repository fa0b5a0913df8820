/** got at its defaults: a GET. */
import { defineClient } from 'firedrill'
import got from 'got'
import { THINGS_URL } from './things.ts'

export default defineClient({ name: 'got', call: ({ signal }) => got(THINGS_URL, { signal }).json() })
