/**
 * LangChain (`@langchain/anthropic` 1.5.11, `@langchain/core` 1.4.0) on its own defaults. Its Anthropic SDK is made with
 * `maxRetries: 0` (`@langchain/anthropic/dist/chat_models.js:1028`); the retries are those of `AsyncCaller`
 * (`@langchain/core/dist/utils/async_caller.js:175-199`): 6 of them, after 1 s · 2^n times 1 to 2, without a cap
 * (`utils/p-retry/index.js:29-35`), for what `defaultFailedAttemptHandler` (:133-161) lets through.
 */
import { ChatAnthropic } from '@langchain/anthropic'
import { anthropic, defineClient, limits, reset, type StatusOptions, silence, times } from 'firedrill'
import { test } from 'vitest'
import {
  callsIn,
  expectCall,
  expectWithin,
  FETCH_GIVES_UP,
  type Figure,
  oneCall,
  type Script,
  type Shape,
  sum,
} from './helpers.ts'

const api = anthropic()

const langchain = defineClient({
  setup: () => new ChatAnthropic({ model: 'claude-sonnet-4-6', apiKey: 'sk-ant-api03-drill', maxTokens: 64 }),
  call: async ({ signal }, model) => {
    const message = await model.invoke('Hello', { signal })
    return message.text
  },
})

/** `Math.round((1 + random) · 1000 · 2^n)`. */
const WAITS: readonly Figure[] = [0, 1, 2, 3, 4, 5].map((n) => [1000 * 2 ** n, 2000 * 2 ** n])
/** What `defaultFailedAttemptHandler` (:156-159) makes of a 429 that it doesn't wait for. */
const NO_CAPACITY = { name: 'RateLimitCapacityError', status: 429 }
const [FIRST, SECOND] = WAITS as [Figure, Figure]

test.each<[what: string, script: Script, shape: Shape]>([
  ['has its answer after one 500', [api.internalError()], { waits: [FIRST] }],
  ['has its answer after two 500s', [times(2, api.internalError())], { waits: [FIRST, SECOND] }],
  ['has its answer after five 500s', [times(5, api.internalError())], { waits: WAITS.slice(0, 5) }],
  ['gives up at the seventh 500', [times(7, api.internalError())], { waits: WAITS, error: { status: 500 } }],
  ['retries a 529 like any 5xx', [times(2, api.overloaded())], { waits: [FIRST, SECOND] }],
  // classifyRateLimitError (:123-126): `headerless_429`.
  ['takes a 429 without a hint for the last word', [api.rateLimited()], { waits: [], error: NO_CAPACITY }],
  ['waits what each 429 asks for', [times(2, api.rateLimited({ retryAfter: 30 }))], { waits: [30_000, 30_000] }],
  [
    'waits longer than a 429 asks for once its own backoff is longer',
    [times(6, api.rateLimited({ retryAfter: 4 }))],
    { waits: [4000, 4000, ...WAITS.slice(2)] },
  ],
  ['retries a reset connection', [times(2, reset())], { waits: [FIRST, SECOND] }],
  ['gives up on a connection that is reset each time', [times(7, reset())], { waits: WAITS, error: { status: null } }],
  ["retries after Node's 300 s of silence", [silence()], { waits: [FIRST], endMs: sum(FETCH_GIVES_UP, FIRST) }],
  [
    'stays with a silent service for more than half an hour',
    [times(7, silence())],
    { waits: WAITS, error: { status: null }, endMs: sum(...WAITS, ...Array(7).fill(FETCH_GIVES_UP)) },
  ],
])('%s', async (_, script, shape) => {
  expectCall(await oneCall(api, langchain, script), shape)
})

/**
 * `classifyRateLimitError` (:99-127) reads `retry-after` alone, and refuses more than 60 s. It retries only what
 * `parseRetryAfterMs` (:87-98) can read; V8 reads '-5' as a day of May 2001, which is past and so means no wait.
 * The wait is `max(backoff, hint)`.
 */
test.each<[hint: StatusOptions, wait: Figure | 'none']>([
  [{ retryAfter: 30 }, 30_000],
  [{ retryAfter: 60 }, 60_000],
  [{ retryAfter: 61 }, 'none'],
  [{ retryAfter: 120 }, 'none'],
  [{ retryAfter: 0 }, FIRST],
  [{ retryAfter: 1.5 }, [1500, 2000]],
  [{ retryAfter: 'abc' }, 'none'],
  [{ retryAfter: '-5' }, FIRST],
  [{ retryAfter: { dateIn: '30s' } }, 30_000],
  [{ retryAfterMs: 1234 }, 'none'],
  [{ retryAfter: 30, shouldRetry: false }, 30_000],
])('a 429 with %j is followed by a wait of %j', async (hint, wait) => {
  const call = await oneCall(api, langchain, [api.rateLimited(hint)])
  expectCall(call, wait === 'none' ? { waits: [], error: NO_CAPACITY } : { waits: [wait] })
})

// Two calls have used up the minute; the third begins at 2 s. Its n-th retry comes 2^n − 1 to twice as many seconds
// later: the fifth may already fall into the next minute, the sixth does for sure.
test('a rate limit that shows as 500 is probed until the minute is over', async () => {
  const script = [limits({ requestsPerMinute: 2, maskedAs: 500 })]
  const [first, second, third] = await callsIn(api, langchain, script, { count: 3, every: '1s' })
  expectCall(first!, { waits: [] })
  expectCall(second!, { waits: [] })
  expectCall(third!, { waits: WAITS.slice(0, third!.attempts.length - 1) })
  expectWithin(third!.attempts.length, [6, 7])
})
