/**
 * `openai` 7.57.0 on its own defaults. Lines are those of `node_modules/openai/client.mjs`: 2 retries (:248, `normalizeRetries`) of every
 * failed fetch and of 408, 409, 429 and 500 upwards unless `x-should-retry` says otherwise (`shouldRetry`, :1118-1139),
 * after 0.5 s · 2^n, at most 8 s, less up to a quarter (`calculateDefaultRetryTimeoutMillis`, :1195-1204).
 */
import { defineClient, healthy, json, reset, type StatusOptions, silence, times } from 'firedrill'
import { HttpResponse, http } from 'msw'
import OpenAI from 'openai'
import { expect, test } from 'vitest'
import {
  AT_ONCE,
  expectCall,
  expectMaskedLimit,
  FETCH_GIVES_UP,
  type Figure,
  oneCall,
  type Script,
  type Shape,
  sum,
} from './helpers.ts'

const api = json({ hosts: ['api.openai.com'] })

/** The healthy side is an application's own MSW handler. */
const openai = [
  http.post('https://api.openai.com/v1/chat/completions', () =>
    HttpResponse.json({
      id: 'chatcmpl-1',
      object: 'chat.completion',
      created: 1_767_225_600,
      model: 'gpt-5',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: 'Hello', refusal: null },
          logprobs: null,
          finish_reason: 'stop',
        },
      ],
      usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
    }),
  ),
]

const sdk = defineClient({
  setup: () => new OpenAI({ apiKey: 'sk-drill' }),
  call: async ({ signal }, client) => {
    const messages = [{ role: 'user' as const, content: 'Hello' }]
    const completion = await client.chat.completions.create({ model: 'gpt-5', messages }, { signal })
    return completion.choices[0]?.message.content
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
    { waits: [FIRST, SECOND], error: { status: 500 } },
  ],
  ['retries a 529 like any 5xx', [times(2, api.status(529))], { waits: [FIRST, SECOND] }],
  ['backs off by itself from 429s without a hint', [times(2, api.rateLimited())], { waits: [FIRST, SECOND] }],
  [
    'waits what each 429 asks for, and gives up at the third without a last wait',
    [times(5, api.rateLimited({ retryAfter: 30 }))],
    { waits: [30_000, 30_000], error: { status: 429 } },
  ],
  ['retries a reset connection', [times(2, reset())], { waits: [FIRST, SECOND] }],
  [
    'calls a connection that is reset each time a connection error',
    [times(3, reset())],
    { waits: [FIRST, SECOND], error: { status: null, message: 'Connection error.' } },
  ],
  // Its own time-out is 600 s (DEFAULT_TIMEOUT, :1820): Node's fetch gives up on silence first.
  ["retries after Node's 300 s of silence", [silence()], { waits: [FIRST], endMs: sum(FETCH_GIVES_UP, FIRST) }],
  [
    'calls silence that lasts a time-out of Node, after three times 300 s',
    [times(3, silence())],
    {
      waits: [FIRST, SECOND],
      error: { status: null, message: expect.stringMatching(/^Request timed out. Node.js fetch timed out/) },
      endMs: sum(FETCH_GIVES_UP, FIRST, FETCH_GIVES_UP, SECOND, FETCH_GIVES_UP),
    },
  ],
])('%s', async (_, script, shape) => {
  expectCall(await oneCall(api, sdk, [...script, healthy('openai')], { healthy: { openai } }), shape)
})

/** `retryRequest` (:1140-1169) takes `retry-after-ms`, then `retry-after`, from 0 up to 60 s; else it backs off. */
test.each<[hint: StatusOptions, wait: Figure | 'none']>([
  [{ retryAfter: 30 }, 30_000],
  [{ retryAfter: 60 }, 60_000],
  [{ retryAfter: 61 }, FIRST],
  [{ retryAfter: 120 }, FIRST],
  [{ retryAfter: 0 }, AT_ONCE],
  [{ retryAfter: 1.5 }, 1500],
  [{ retryAfter: 'abc' }, FIRST],
  [{ retryAfter: '-5' }, FIRST],
  [{ retryAfter: { dateIn: '30s' } }, 30_000],
  [{ retryAfterMs: 1234 }, 1234],
  [{ retryAfterMs: 0, retryAfter: 30 }, AT_ONCE],
  [{ shouldRetry: false }, 'none'],
])('a 429 with %j is followed by a wait of %j', async (hint, wait) => {
  const call = await oneCall(api, sdk, [api.rateLimited(hint), healthy('openai')], { healthy: { openai } })
  expectCall(call, wait === 'none' ? { waits: [], error: { status: 429 } } : { waits: [wait] })
})

test('a rate limit that shows as 500 is hammered three times and then reported as a server error', async () => {
  await expectMaskedLimit(
    api,
    sdk,
    { waits: [FIRST, SECOND], error: { status: 500 } },
    { script: [healthy('openai')], healthy: { openai } },
  )
})

test('the answer is the one of the handlers', async () => {
  const call = await oneCall(api, sdk, [healthy('openai')], { healthy: { openai } })
  expect(call.value).toBe('"Hello"')
})
