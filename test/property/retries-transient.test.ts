/** R1 by example. */
import { expect, test } from 'vitest'
import type { ContractOptions } from '../../src/contract/contract.ts'
import { retriesTransient } from '../../src/property/retries-transient.ts'
import { proof, type Recorder, traceOf } from './trace-builder.ts'

test.each([408, 429, 500, 502, 503, 504, 529])('a %i that is tried again is held', (status) => {
  const trace = traceOf({}, (t) => {
    t.call()
    t.attempt(status)
    t.wait(1000)
    t.attempt(200)
    t.value()
  })
  expect(retriesTransient().check(trace)).toMatchObject({
    verdict: 'held',
    message: 'Another attempt followed 1 transient failure.',
  })
})

test('a fallback counts as another attempt', () => {
  const trace = traceOf({}, (t) => {
    t.call()
    t.attempt(529)
    t.attempt(200, { model: 'sonnet' })
    t.value()
  })
  expect(retriesTransient().check(trace).verdict).toBe('held')
})

test('a client that gives up on the first 503 is caught, with the answer and the end as proof', () => {
  const trace = traceOf({}, (t) => {
    t.call()
    t.wait(250)
    t.attempt(503)
    t.error({ status: 503 })
  })
  const result = retriesTransient().check(trace)
  expect(result.verdict).toBe('violated')
  expect(proof(trace, result)).toEqual(['answer-headers 0', 'call-ended 0'])
  expect(result.message).toMatch(/Attempt 0 of call 0 answered 503 at 0\.25s/)
  expect(result.message).toContain('undeclared; default 3')
  expect(result.message).toContain('POST')
})

test('a client that gives up on a reset is caught', () => {
  const trace = traceOf({}, (t) => {
    t.call()
    t.reset()
    t.error()
  })
  const result = retriesTransient().check(trace)
  expect(result.verdict).toBe('violated')
  expect(proof(trace, result)).toEqual(['attempt-failed 0', 'call-ended 0'])
})

test('a refusal of a 429 without retry-after is a violation with its own advice', () => {
  const trace = traceOf({}, (t) => {
    t.call()
    t.attempt(429)
    t.error({ status: 429 })
  })
  const result = retriesTransient().check(trace)
  expect(result.verdict).toBe('violated')
  expect(result.message).toContain('429 without retry-after')
})

test('a client that stops short of its declared retries is caught, where a call is one request', () => {
  const trace = traceOf({}, (t) => {
    twiceFailing(t)
    t.call()
    t.attempt(200)
    t.value()
  })
  expect(retriesTransient().check(trace).verdict).toBe('held')
  const result = retriesTransient({ retries: 3 }).check(trace)
  expect(result.verdict).toBe('violated')
  expect(result.message).toContain('without another attempt: 1 of 3 declared retries had been made. Retry')
})

test('where it may be one request of several, what is declared for all is not owed to one', () => {
  const result = retriesTransient({ retries: 3 }).check(traceOf({}, twiceFailing))
  expect(result).toMatchObject({ verdict: 'held', message: 'Another attempt followed 1 transient failure.' })
  expect(result.advice).toEqual([
    'Call 0 gave up after 1 of its 3 declared retries, as every other did; declare fewer, unless they are for several ' +
      'requests of a call.',
  ])
  expect(retriesTransient({ retries: 1 }).check(traceOf({}, twiceFailing)).advice).toEqual([])
})

test('one of several requests is owed as many retries as another had', () => {
  const second = (retryCount: number) =>
    traceOf({ retries: 6 }, (t) => {
      t.call()
      for (let failure = 0; failure < 2; failure++) t.attempt(503)
      t.attempt(200)
      for (let failure = 0; failure <= retryCount; failure++) t.attempt(503, { body: '{"prompt":"and then?"}' })
      t.error({ status: 503 })
    })
  expect(retriesTransient().check(second(2)).verdict).toBe('held')
  const result = retriesTransient().check(second(1))
  expect(result.message).toContain('1 of 6 declared retries had been made, where 2 were made elsewhere')
  expect(retriesTransient().check(second(0)).message).toContain('0 of 6 declared retries had been made. Retry')
})

