/** p-retry at its defaults around fetch. */
import { defineClient } from 'firedrill'
import pRetry from 'p-retry'
import { getThings } from './things.ts'

export default defineClient({ name: 'p-retry', call: ({ signal }) => pRetry(() => getThings(signal), { signal }) })
