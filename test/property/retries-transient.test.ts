/** R1 by example. */
import { expect, test } from 'vitest'
import { retriesTransient } from '../../src/property/retries-transient.ts'
import { proof, traceOf } from './trace-builder.ts'

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

test('a client that stops short of its declared retries is caught', () => {
  const trace = twiceFailing()
  expect(retriesTransient().check(trace).verdict).toBe('held')
  const result = retriesTransient({ retries: 3 }).check(trace)
  expect(result.verdict).toBe('violated')
  expect(result.message).toContain('1 of 3 declared retries')
})

test('a client that has used up its declared retries keeps the rule', () => {
  expect(retriesTransient({ retries: 1 }).check(twiceFailing()).verdict).toBe('held')
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

function twiceFailing() {
  return traceOf({}, (t) => {
    t.call()
    t.attempt(500)
    t.wait(1000)
    t.attempt(500)
    t.error({ status: 500 })
  })
}