test.each<[string, boolean, (t: Recorder) => unknown]>([
  ['an answer', true, (t) => [t.attempt(200), t.value()]],
  ['an answer after a retry', true, (t) => [t.attempt(500), t.attempt(200), t.value()]],
  ['an answer of its own', false, (t) => [t.attempt(500), t.value()]],
  ['an error after an answer', false, (t) => [t.attempt(200), t.error()]],
  ['two answers', false, (t) => [t.attempt(200), t.attempt(200, { body: '{}' }), t.value()]],
])('that a call is one request is seen by another with %s: %s', (_end, isSeen, script) => {
  const trace = traceOf({ retries: 3, degraded: true }, (t) => {
    twiceFailing(t)
    t.call()
    script(t)
  })
  expect(retriesTransient().check(trace).verdict).toBe(isSeen ? 'violated' : 'held')
})

test('a call that is one request says nothing of others that are several', () => {
  const trace = traceOf({ retries: 3 }, (t) => {
    twiceFailing(t)
    for (const requests of [1, 2]) {
      t.call()
      for (let request = 0; request < requests; request++) t.attempt(200, { body: `{"request":${request}}` })
      t.value()
    }
  })
  expect(retriesTransient().check(trace).verdict).toBe('held')
})

test('a hedge is none of the retries that another request shows to be had', () => {
  const trace = traceOf({ retries: 3 }, (t) => {
    t.call()
    for (let round = 0; round < 2; round++) {
      const both = [t.request(), t.request()]
      for (const attempt of both) t.answer(attempt, 529)
      t.wait(1000)
    }
    t.error({ status: 529 })
    t.call()
    t.attempt(529)
    t.wait(1000)
    t.attempt(529)
    t.error({ status: 529 })
  })
  expect(retriesTransient().check(trace).verdict).toBe('held')
})

test('a budget over all calls owes the first retry, where it has room for one', () => {
  const failing = (amplification: number, calls: number) =>
    traceOf({ retries: 3, amplification }, (t) => {
      for (let call = 0; call < calls; call++) {
        t.call()
        t.attempt(500)
        t.error({ status: 500 })
        t.wait(1000)
      }
    })
  expect(retriesTransient().check(failing(2, 1)).verdict).toBe('violated')
  expect(retriesTransient().check(failing(1.5, 1)).verdict).toBe('unexercised')
  expect(proof(failing(1.5, 2), retriesTransient().check(failing(1.5, 2)))).toEqual([
    'answer-headers 1',
    'call-ended 1',
  ])
})

test('what is left of a budget over all calls, once a retry was made, nobody else knows', () => {
  const trace = traceOf({ retries: 3, amplification: 2 }, (t) => {
    twiceFailing(t)
    for (let call = 0; call < 9; call++) {
      t.call()
      t.attempt(call % 2 === 0 ? 500 : 200)
      if (call % 2 === 0) t.error({ status: 500 })
      else t.value()
    }
  })
  expect(retriesTransient().check(trace)).toMatchObject({ verdict: 'held', advice: [] })
})

test('along a chain it counts as R2 does: a link has retries of its own, and a step is none', () => {
  const chain = [
    { model: 'opus', retries: 1 },
    { model: 'sonnet', retries: 2 },
  ]
  const walked = (sonnets: number, declared: ContractOptions) =>
    traceOf({ fallback: { chain }, ...declared }, (t) => {
      t.call()
      for (let attempt = 0; attempt < 2; attempt++) t.attempt(529, { model: 'opus' })
      for (let attempt = 0; attempt < sonnets; attempt++) t.attempt(529, { model: 'sonnet' })
      t.error({ status: 529 })
      t.call()
      t.attempt(200, { model: 'opus' })
      t.value()
    })
  expect(retriesTransient().check(walked(3, { retries: 9 })).verdict).toBe('held')
  expect(retriesTransient().check(walked(2, { retries: 9 })).verdict).toBe('violated')
  const shared = { retries: 2, fallback: { chain: ['opus', 'sonnet'] } }
  expect(retriesTransient().check(walked(2, shared)).verdict).toBe('held')
  expect(retriesTransient().check(walked(1, shared)).verdict).toBe('violated')
})

