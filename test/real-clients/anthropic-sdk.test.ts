/**
 * `@anthropic-ai/sdk` 1.12.0 on its own defaults. Lines are those of `node_modules/@anthropic-ai/sdk/client.mjs`:
 * 2 retries (:170), of every failed fetch and of 408, 409, 429 and 500 upwards unless `x-should-retry` says otherwise
 * (`shouldRetry`, :848-883), after 0.5 s · 2^n, at most 8 s, less up to a quarter (`calculateDefaultRetryTimeoutMillis`).
 */
import Anthropic from '@anthropic-ai/sdk'
import { anthropic, defineClient, reset, type StatusOptions, silence, times } from 'firedrill'
import { test } from 'vitest'
import {
  expectCall,
  expectMaskedLimit,
  FETCH_GIVES_UP,
  type Figure,
  oneCall,
  type Script,
  type Shape,
  sum,
} from './helpers.ts'

const api = anthropic()

const sdk = defineClient({
  setup: () => new Anthropic({ apiKey: 'sk-ant-api03-drill' }),
  call: async ({ signal }, client) => {
    const messages = [{ role: 'user' as const, content: 'Hello' }]
    return await client.messages.create({ model: 'claude-sonnet-4-6', max_tokens: 64, messages }, { signal })
  },
})

/** `0.5 · 2^n` seconds less up to a quarter: the wait before the first and the second retry. */
const FIRST: Figure = [375, 500]
const SECOND: Figure = [750, 1000]

test.each<[what: string, script: Script, shape: Shape]>([
  ['has its answer after one 500', [api.internalError()], { waits: [FIRST] }],
  ['has its answer after two 500s', [times(2, api.internalError())], { waits: [FIRST, SECOND] }],
  [
    'gives up at the third of five 500s',
    [times(5, api.internalError())],
    { waits: [FIRST, SECOND], error: { name: 'InternalServerError', status: 500 } },
  ],
  ['retries a 529 like any 5xx', [times(2, api.overloaded())], { waits: [FIRST, SECOND] }],
  [
    'names a 529 that stays',
    [times(3, api.overloaded())],
    { waits: [FIRST, SECOND], error: { name: 'OverloadedError', status: 529 } },
  ],
  ['backs off by itself from 429s without a hint', [times(2, api.rateLimited())], { waits: [FIRST, SECOND] }],
  [
    'waits what each 429 asks for, to the millisecond',
    [times(2, api.rateLimited({ retryAfter: 30 }))],
    { waits: [30_000, 30_000] },
  ],
  [
    'gives up at the third 429, without a last wait',
    [times(5, api.rateLimited({ retryAfter: 30 }))],
    { waits: [30_000, 30_000], error: { name: 'RateLimitError', status: 429 } },
  ],
  ['retries a reset connection', [times(2, reset())], { waits: [FIRST, SECOND] }],
  [
    'calls a connection that is reset each time a connection error',
    [times(3, reset())],
    { waits: [FIRST, SECOND], error: { name: 'APIConnectionError', status: null } },
  ],
  // Its own time-out is 600 s (DEFAULT_TIMEOUT, :1052): Node's fetch gives up on silence first.
  ["retries after Node's 300 s of silence", [silence()], { waits: [FIRST], endMs: sum(FETCH_GIVES_UP, FIRST) }],
  // The `timed? ?out` of :657 finds undici's HeadersTimeoutError, so the error is that of a time-out (:692).
  [
    'calls silence that lasts a time-out, after three times 300 s',
    [times(3, silence())],
    {
      waits: [FIRST, SECOND],
      error: { name: 'APIConnectionTimeoutError', status: null },
      endMs: sum(FETCH_GIVES_UP, FIRST, FETCH_GIVES_UP, SECOND, FETCH_GIVES_UP),
    },
  ],
])('%s', async (_, script, shape) => {
  expectCall(await oneCall(api, sdk, script), shape)
})

/** `retryRequest` (:884-914) takes `retry-after-ms`, then `retry-after`, if it is above 0 and fits a timer. */
test.each<[hint: StatusOptions, wait: Figure | 'none']>([
  [{ retryAfter: 30 }, 30_000],
  [{ retryAfter: 120 }, 120_000],
  [{ retryAfter: 80_000 }, 80_000_000],
  [{ retryAfter: 2 ** 31 }, FIRST],
  [{ retryAfter: 0 }, FIRST],
  [{ retryAfter: 1.5 }, 1500],
  [{ retryAfter: 'abc' }, FIRST],
  [{ retryAfter: '-5' }, FIRST],
  [{ retryAfter: { dateIn: '30s' } }, 30_000],
  [{ retryAfterMs: 1234 }, 1234],
  [{ retryAfterMs: 1234, retryAfter: 30 }, 1234],
  [{ retryAfterMs: 0, retryAfter: 30 }, 30_000],
  [{ shouldRetry: false }, 'none'],
])('a 429 with %j is followed by a wait of %j', async (hint, wait) => {
  const call = await oneCall(api, sdk, [api.rateLimited(hint)])
  const refused = { waits: [], error: { name: 'RateLimitError', status: 429 } }
  expectCall(call, wait === 'none' ? refused : { waits: [wait] })
})

test('a rate limit that shows as 500 is hammered three times and then reported as a server error', async () => {
  await expectMaskedLimit(api, sdk, { waits: [FIRST, SECOND], error: { name: 'InternalServerError', status: 500 } })
})
