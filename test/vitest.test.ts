/** The matchers, as test suites use them. */
import {
  anthropic,
  backsOff,
  capsRetries,
  drill,
  during,
  healthy,
  honoursRetryAfter,
  jitters,
  scenario,
  silence,
  type Trace,
  terminates,
} from 'firedrill'
import { beforeAll, expect, test } from 'vitest'
import 'firedrill/vitest'

const api = anthropic()
const outage = scenario({
  name: 'short-outage',
  description: 'Half a minute of 500s, then health.',
  provider: api,
  script: [during('30s', api.internalError()), healthy()],
})

let careful: Trace
let hasty: Trace

beforeAll(async () => {
  careful = await drill(outage, clientThatWaits([1000, 2000, 4000]))
  hasty = await drill(outage, clientThatWaits([0, 0]))
})

test('a suite says in a line what it relies on', () => {
  expect(careful).toKeep(capsRetries({ retries: 3 }), backsOff(), terminates())
  expect(careful).toRetryTransient()
  expect(careful).toCapRetries({ retries: 3 })
  expect(careful).toBackOff()
  expect(careful).toTerminate({ totalTime: '10s' })
  expect(careful).toRecover()
  expect(careful).toSurfaceErrors()
  expect(careful).toResendFaithfully()
  expect(careful).toStayHealthy()
})

test('the other rules need other scenarios', async () => {
  const calls = { count: 6, every: '10ms' as const }
  const crowd = await drill(world([during('30s', api.overloaded())], calls), clientThatWaits([1000], 0.25))
  expect(crowd).toJitter()
  const limited = await drill(world([api.rateLimited({ retryAfter: 1 })]), clientThatWaits([1000]))
  expect(limited).toHonourRetryAfter()
  const refused = await drill(world([api.badRequest()]), clientThatWaits([1000]))
  expect(refused).toSparePermanentErrors()
  const silent = await drill(world([silence()]), clientThatWaits([1000]))
  expect(silent).toBoundAttempts({ attemptTime: '20s' })
  const aborted = await drill(world([silence()], { count: 1, abortAfter: '1s' }), clientThatWaits([1000]))
  expect(aborted).toObeyAbort()
})

test('not asks for a violation', () => {
  expect(hasty).not.toBackOff()
  expect(careful).not.toCapRetries({ retries: 1 })
  expect(hasty).not.toKeep(backsOff(), capsRetries({ retries: 1 }))
})

test('a violation shows what happened around it, and what to do', () => {
  expect(failureOf(() => expect(hasty).toBackOff())).toMatchInlineSnapshot(`
    "Expected to be held: backs-off (R3) is violated.

    backs-off: Call 0 waited 0.001s, 0.001s between attempts 0 and 2: the last wait
    is no longer than the first (no cap declared, jitter undeclared). Double the
    wait after each failure (1s, 2s, 4s are the default figures), or declare the cap
    or the jitter.

      time    attempt     wait  what happened

    0.000s  call 0
    0.000s          0           500 api.internalError()  ◀ R3
    0.001s          1  +0.001s  500 api.internalError()  ◀ R3
    0.002s          2  +0.001s  500 api.internalError()  ◀ R3
    0.002s  ✗ error             Error: no answer

    Scenario "short-outage", client "patient", seed 1."
  `)
})

test('of several properties, those that are not held are named', () => {
  const message = failureOf(() => expect(hasty).toKeep(terminates(), backsOff(), jitters()))
  expect(message.split('\n')[0]).toBe('Expected to be held: backs-off (R3) is violated, jitters (R4) is unexercised.')
})

test('with not, none of them may be held', () => {
  const message = failureOf(() => expect(hasty).not.toKeep(terminates(), backsOff()))
  expect(message.split('\n')[0]).toBe('Expected to be violated: terminates (R7) is held.')
})

test('what never came to the test fails both ways', () => {
  expect(failureOf(() => expect(careful).toHonourRetryAfter())).toMatchInlineSnapshot(`
    "Expected to be held: honours-retry-after (R5) is unexercised.

    honours-retry-after: No answer with a readable retry-after was followed by
    another try: let one fail with a hint.

    Scenario "short-outage", client "patient", seed 1."
  `)
  expect(failureOf(() => expect(careful).not.toKeep(honoursRetryAfter()))).toMatchInlineSnapshot(`
    "Expected to be violated: honours-retry-after (R5) is unexercised.
    What never came to the test is neither held nor violated.

    honours-retry-after: No answer with a readable retry-after was followed by
    another try: let one fail with a hint.

    Scenario "short-outage", client "patient", seed 1."
  `)
})

test('misuse is a sentence', () => {
  expect(() => expect(drill(outage, clientThatWaits([]))).toBackOff()).toThrow(
    'Failed to judge the trace: what expect() was given is a promise. ' +
      'Give it what a drill shows: expect(await drill(scenario, client)).',
  )
  // @ts-expect-error: at least one property must be named.
  expect(() => expect(careful).toKeep()).toThrow(
    'Failed to judge the trace: toKeep names no property. Give some: toKeep(backsOff(), terminates()).',
  )
  expect(() => expect(careful).toCapRetries({ retries: -1 })).toThrow('Failed to read the contract: ')
})

// Helpers

function world(script: Parameters<typeof scenario>[0]['script'], calls?: Parameters<typeof scenario>[0]['calls']) {
  const base = { name: 'world', description: 'What the test needs.', provider: api, script }
  return scenario(calls === undefined ? base : { ...base, calls })
}

/** Retries 5xx, 429 and lost connections after these waits, more or less; gives an attempt twenty seconds. */
function clientThatWaits(waitsMs: readonly number[], jitter = 0) {
  return async function patient({ signal }: { signal: AbortSignal }): Promise<unknown> {
    for (let attempt = 0; ; attempt++) {
      const response = await fetch('https://api.anthropic.com/v1/messages', {
        method: 'POST',
        body: JSON.stringify({ model: 'claude-haiku-4-5', max_tokens: 1, messages: [] }),
        signal: AbortSignal.any([signal, AbortSignal.timeout(20_000)]),
      })
      if (response.ok) return await response.json()
      const { status, headers } = response
      await response.body?.cancel()
      const waitMs = waitsMs[attempt]
      if (waitMs === undefined || (status < 500 && status !== 429)) {
        throw Object.assign(new Error('no answer'), { status, headers })
      }
      await new Promise((resolve) => setTimeout(resolve, waitMs * (1 + jitter * Math.random())))
    }
  }
}

/** The message with which an expectation fails. */
function failureOf(expectation: () => void): string {
  try {
    expectation()
  } catch (error) {
    return (error as Error).message
  }
  throw new Error('The expectation did not fail.')
}