test('where requests never arrived, nobody knows what is left along a chain', () => {
  const trace = traceOf({ retries: 4, fallback: { chain: ['opus', 'sonnet'] } }, (t) => {
    t.call()
    for (let attempt = 0; attempt < 3; attempt++) t.fail(t.create(), 'service', { code: 'ECONNREFUSED' })
    t.error()
    t.call()
    t.attempt(200)
    t.value()
  })
  expect(retriesTransient().check(trace).verdict).toBe('held')
  expect(
    retriesTransient({ fallback: { chain: [{ host: 'api.test' }, { host: 'b.test' }] } }).check(trace).verdict,
  ).toBe('violated')
})

test.each([
  ["{ at: 'first-token' }", 'overloaded_error', 'violated'],
  ["{ at: 'first-token', delayMs: 5 }", 'api_error', 'violated'],
  ['{ at: 0 }', 'overloaded_error', 'violated'],
  ['{ at: 5 }', 'overloaded_error', 'unexercised'],
  ["{ at: 'first-token' }", 'invalid_request_error', 'unexercised'],
])('an error in band, at %s and of the type %s: %3$s', (place, type, verdict) => {
  const trace = traceOf({}, (t) => {
    t.call()
    t.attempt(200, { stream: true, fault: `streamError('${type}', ${place})` })
    t.error()
  })
  expect(retriesTransient().check(trace).verdict).toBe(verdict)
})

test('a client that has used up its declared retries keeps the rule', () => {
  expect(retriesTransient({ retries: 1 }).check(traceOf({}, twiceFailing)).verdict).toBe('held')
})

test('a client that declares no retries owes none', () => {
  const trace = traceOf({ retries: 0 }, (t) => {
    t.call()
    t.attempt(500)
    t.error({ status: 500 })
  })
  expect(retriesTransient().check(trace).verdict).toBe('unexercised')
})

test('a client whose declared total time has no room for the hint owes no retry', () => {
  const trace = traceOf({ totalTime: '20s' }, (t) => {
    t.call()
    t.attempt({ status: 429, hints: { 'retry-after': '30' } })
    t.error({ status: 429 })
  })
  expect(retriesTransient().check(trace).verdict).toBe('unexercised')
})

test('a value is never a violation: the caller got its answer', () => {
  const trace = traceOf({ degraded: true }, (t) => {
    t.call()
    t.attempt(500)
    t.value()
  })
  expect(retriesTransient().check(trace).verdict).toBe('unexercised')
})

test('a hint over the cap owes no retry, a hint at the cap does', () => {
  const hinted = (seconds: string) =>
    traceOf({}, (t) => {
      t.call()
      t.attempt({ status: 429, hints: { 'retry-after': seconds } })
      t.error({ status: 429 })
    })
  expect(retriesTransient().check(hinted('61')).verdict).toBe('unexercised')
  expect(retriesTransient().check(hinted('60')).verdict).toBe('violated')
  expect(retriesTransient({ retryAfterCap: '30s' }).check(hinted('60')).verdict).toBe('unexercised')
})

