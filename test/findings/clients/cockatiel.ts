/** cockatiel around fetch, with the retry policy of its README. */
import { ExponentialBackoff, handleAll, retry } from 'cockatiel'
import { defineClient } from 'firedrill'
import { getThings } from './things.ts'

export default defineClient({
  name: 'cockatiel',
  setup: () => retry(handleAll, { maxAttempts: 3, backoff: new ExponentialBackoff() }),
  call: ({ signal }, policy) => policy.execute((context) => getThings(context.signal), signal),
})
