/** Node's fetch with nothing around it but a look at the status: what every other client is measured against. */
import { defineClient } from 'firedrill'
import { getThings } from './things.ts'

export default defineClient({ name: 'fetch', call: ({ signal }) => getThings(signal) })