test('`x-should-retry: false`, permanent errors, cut bodies, time-outs, aborts and limits owe no retry', () => {
  const traces = [
    traceOf({}, (t) => {
      t.call()
      t.attempt({ status: 500, hints: { 'x-should-retry': 'false' } })
      t.error()
    }),
    traceOf({}, (t) => {
      t.call()
      t.attempt(400)
      t.error()
    }),
    traceOf({}, (t) => {
      t.call()
      const cut = t.request({ fault: "reset({ at: 'body' })" })
      t.headers(cut, { status: 200 })
      t.body(cut)
      t.fail(cut, 'service')
      t.error()
    }),
    traceOf({}, (t) => {
      t.call()
      const silent = t.silence()
      t.wait(10_000)
      t.fail(silent, 'client')
      t.error()
    }),
    traceOf({}, (t) => {
      t.call()
      t.attempt(500)
      t.abort()
      t.aborted()
    }),
    traceOf({}, (t) => {
      t.call()
      t.attempt(500)
      t.limit('virtual-time', 1)
    }),
  ]
  expect(traces.map((trace) => retriesTransient().check(trace).verdict)).toEqual(traces.map(() => 'unexercised'))
})

test('a host that nobody plays is no transient failure', () => {
  const trace = traceOf({}, (t) => {
    t.call()
    const stray = t.create({ url: 'https://telemetry.test/v1' })
    t.unexpectedHost(stray)
    t.fail(stray, 'service')
    t.error()
  })
  expect(retriesTransient().check(trace).verdict).toBe('unexercised')
})

test('a connection that the runtime gave up making is a connection error; other time-outs of it are not', () => {
  const ended = (code: string) =>
    traceOf({}, (t) => {
      t.call()
      const attempt = t.create()
      t.wait(10_000)
      t.fail(attempt, 'runtime', { code })
      t.error()
    })
  expect(retriesTransient().check(ended('UND_ERR_CONNECT_TIMEOUT')).verdict).toBe('violated')
  expect(retriesTransient().check(ended('UND_ERR_HEADERS_TIMEOUT')).verdict).toBe('unexercised')
})

test('a declared total time must have room for the next, doubled wait', () => {
  const waitedTwice = (totalTime: number) =>
    traceOf({ retries: 9, totalTime }, (t) => {
      t.call()
      t.attempt(500)
      t.wait(1000)
      t.attempt(500)
      t.wait(2000)
      t.attempt(500)
      t.error({ status: 500 })
      t.call()
      t.attempt(200)
      t.value()
    })
  // 3 s are gone and the next wait would be 4 s: the call could only go on with more than 7 s in all.
  expect(retriesTransient().check(waitedTwice(7000)).verdict).toBe('held')
  expect(retriesTransient().check(waitedTwice(7001)).verdict).toBe('violated')
})

test('several calls that give up are counted behind the first', () => {
  const trace = traceOf({}, (t) => {
    for (let index = 0; index < 3; index++) {
      t.call()
      t.attempt(500)
      t.error({ status: 500 })
    }
  })
  const result = retriesTransient().check(trace)
  expect(result.message).toContain('(and 2 more like it)')
  expect(proof(trace, result)).toEqual(['answer-headers 0', 'call-ended 0'])
})

test('an error that says what no waiting cures owes no retry, whatever its status', () => {
  const refusedFor = (errorType: string | null) =>
    traceOf({}, (t) => {
      t.call()
      t.attempt(429, { errorType })
      t.error({ status: 429 })
    })
  expect(retriesTransient().check(refusedFor(null)).verdict).toBe('violated')
  expect(retriesTransient().check(refusedFor('rate_limit_exceeded')).verdict).toBe('violated')
  expect(retriesTransient().check(refusedFor('insufficient_quota')).verdict).toBe('unexercised')
})

test.each(['ENOTFOUND', 'CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'ERR_TLS_CERT_ALTNAME_INVALID'])(
  'a connection that fails with %s owes no retry, one that is refused does',
  (code) => {
    const failedWith = (error: string) =>
      traceOf({}, (t) => {
        t.call()
        t.fail(t.create(), 'service', { code: error })
        t.error({})
      })
    expect(retriesTransient().check(failedWith(code)).verdict).toBe('unexercised')
    expect(retriesTransient().check(failedWith('ECONNREFUSED')).verdict).toBe('violated')
  },
)

// Helpers

function twiceFailing(t: Recorder) {
  t.call()
  t.attempt(500)
  t.wait(1000)
  t.attempt(500)
  t.error({ status: 500 })
}
