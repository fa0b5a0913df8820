/**
 * `cockatiel` 4.0.0. A bare `retry` waits 0 ms and never gives up (`cockatiel/dist/Policy.js`, `retry`); the pair of
 * its README, 3 attempts and `ExponentialBackoff`, spreads them by decorrelated jitter
 * (`backoff/ExponentialBackoffGenerators.js`). It knows nothing of HTTP: hints are never read.
 */
import { BrokenCircuitError, ConsecutiveBreaker, circuitBreaker, ExponentialBackoff, handleAll, retry } from 'cockatiel'
import { defineClient, reset, type StatusOptions, silence, times } from 'firedrill'
import { expect, test } from 'vitest'
import {
  AT_ONCE,
  callsIn,
  expectCall,
  expectMaskedLimit,
  FETCH_GIVES_UP,
  type Figure,
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

const bare = defineClient({
  setup: () => retry(handleAll, {}),
  call: ({ signal }, policy) => policy.execute(() => getThings(signal), signal),
})
const backingOff = defineClient({
  setup: () => retry(handleAll, { maxAttempts: 3, backoff: new ExponentialBackoff() }),
  call: ({ signal }, policy) => policy.execute(() => getThings(signal), signal),
})
const breaking = defineClient({
  setup: () => circuitBreaker(handleAll, { halfOpenAfter: 10_000, breaker: new ConsecutiveBreaker(5) }),
  call: ({ signal }, policy) => policy.execute(() => getThings(signal), signal),
})

/**
 * The delays add up to `curve(attempt + random) · 128 / 1.4` ms, as each is the difference to the point before: so the
 * n-th retry comes between the curve at n − 1 and at n, never two in the same stretch.
 */
const curve = (t: number) => (2 ** t * Math.tanh(Math.sqrt(4 * t)) * 128) / 1.4
/** Node cuts each of the n delays to whole milliseconds, or lifts it to 1. */
const retryTime = (n: number): Figure => [curve(n - 1) - n, curve(n) + n]
/** What one delay alone may be: from one end of a stretch to the other end of the next. */
const WAITS: readonly Figure[] = [1, 2, 3].map((n) => [AT_ONCE, n === 1 ? curve(1) : curve(n) - curve(n - 2)])

test.each<[what: string, script: Script, shape: Shape]>([
  ['has its answer after one 500', [things.internalError()], { waits: WAITS.slice(0, 1) }],
  [
    'has its answer after two 500s',
    [times(2, things.internalError())],
    { waits: WAITS.slice(0, 2), endMs: retryTime(2) },
  ],
  [
    'gives up at the fourth of five 500s, within a second',
    [times(5, things.internalError())],
    { waits: WAITS, error: { name: 'Error', status: 500 }, endMs: retryTime(3) },
  ],
  ['retries a 529', [times(2, things.status(529))], { waits: WAITS.slice(0, 2) }],
  ['retries 429s', [times(2, things.rateLimited())], { waits: WAITS.slice(0, 2) }],
  ['retries a reset connection', [times(2, reset())], { waits: WAITS.slice(0, 2) }],
  [
    'gives up on a connection that is reset each time',
    [times(4, reset())],
    { waits: WAITS, error: { name: 'TypeError', status: null } },
  ],
  [
    "retries after Node's 300 s of silence",
    [silence()],
    { waits: WAITS.slice(0, 1), endMs: sum(FETCH_GIVES_UP, WAITS[0]!) },
  ],
])('with ExponentialBackoff it %s', async (_, script, shape) => {
  expectCall(await oneCall(things, backingOff, script), shape)
})

test('a bare retry retries at once, until it has its answer', async () => {
  const waits = Array.from({ length: 50 }, () => AT_ONCE)
  expectCall(await oneCall(things, bare, [times(50, things.internalError())]), { waits })
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
])('a 429 with %j is followed by no more than 177 ms all the same', async (hint) => {
  expectCall(await oneCall(things, backingOff, [things.rateLimited(hint)]), { waits: WAITS.slice(0, 1) })
})

test('a rate limit that shows as 500 is hammered four times within a second', async () => {
  await expectMaskedLimit(things, backingOff, { waits: WAITS, error: { status: 500 }, endMs: retryTime(3) })
})

// The fifth failure, at 4 s, opens it; `Date.now() - openedAt < 10_000` (CircuitBreakerPolicy.js, execute) lets the call
// of 14 s through as a probe, and its answer closes it.
test('a circuit breaker opens at the fifth failure, keeps quiet for ten seconds, probes, and closes', async () => {
  const seen = await callsIn(things, breaking, [times(5, things.internalError())], { count: 16, every: '1s' })
  for (const call of seen.slice(0, 5)) expectCall(call, { waits: [], error: { status: 500 } })
  for (const call of seen.slice(5, 14)) {
    expect(call.attempts).toEqual([])
    expect(call.error?.message).toBe(new BrokenCircuitError().message)
  }
  for (const call of seen.slice(14)) expectCall(call, { waits: [] })
})
