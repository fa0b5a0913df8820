/**
 * The `RetryAgent` of npm `undici` 8.12.4 on its own defaults. Lines are those of `undici/lib/handler/retry-handler.js`:
 * 5 retries (:129) of GET and its like (:131), for 500, 502, 503, 504, 429 (:133) and for some connection errors, no
 * time-outs among them (:135-145), after 500 ms · 2^n, at most 30 s, without jitter (:361-366).
 */
import { defineClient, reset, type StatusOptions, silence, times } from 'firedrill'
import { Agent, fetch, RetryAgent, request } from 'undici'
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
  THINGS_URL,
  things,
} from './helpers.ts'

const setup = () => new RetryAgent(new Agent())
const teardown = (dispatcher: RetryAgent) => dispatcher.close()

const get = defineClient({
  setup,
  call: async ({ signal }, dispatcher) => {
    const { statusCode, body } = await request(THINGS_URL, { dispatcher, signal })
    return { statusCode, body: await body.json() }
  },
  teardown,
})
const post = defineClient({
  setup,
  call: async ({ signal }, dispatcher) => {
    const { statusCode, body } = await request(THINGS_URL, { dispatcher, signal, method: 'POST', body: '{}' })
    return { statusCode, body: await body.json() }
  },
  teardown,
})
const fetching = defineClient({
  setup,
  call: async ({ signal }, dispatcher) => {
    const response = await fetch(THINGS_URL, { dispatcher, signal })
    return await response.json()
  },
  teardown,
})

const BACKOFF: readonly Figure[] = [500, 1000, 2000, 4000, 8000]

test.each<[what: string, script: Script, shape: Shape]>([
  ['has its answer after one 500', [things.internalError()], { waits: [500] }],
  ['has its answer after two 500s', [times(2, things.internalError())], { waits: [500, 1000] }],
  ['has its answer after five 500s', [times(5, things.internalError())], { waits: BACKOFF }],
  [
    'gives up at the sixth 500',
    [times(6, things.internalError())],
    { waits: BACKOFF, error: { name: 'RequestRetryError', status: 500, code: 'UND_ERR_REQ_RETRY' } },
  ],
  ['backs off by itself from 429s without a hint', [times(2, things.rateLimited())], { waits: [500, 1000] }],
  [
    'waits what each 429 asks for',
    [times(5, things.rateLimited({ retryAfter: 30 }))],
    { waits: [30_000, 30_000, 30_000, 30_000, 30_000] },
  ],
  ['takes a hint from a 500 too', [things.internalError({ retryAfter: 30 })], { waits: [30_000] }],
  ['retries a reset connection', [times(2, reset())], { waits: [500, 1000] }],
  // HeadersTimeoutError's code, UND_ERR_HEADERS_TIMEOUT, isn't among the codes to retry.
  [
    'gives up on silence after 300 s, without a retry',
    [silence()],
    { waits: [], error: { name: 'HeadersTimeoutError', code: 'UND_ERR_HEADERS_TIMEOUT' }, endMs: FETCH_GIVES_UP },
  ],
])('%s', async (_, script, shape) => {
  expectCall(await oneCall(things, get, script), shape)
})

// Not among the statuses to retry (:177-187): handed on like any answer, and undici.request doesn't throw on statuses.
test('a 529 is an answer like any other', async () => {
  const call = await oneCall(things, get, [things.status(529)])
  expectCall(call, { waits: [] })
  expect(JSON.parse(call.value!)).toMatchObject({ statusCode: 529 })
})

/** Whatever `Number` or `Date` can read (:353-359), but never more than 30 s (:365): a longer hint is cut short. */
test.each<[hint: StatusOptions, wait: Figure]>([
  [{ retryAfter: 30 }, 30_000],
  [{ retryAfter: 120 }, 30_000],
  [{ retryAfter: 0 }, AT_ONCE],
  [{ retryAfter: 1.5 }, 1500],
  [{ retryAfter: 'abc' }, 500],
  [{ retryAfter: '-5' }, 500],
  [{ retryAfter: { dateIn: '30s' } }, 30_000],
  [{ retryAfterMs: 1234 }, 500],
  [{ shouldRetry: false }, 500],
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

test('its fetch waits the same, and wraps the last failure', async () => {
  expectCall(await oneCall(things, fetching, [times(5, things.internalError())]), { waits: BACKOFF })
  const call = await oneCall(things, fetching, [times(6, things.internalError())])
  expectCall(call, { waits: BACKOFF, error: { name: 'TypeError' } })
  expect(call.error?.causes[0]).toMatchObject({ name: 'RequestRetryError', status: 500 })
})

test('a rate limit that shows as 500 is hammered six times', async () => {
  await expectMaskedLimit(things, get, { waits: BACKOFF, error: { name: 'RequestRetryError', status: 500 } })
})
