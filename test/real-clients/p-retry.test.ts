/**
 * `p-retry` 9.0.0 on its own defaults (`p-retry/index.js:245-262`): 10 retries of whatever throws, except for TypeErrors
 * that aren't the network's (:179), after 1 s · 2^n without jitter or cap (`calculateDelay`, :88-102). It knows nothing
 * of HTTP: hints are never read, and a status is a failure only if the function throws.
 */
import { defineClient, limits, reset, type StatusOptions, silence, times } from 'firedrill'
import pRetry from 'p-retry'
import { expect, test } from 'vitest'
import {
  callsIn,
  expectCall,
  FETCH_GIVES_UP,
  oneCall,
  type Script,
  type Shape,
  sum,
  THINGS_URL,
  things,
} from './helpers.ts'

async function getThings(signal: AbortSignal) {
  const response = await fetch(THINGS_URL, { signal })
  if (!response.ok) throw Object.assign(new Error(response.statusText), { status: response.status })
  return await response.json()
}

const get = defineClient({ call: ({ signal }) => pRetry(() => getThings(signal)) })
const bare = defineClient({
  call: ({ signal }) => pRetry(async () => ({ status: (await fetch(THINGS_URL, { signal })).status })),
})

/** 1 s · 2^n, n from 0 to 9. */
const WAITS = Array.from({ length: 10 }, (_, n) => 1000 * 2 ** n)

test.each<[what: string, script: Script, shape: Shape]>([
  ['has its answer after one 500', [things.internalError()], { waits: [1000] }],
  ['has its answer after two 500s', [times(2, things.internalError())], { waits: [1000, 2000] }],
  ['has its answer after five 500s', [times(5, things.internalError())], { waits: WAITS.slice(0, 5) }],
  [
    'gives up at the eleventh 500, after 17 minutes',
    [times(11, things.internalError())],
    { waits: WAITS, error: { name: 'Error', status: 500 }, endMs: 1_023_000 },
  ],
  ['retries a 529', [times(2, things.status(529))], { waits: [1000, 2000] }],
  ['retries 429s', [times(2, things.rateLimited())], { waits: [1000, 2000] }],
  // Nothing tells it that a 404 is final, but an AbortError would.
  ['retries a 404', [times(2, things.status(404))], { waits: [1000, 2000] }],
  ['retries a reset connection', [times(2, reset())], { waits: [1000, 2000] }],
  [
    'gives up on a connection that is reset each time',
    [times(11, reset())],
    { waits: WAITS, error: { name: 'TypeError', status: null } },
  ],
  ["retries after Node's 300 s of silence", [silence()], { waits: [1000], endMs: sum(FETCH_GIVES_UP, 1000) }],
])('%s', async (_, script, shape) => {
  expectCall(await oneCall(things, get, script), shape)
})

test.each<[hint: StatusOptions]>([
  [{ retryAfter: 30 }],
  [{ retryAfter: 120 }],
  [{ retryAfter: 0 }],
  [{ retryAfter: 1.5 }],
  [{ retryAfter: 'abc' }],
  [{ retryAfter: '-5' }],
  [{ retryAfter: { dateIn: '30s' } }],
  [{ retryAfterMs: 1234 }],
  [{ shouldRetry: false }],
])('a 429 with %j is followed by a wait of 1 s all the same', async (hint) => {
  expectCall(await oneCall(things, get, [things.rateLimited(hint)]), { waits: [1000] })
})

test('around a bare fetch it takes a 500 for an answer', async () => {
  const call = await oneCall(things, bare, [things.internalError()])
  expectCall(call, { waits: [] })
  expect(JSON.parse(call.value!)).toEqual({ status: 500 })
})

// Retries come 1, 3, 7, 15, 31, 63 and 127 s after the first attempt. Two a minute pass: the first two calls at once, the
// next two after 63 s, and that minute is used up again when the last two come.
test('six callers at a rate limit that shows as 500 come back together until two of them pass', async () => {
  const seen = await callsIn(things, get, [limits({ requestsPerMinute: 2, maskedAs: 500 })])
  const retries = [0, 0, 6, 6, 7, 7]
  for (const call of seen) expectCall(call, { waits: WAITS.slice(0, retries[call.call]) })
})
