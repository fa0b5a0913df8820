/** ky at its defaults: a GET. */
import { defineClient } from 'firedrill'
import ky from 'ky'
import { THINGS_URL } from './things.ts'

export default defineClient({ name: 'ky', call: ({ signal }) => ky(THINGS_URL, { signal }).json() })
