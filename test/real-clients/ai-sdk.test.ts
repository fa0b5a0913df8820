/**
 * The AI SDK (`ai` 7.0.173 with `@ai-sdk/anthropic` 4.0.105) on its own defaults. Retries are those of `ai`
 * (`@ai-sdk/provider-utils/src/retry-with-exponential-backoff.ts`, `ai/src/util/retry-with-exponential-backoff.ts`):
 * 2 of them, 2 s · 2^n without jitter, for 408, 409, 429 and 500 upwards (`@ai-sdk/provider/src/errors/
 * api-call-error.ts:28-32`) and for a `fetch failed` (`@ai-sdk/provider-utils/src/handle-fetch-error.ts:55-71`).
 */
import { createAnthropic } from '@ai-sdk/anthropic'
import { generateText } from 'ai'
import { anthropic, defineClient, reset, type StatusOptions, silence, times } from 'firedrill'
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

const api = anthropic()

const sdk = defineClient({
  setup: () => createAnthropic({ apiKey: 'sk-ant-api03-drill' })('claude-sonnet-4-6'),
  call: async ({ signal }, model) => {
    const { text } = await generateText({ model, prompt: 'Hello', abortSignal: signal })
    return text
  },
})

/** `createRetryError`: whatever the last failure was, the caller gets this once the retries are spent. */
const SPENT = { name: 'AI_RetryError', status: null }

test.each<[what: string, script: Script, shape: Shape]>([
  ['has its answer after one 500', [api.internalError()], { waits: [2000] }],
  ['has its answer after two 500s', [times(2, api.internalError())], { waits: [2000, 4000] }],
  ['gives up at the third of five 500s', [times(5, api.internalError())], { waits: [2000, 4000], error: SPENT }],
  ['retries a 529 like any 5xx', [times(2, api.overloaded())], { waits: [2000, 4000] }],
  ['backs off by itself from 429s without a hint', [times(2, api.rateLimited())], { waits: [2000, 4000] }],
  [
    'waits what each 429 asks for, and gives up at the third without a last wait',
    [times(5, api.rateLimited({ retryAfter: 30 }))],
    { waits: [30_000, 30_000], error: SPENT },
  ],
  ['retries a reset connection', [times(2, reset())], { waits: [2000, 4000] }],
  ['gives up on a connection that is reset each time', [times(3, reset())], { waits: [2000, 4000], error: SPENT }],
  // It has no time-out of its own: Node's fetch gives up, as `fetch failed`.
  ["retries after Node's 300 s of silence", [silence()], { waits: [2000], endMs: sum(FETCH_GIVES_UP, 2000) }],
  [
    'gives up on silence that lasts after three times 300 s',
    [times(3, silence())],
    {
      waits: [2000, 4000],
      error: SPENT,
      endMs: sum(FETCH_GIVES_UP, 2000, FETCH_GIVES_UP, 4000, FETCH_GIVES_UP),
    },
  ],
])('%s', async (_, script, shape) => {
  expectCall(await oneCall(api, sdk, script), shape)
})

/** `getRetryDelayInMs` takes `retry-after-ms`, then `retry-after`, from 0 to below 60 s. `x-should-retry` it never reads. */
test.each<[hint: StatusOptions, wait: Figure]>([
  [{ retryAfter: 30 }, 30_000],
  [{ retryAfter: 60 }, 2000],
  [{ retryAfter: 120 }, 2000],
  [{ retryAfter: 0 }, AT_ONCE],
  [{ retryAfter: 1.5 }, 1500],
  [{ retryAfter: 'abc' }, 2000],
  [{ retryAfter: '-5' }, 2000],
  [{ retryAfter: { dateIn: '30s' } }, 30_000],
  [{ retryAfterMs: 1234 }, 1234],
  [{ retryAfterMs: 0, retryAfter: 30 }, AT_ONCE],
  [{ shouldRetry: false }, 2000],
])('a 429 with %j is followed by a wait of %j', async (hint, wait) => {
  expectCall(await oneCall(api, sdk, [api.rateLimited(hint)]), { waits: [wait] })
})

test('the status of each attempt is in the causes of the retry error', async () => {
  const call = await oneCall(api, sdk, [times(3, api.overloaded())])
  expect(call.error?.causes).toContainEqual(expect.objectContaining({ name: 'AI_APICallError', status: 529 }))
})

// `tryNumber === 1` and not retryable: the error is handed on as it is.
test('a 400 is not retried, and reaches the caller unwrapped', async () => {
  const call = await oneCall(api, sdk, [api.status(400)])
  expectCall(call, { waits: [], error: { name: 'AI_APICallError', status: 400 } })
})

test('a rate limit that shows as 500 is hammered three times', async () => {
  await expectMaskedLimit(api, sdk, { waits: [2000, 4000], error: SPENT })
})
