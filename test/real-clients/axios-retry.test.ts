/**
 * `axios` 1.21.1 with `axios-retry` 4.5.0 on its own defaults (`axios-retry/dist/esm/index.js:76-84`): 3 retries, of
 * network errors and, for GET and its like, of 429 and 5xx (:33-42), without any wait unless `retry-after` asks for one
 * (`noDelay`, :56-58). axios has no time-out.
 */
import axios from 'axios'
import axiosRetry, { exponentialDelay } from 'axios-retry'
import { defineClient, reset, type StatusOptions, times } from 'firedrill'
import { test } from 'vitest'
import {
  AT_ONCE,
  expectCall,
  expectEndlessWait,
  expectMaskedLimit,
  type Figure,
  oneCall,
  type Script,
  type Shape,
  THINGS_URL,
  things,
} from './helpers.ts'

function retrying(options?: Parameters<typeof axiosRetry>[1]) {
  const instance = axios.create()
  axiosRetry(instance, options)
  return instance
}

const get = defineClient({
  setup: () => retrying(),
  call: async ({ signal }, instance) => (await instance.get(THINGS_URL, { signal })).data,
})
const post = defineClient({
  setup: () => retrying(),
  call: async ({ signal }, instance) => (await instance.post(THINGS_URL, { name: 'thing' }, { signal })).data,
})
const backingOff = defineClient({
  setup: () => retrying({ retryDelay: exponentialDelay }),
  call: async ({ signal }, instance) => (await instance.get(THINGS_URL, { signal })).data,
})

test.each<[what: string, script: Script, shape: Shape]>([
  ['has its answer after one 500', [things.internalError()], { waits: [AT_ONCE] }],
  ['has its answer after two 500s', [times(2, things.internalError())], { waits: [AT_ONCE, AT_ONCE] }],
  [
    'burns its three retries on five 500s at once',
    [times(5, things.internalError())],
    { waits: [AT_ONCE, AT_ONCE, AT_ONCE], error: { name: 'AxiosError', status: 500, code: 'ERR_BAD_RESPONSE' } },
  ],
  ['retries a 529 like any 5xx', [times(2, things.status(529))], { waits: [AT_ONCE, AT_ONCE] }],
  ['retries 429s without a hint at once', [times(2, things.rateLimited())], { waits: [AT_ONCE, AT_ONCE] }],
  [
    'waits what each 429 asks for, and gives up at the fourth without a last wait',
    [times(5, things.rateLimited({ retryAfter: 30 }))],
    { waits: [30_000, 30_000, 30_000], error: { status: 429, code: 'ERR_BAD_REQUEST' } },
  ],
  ['takes a hint from a 500 too', [things.internalError({ retryAfter: 30 })], { waits: [30_000] }],
  ['retries a reset connection', [times(2, reset())], { waits: [AT_ONCE, AT_ONCE] }],
  [
    'gives up on a connection that is reset each time',
    [times(4, reset())],
    { waits: [AT_ONCE, AT_ONCE, AT_ONCE], error: { status: null, code: 'ECONNRESET' } },
  ],
])('%s', async (_, script, shape) => {
  expectCall(await oneCall(things, get, script), shape)
})

/** Whatever `Number` or `Date` can read (`retryAfter`, :43-55), however long; anything else is no wait. */
test.each<[hint: StatusOptions, wait: Figure]>([
  [{ retryAfter: 30 }, 30_000],
  [{ retryAfter: 120 }, 120_000],
  [{ retryAfter: 0 }, AT_ONCE],
  [{ retryAfter: 1.5 }, 1500],
  [{ retryAfter: 'abc' }, AT_ONCE],
  [{ retryAfter: '-5' }, AT_ONCE],
  [{ retryAfter: { dateIn: '30s' } }, 30_000],
  [{ retryAfterMs: 1234 }, AT_ONCE],
  [{ shouldRetry: false }, AT_ONCE],
])('a 429 with %j is followed by a wait of %j', async (hint, wait) => {
  expectCall(await oneCall(things, get, [things.rateLimited(hint)]), { waits: [wait] })
})

// `exponentialDelay` (:59-64): max(100 ms · 2^n, retry-after), and up to a fifth on top; n counts from 1.
test.each<[what: string, script: Script, shape: Shape]>([
  [
    '200, 400 and 800 ms',
    [times(3, things.internalError())],
    {
      waits: [
        [200, 240],
        [400, 480],
        [800, 960],
      ],
    },
  ],
  ['no less than a hint', [things.rateLimited({ retryAfter: 30 })], { waits: [[30_000, 36_000]] }],
])('with exponentialDelay it waits %s, and up to a fifth more', async (_, script, shape) => {
  expectCall(await oneCall(things, backingOff, script), shape)
})

test('a POST is not retried after a 500', async () => {
  expectCall(await oneCall(things, post, [things.internalError()]), { waits: [], error: { status: 500 } })
})

// `isNetworkError` (:3-17) doesn't ask for the method: what the POST did before the reset, it may do twice.
test('a POST is sent again after a reset', async () => {
  expectCall(await oneCall(things, post, [reset()]), { waits: [AT_ONCE] })
})

// `req.setTimeout(0)` (axios/lib/adapters/http.js:1541) ends the socket's own timer, and starts one of 0 ms in
// follow-redirects (index.js:232) for an event that nobody listens to.
test('silence is waited out for ever', async () => {
  await expectEndlessWait(things, get, AT_ONCE)
})

test('a rate limit that shows as 500 is hammered four times within 3 ms', async () => {
  await expectMaskedLimit(things, get, { waits: [AT_ONCE, AT_ONCE, AT_ONCE], error: { status: 500 } })
})
