/** R12 by example. */
import { expect, test } from 'vitest'
import { surfacesErrors } from '../../src/property/surfaces-errors.ts'
import { errorOf, proof, type Recorder, traceOf } from './trace-builder.ts'

test('an error with the status and the request id is held', () => {
  const trace = failed((t) => t.error({ status: 529, requestId: 'req_1' }))
  expect(surfacesErrors().check(trace)).toMatchObject({ verdict: 'held', message: '1 failed call told the caller.' })
})

test('status and request id may stand anywhere behind the error', () => {
  const trace = failed((t) =>
    t.error({ causes: [errorOf({ status: 529 }), errorOf({ causes: [errorOf({ requestId: 'req_1' })] })] }),
  )
  expect(surfacesErrors().check(trace).verdict).toBe('held')
})

test.each([
  ['the status', { requestId: 'req_1' }, 'the status 529'],
  ['the request id', { status: 529 }, 'the request id req_1'],
  ['both', {}, 'the status 529 and the request id req_1'],
  ['the true status, by another', { status: 500, requestId: 'req_1' }, 'the status 529'],
])('an error that has lost %s is caught', (_, error, lost) => {
  const trace = failed((t) => t.error(error))
  const result = surfacesErrors().check(trace)
  expect(result.verdict).toBe('violated')
  expect(proof(trace, result)).toEqual(['answer-headers 0', 'call-ended 0'])
  expect(result.message).toContain(`has lost ${lost} of attempt 0 of call 0`)
})

test('what the wire never sent cannot be lost', () => {
  const gateway = traceOf({}, (t) => {
    t.call()
    t.attempt(502)
    t.error({ status: 502 })
  })
  const reset = traceOf({}, (t) => {
    t.call()
    t.attempt({ status: 500, requestId: 'req_0' })
    t.wait(1000)
    t.reset()
    t.error()
  })
  expect(surfacesErrors().check(gateway).verdict).toBe('held')
  expect(surfacesErrors().check(reset).verdict).toBe('held')
})

test('a failure passed off as an answer is caught, unless a degraded answer is declared', () => {
  const trace = failed((t) => t.value('"sorry"'))
  const result = surfacesErrors().check(trace)
  expect(result.verdict).toBe('violated')
  expect(proof(trace, result)).toEqual(['answer-headers 0', 'call-ended 0'])
  expect(surfacesErrors({ degraded: true }).check(trace).verdict).toBe('held')
})

test('a cut answer and an error body in a 200 are no healthy answers', () => {
  const cut = traceOf({}, (t) => {
    t.call()
    const attempt = t.request({ fault: "reset({ at: 'body' })" })
    t.headers(attempt, { status: 200 })
    t.body(attempt)
    t.fail(attempt, 'service')
    t.value('"hel"')
  })
  const envelope = traceOf({}, (t) => {
    t.call()
    t.attempt(200, { fault: 'status(200)' })
    t.value('{"type":"error"}')
  })
  expect(surfacesErrors().check(cut).verdict).toBe('violated')
  expect(surfacesErrors().check(envelope).verdict).toBe('violated')
})

test('a value out of nowhere is caught; one shared with another call is not', () => {
  const nowhere = traceOf({}, (t) => {
    t.call()
    t.value()
  })
  const shared = traceOf({}, (t) => {
    const first = t.call()
    const attempt = t.request()
    const second = t.call()
    t.answer(attempt, 200)
    t.within(first)
    t.value()
    t.within(second)
    t.value()
  })
  expect(surfacesErrors().check(nowhere).verdict).toBe('violated')
  expect(surfacesErrors().check(shared).verdict).toBe('unexercised')
})

test('calls with a healthy answer, aborted calls and open calls test nothing', () => {
  const trace = traceOf({}, (t) => {
    t.call()
    t.attempt(500)
    t.attempt(200)
    t.value()
    t.call()
    t.attempt(500)
    t.abort()
    t.error()
    t.call()
    t.attempt(500)
    t.limit('wall-time', 1000)
  })
  expect(surfacesErrors().check(trace).verdict).toBe('unexercised')
})

