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
import { beforeAll, describe, expect, test } from 'vitest'
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

test('a violation shows what happened around it, what to do, and how to see it again', () => {
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

    Scenario "short-outage", client "patient", seed 1.
    Replay: npx vitest run test/vitest.test.ts -t 'a violation shows what happened around it, what to do, and how to see it again'
    Or, with the scenario as printed here in short-outage.ts, and the client in a
    file of its own:
      npx firedrill run short-outage.ts --client FILE --seed 1

      import { anthropic, during, healthy, scenario } from 'firedrill'

      const api = anthropic()

      export default scenario({
        name: 'short-outage',
        description: 'Half a minute of 500s, then health.',
        provider: api,
        script: [during('30s', api.internalError()), healthy()],
      })"
  `)
})

describe('the replay (of a test)', () => {
  test("names it as a shell and vitest's -t take it: [a]+b, isn't it?", () => {
    expect(failureOf(() => expect(careful).not.toTerminate())).toContain(
      String.raw`-t 'the replay \(of a test\) > names it as a shell and vitest'\''s -t take it: \[a\]\+b, isn'\''t it\?'`,
    )
  })
})

test('a trace from elsewhere has no source to print', () => {
  const copy = structuredClone(hasty)
  expect(failureOf(() => expect(copy).toBackOff())).toMatch(/seed 1\.\nReplay: npx vitest run .*$/)
})

test('a promise is expected to resolve to what keeps its promises', async () => {
  await expect(drill(outage, clientThatWaits([1000, 2000]))).resolves.toKeep(terminates(), backsOff())
  await expect(drill(outage, clientThatWaits([0, 0]))).resolves.not.toBackOff()
  await expect(expect(drill(outage, clientThatWaits([0, 0]))).resolves.toBackOff()).rejects.toThrow('◀ R3')
})

describe('toPass', () => {
  test('asks for the verdict that the command would give', () => {
    expect(careful).toPass()
    expect(careful).toPass({ require: ['backs-off', 'recovers'] })
    expect(hasty).not.toPass()
  })

  test('names what is violated, each with its timeline', () => {
    const message = failureOf(() => expect(hasty).toPass())
    expect(message.split('\n').slice(0, 2)).toEqual(['Expected to pass: the drill fails.', 'Violated: backs-off (R3).'])
    expect(message).toContain('◀ R3')
  })

  test('says what was required and never came to the test, and that this is no failure either', () => {
    const required = () => expect(careful).toPass({ require: ['honours-retry-after'] })
    expect(failureOf(required)).toMatchInlineSnapshot(`
      "Expected to pass: the drill is inconclusive.
      honours-retry-after is required, but stayed unexercised: No answer with a
      readable retry-after was followed by another try: let one fail with a hint.

      Scenario "short-outage", client "patient", seed 1.
      Replay: npx vitest run test/vitest.test.ts -t 'toPass > says what was required and never came to the test, and that this is no failure either'"
    `)
    const refused = () => expect(careful).not.toPass({ require: ['honours-retry-after'] })
    expect(failureOf(refused).split('\n')[0]).toBe('Expected to fail: the drill is inconclusive.')
  })

  test('says whom the client reached unexpectedly', async () => {
    const chatty = await drill(outage, async (call) => {
      await fetch('https://telemetry.example.net/').catch(() => {})
      return clientThatWaits([1000, 2000])(call)
    })
    expect(failureOf(() => expect(chatty).toPass())).toContain('\nunexpected host telemetry.example.net:443: Failed to')
  })
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

    Scenario "short-outage", client "patient", seed 1.
    Replay: npx vitest run test/vitest.test.ts -t 'what never came to the test fails both ways'"
  `)
  expect(failureOf(() => expect(careful).not.toKeep(honoursRetryAfter()))).toMatchInlineSnapshot(`
    "Expected to be violated: honours-retry-after (R5) is unexercised.
    What never came to the test is neither held nor violated.

    honours-retry-after: No answer with a readable retry-after was followed by
    another try: let one fail with a hint.

    Scenario "short-outage", client "patient", seed 1.
    Replay: npx vitest run test/vitest.test.ts -t 'what never came to the test fails both ways'"
  `)
})

test('misuse is a sentence', () => {
  expect(() => expect(drill(outage, clientThatWaits([]))).toBackOff()).toThrow(
    'Failed to judge the trace: what was given is a promise. ' +
      'Give it what a drill shows: await drill(scenario, client).',
  )
  // @ts-expect-error: at least one property must be named.
  expect(() => expect(careful).toKeep()).toThrow(
    'Failed to judge the trace: no property is named. Name some: backsOff(), terminates().',
  )
  // @ts-expect-error: a property is made by calling it.
  expect(() => expect(careful).toKeep(backsOff)).toThrow(
    'Failed to judge the trace: backsOff is no property. Call it: backsOff() makes a property.',
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
