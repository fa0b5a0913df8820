/**
 * `ky` 2.1.0 on its own defaults (`ky/distribution/utils/normalize.js:3-17`): 2 retries of GET and its like, for 408,
 * 413, 429, 500, 502, 503, 504 and for connection errors, after 300 ms · 2^n without jitter. A hint counts only on 413,
 * 429 and 503 (`core/Ky.js:415-433`). Every attempt is bounded by 10 s (`core/Ky.js:277`), and that is not retried.
 */
import { defineClient, reset, type StatusOptions, silence, times } from 'firedrill'
import ky from 'ky'
import { test } from 'vitest'
import {
  AT_ONCE,
  expectCall,
  expectMaskedLimit,
  type Figure,
  oneCall,
  type Script,
  type Shape,
  THINGS_URL,
  things,
} from './helpers.ts'

const get = defineClient({ call: ({ signal }) => ky(THINGS_URL, { signal }).json() })
const post = defineClient({ call: ({ signal }) => ky.post(THINGS_URL, { signal, json: { name: 'thing' } }).json() })

test.each<[what: string, script: Script, shape: Shape]>([
  ['has its answer after one 500', [things.internalError()], { waits: [300] }],
  ['has its answer after two 500s', [times(2, things.internalError())], { waits: [300, 600] }],
  [
    'gives up at the third of five 500s',
    [times(5, things.internalError())],
    { waits: [300, 600], error: { name: 'HTTPError' } },
  ],
  ['does not know 529', [things.status(529)], { waits: [], error: { name: 'HTTPError' } }],
  ['backs off by itself from 429s without a hint', [times(2, things.rateLimited())], { waits: [300, 600] }],
  [
    'waits what each 429 asks for, and gives up at the third without a last wait',
    [times(5, things.rateLimited({ retryAfter: 30 }))],
    { waits: [30_000, 30_000], error: { name: 'HTTPError' } },
  ],
  ['takes no hint from a 500', [things.internalError({ retryAfter: 30 })], { waits: [300] }],
  ['retries a reset connection', [times(2, reset())], { waits: [300, 600] }],
  [
    'gives up on a connection that is reset each time',
    [times(3, reset())],
    { waits: [300, 600], error: { name: 'NetworkError' } },
  ],
  [
    'gives up on silence after its own 10 s, without a retry',
    [silence()],
    { waits: [], error: { name: 'TimeoutError' }, endMs: 10_000 },
  ],
])('%s', async (_, script, shape) => {
  expectCall(await oneCall(things, get, script), shape)
})

/** Whole seconds or an HTTP date (`core/retry-timing.js:113-129`), however long; anything else falls back to 300 ms. */
test.each<[hint: StatusOptions, wait: Figure]>([
  [{ retryAfter: 30 }, 30_000],
  [{ retryAfter: 120 }, 120_000],
  [{ retryAfter: 0 }, AT_ONCE],
  [{ retryAfter: 1.5 }, 300],
  [{ retryAfter: 'abc' }, 300],
  [{ retryAfter: '-5' }, 300],
  [{ retryAfter: { dateIn: '30s' } }, 30_000],
  [{ retryAfterMs: 1234 }, 300],
  [{ shouldRetry: false }, 300],
])('a 429 with %j is followed by a wait of %j', async (hint, wait) => {
  expectCall(await oneCall(things, get, [things.rateLimited(hint)]), { waits: [wait] })
})

test.each<[what: string, script: Script]>([
  ['a 500', [things.internalError()]],
  ['a 429 with a hint', [things.rateLimited({ retryAfter: 30 })]],
  ['a reset connection', [reset()]],
])('a POST is not retried after %s', async (_, script) => {
  expectCall(await oneCall(things, post, script), { waits: [], error: {} })
})

test('a rate limit that shows as 500 is hammered three times', async () => {
  await expectMaskedLimit(things, get, { waits: [300, 600], error: { name: 'HTTPError' } })
})