test("another call's answer before or after is no share of it", () => {
  const trace = traceOf({}, (t) => {
    t.call()
    t.attempt(200)
    t.value()
    t.call()
    t.value()
    t.call()
    t.attempt(200)
    t.value()
  })
  expect(proof(trace, surfacesErrors().check(trace))).toEqual(['call-ended 1'])
})

test('a deadline that ends the wait after a failure is what the call is about', () => {
  const ended = (waitMs: number, error: Parameters<typeof errorOf>[0]) =>
    failed((t) => {
      t.wait(waitMs)
      t.error(error)
    })
  expect(surfacesErrors().check(ended(1000, { name: 'TimeoutError' })).verdict).toBe('held')
  expect(surfacesErrors().check(ended(1000, { causes: [errorOf({ code: 'ETIMEDOUT' })] })).verdict).toBe('held')
  expect(surfacesErrors().check(ended(0, { name: 'TimeoutError' })).verdict).toBe('violated')
  expect(surfacesErrors().check(ended(1000, { name: 'Error' })).verdict).toBe('violated')
})

test('a time-out of the attempt itself still lost what it was told before', () => {
  const trace = traceOf({}, (t) => {
    t.call()
    const attempt = t.request({ fault: 'status(500)' })
    t.headers(attempt, { status: 500, requestId: 'req_1' })
    t.wait(30_000)
    t.fail(attempt, 'client')
    t.error({ name: 'TimeoutError' })
  })
  expect(surfacesErrors().check(trace).verdict).toBe('violated')
})

// Helpers

function failed(end: (t: Recorder) => void) {
  return traceOf({}, (t) => {
    t.call()
    t.attempt({ status: 529, requestId: 'req_1' })
    end(t)
  })
}

test('JSON of other types may be handed on: no client owes a look at them', () => {
  const mistyped = (t: Recorder, fault = "corrupt('mistyped-json')") => {
    t.call()
    t.attempt(200, { fault })
  }
  const taken = traceOf({}, (t) => {
    mistyped(t)
    t.value()
  })
  const refused = traceOf({}, (t) => {
    mistyped(t)
    t.error({ name: 'TypeValidationError' })
  })
  const stream = traceOf({}, (t) => {
    t.call()
    t.attempt(200, { fault: "corrupt('mistyped-json')", stream: true })
    t.value('""')
  })
  const cut = traceOf({}, (t) => {
    mistyped(t, "corrupt('truncated-json')")
    t.value()
  })
  expect(surfacesErrors().check(taken)).toMatchObject({
    verdict: 'held',
    message: '1 call took an answer that nobody owes to tell from a true one.',
    advice: [expect.stringContaining("Call 0 took corrupt('mistyped-json') for an answer")],
  })
  expect(surfacesErrors().check(refused).verdict).toBe('held')
  expect(surfacesErrors().check(stream).verdict).toBe('violated')
  expect(surfacesErrors().check(cut).verdict).toBe('violated')
})

test.each([
  ['left at its last word, before its length was wrong', "corrupt('long-content-length')", 'client', 'unexercised'],
  ['whole when its length turned out wrong', "corrupt('long-content-length')", 'service', 'held'],
  ['cut in its middle', "streamCut('reset')", 'service', 'violated'],
  ['left in its middle', 'streamStall()', 'client', 'violated'],
] as const)('the value of a stream that was %s', (_, fault, by, verdict) => {
  const trace = traceOf({}, (t) => {
    t.call()
    const attempt = t.request({ stream: true, fault })
    t.headers(attempt, { status: 200 })
    t.body(attempt)
    t.fail(attempt, by)
    t.value()
  })
  expect(surfacesErrors().check(trace).verdict).toBe(verdict)
})

test.each([
  ['only its terminator is missing', 'streamEnd()', 'held'],
  ['only its terminator is missing, late', "streamEnd({ delay: '2s' })", 'held'],
  ['half of it is missing', "streamEnd({ at: 'half' })", 'violated'],
])('a stream of which %s', (_, fault, verdict) => {
  const trace = traceOf({}, (t) => {
    t.call()
    t.attempt(200, { stream: true, fault })
    t.value()
  })
  expect(surfacesErrors().check(trace).verdict).toBe(verdict)
})
