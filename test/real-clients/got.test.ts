/**
 * `got` 16.1.0 on its own defaults (`got/dist/source/core/options.js:349-390`): 2 retries of GET and its like, for 408,
 * 413, 429, 500, 502, 503, 504, 521, 522, 524 and for connection errors, after 1 s · 2^n plus up to 100 ms
 * (`core/calculate-retry-delay.js:24-26`). It has no time-out at all.
 */
import { defineClient, reset, type StatusOptions, times } from 'firedrill'
import got from 'got'
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

const get = defineClient({ call: ({ signal }) => got(THINGS_URL, { signal }).json() })
const post = defineClient({ call: ({ signal }) => got.post(THINGS_URL, { signal, json: { name: 'thing' } }).json() })

const FIRST: Figure = [1000, 1100]
const SECOND: Figure = [2000, 2100]

test.each<[what: string, script: Script, shape: Shape]>([
  ['has its answer after one 500', [things.internalError()], { waits: [FIRST] }],
  ['has its answer after two 500s', [times(2, things.internalError())], { waits: [FIRST, SECOND] }],
  [
    'gives up at the third of five 500s',
    [times(5, things.internalError())],
    { waits: [FIRST, SECOND], error: { name: 'HTTPError', status: 500, code: 'ERR_NON_2XX_3XX_RESPONSE' } },
  ],
  ['does not know 529', [things.status(529)], { waits: [], error: { name: 'HTTPError' } }],
  ['backs off by itself from 429s without a hint', [times(2, things.rateLimited())], { waits: [FIRST, SECOND] }],
  [
    'waits what each 429 asks for, and gives up at the third without a last wait',
    [times(5, things.rateLimited({ retryAfter: 30 }))],
    { waits: [30_000, 30_000], error: { name: 'HTTPError' } },
  ],
  ['takes a hint from a 500 too', [things.internalError({ retryAfter: 30 })], { waits: [30_000] }],
  ['retries a reset connection', [times(2, reset())], { waits: [FIRST, SECOND] }],
  [
    'gives up on a connection that is reset each time',
    [times(3, reset())],
    { waits: [FIRST, SECOND], error: { name: 'RequestError', code: 'ECONNRESET' } },
  ],
])('%s', async (_, script, shape) => {
  expectCall(await oneCall(things, get, script), shape)
})

/** Digits alone or a date (`core/index.js:355-372`), however long (:379, :403). */
test.each<[hint: StatusOptions, wait: Figure]>([
  [{ retryAfter: 30 }, 30_000],
  [{ retryAfter: 120 }, 120_000],
  // `Math.max(1, retryAfter)`: 0 would mean no retry.
  [{ retryAfter: 0 }, AT_ONCE],
  [{ retryAfter: 1.5 }, FIRST],
  [{ retryAfter: 'abc' }, FIRST],
  [{ retryAfter: '-5' }, FIRST],
  [{ retryAfter: { dateIn: '30s' } }, 30_000],
  [{ retryAfterMs: 1234 }, FIRST],
  [{ shouldRetry: false }, FIRST],
])('a 429 with %j is followed by a wait of %j', async (hint, wait) => {
  expectCall(await oneCall(things, get, [things.rateLimited(hint)]), { waits: [wait] })
})

// 2,147,483 s still fit a timer, 2,147,484 s don't (`core/index.js:402-403`).
test('a 429 that asks for more than a timer can hold is not retried', async () => {
  const call = await oneCall(things, get, [things.rateLimited({ retryAfter: 2_147_484 })])
  expectCall(call, { waits: [], error: { name: 'HTTPError' } })
})

test.each<[what: string, script: Script]>([
  ['a 500', [things.internalError()]],
  ['a 429 with a hint', [things.rateLimited({ retryAfter: 30 })]],
  ['a reset connection', [reset()]],
])('a POST is not retried after %s', async (_, script) => {
  expectCall(await oneCall(things, post, script), { waits: [], error: {} })
})

// The 5 s are those after which Node's global agent closes a socket that nobody uses: this one is in use, and stays
// (node:_http_agent, getGlobalAgent and onTimeout).
test('silence is waited out for ever', async () => {
  await expectEndlessWait(things, get, 5000)
})

test('a rate limit that shows as 500 is hammered three times', async () => {
  await expectMaskedLimit(things, get, { waits: [FIRST, SECOND], error: { name: 'HTTPError' } })
})
