/** R11 by example. */
import { expect, test } from 'vitest'
import { boundsAttempts } from '../../src/property/bounds-attempts.ts'
import type { EndedBy } from '../../src/trace/event.ts'
import { proof, traceOf } from './trace-builder.ts'

test('a silent attempt that the client ends is held', () => {
  const result = boundsAttempts().check(silentFor(10_000, 'client'))
  expect(result).toMatchObject({ verdict: 'held', message: '1 silent attempt ended in time, no time declared.' })
})

test('a silent attempt that only the runtime ends is caught', () => {
  const trace = silentFor(300_400, 'runtime')
  const result = boundsAttempts().check(trace)
  expect(result.verdict).toBe('violated')
  expect(proof(trace, result)).toEqual(['attempt-created 0', 'attempt-failed 0'])
  expect(result.message).toContain('ended only by the runtime (UND_ERR_HEADERS_TIMEOUT) at 300.4s')
  expect(result.message).toContain('none declared')
})

test('a silent attempt that nothing can end is caught', () => {
  const trace = traceOf({}, (t) => {
    t.call()
    t.silence()
    t.deadSilence()
  })
  const result = boundsAttempts().check(trace)
  expect(result.verdict).toBe('violated')
  expect(proof(trace, result)).toEqual(['attempt-created 0', 'dead-silence'])
  expect(boundsAttempts({ attemptTime: '30s' }).check(trace).verdict).toBe('violated')
})

test('a timer of the client that was pending, but longer, tests nothing', () => {
  const result = boundsAttempts().check(silentFor(300_400, 'runtime', 1))
  expect(result.verdict).toBe('unexercised')
  expect(result.message).toContain('longer than the runtime')
  const cut = traceOf({}, (t) => {
    t.call()
    t.silence()
    t.wait(1000)
    t.limit('virtual-time', 1000)
  })
  expect(boundsAttempts().check(cut).verdict).toBe('unexercised')
})

test('silence in the body counts', () => {
  const trace = traceOf({}, (t) => {
    t.call()
    const attempt = t.request({ fault: "silence({ at: 'body' })" })
    t.headers(attempt, { status: 200 })
    t.body(attempt)
    t.wait(300_000)
    t.fail(attempt, 'runtime', { code: 'UND_ERR_BODY_TIMEOUT' })
    t.error()
  })
  expect(boundsAttempts().check(trace).verdict).toBe('violated')
})

test('a slow answer that the client gave up on shows its bound; one that came in time tests nothing', () => {
  const slow = (isAnswered: boolean) =>
    traceOf({}, (t) => {
      t.call()
      const attempt = t.request({ fault: "healthy({ delay: '20s' })", faulty: false })
      t.wait(20_000)
      if (isAnswered) t.answer(attempt, 200)
      else t.fail(attempt, 'client')
      t.error()
    })
  expect(boundsAttempts().check(slow(false)).verdict).toBe('held')
  expect(boundsAttempts().check(slow(true)).verdict).toBe('unexercised')
})

test('a hedge that lost was dropped, not bounded', () => {
  const trace = traceOf({}, (t) => {
    t.call()
    const slow = t.request()
    t.wait(1000)
    t.attempt(200)
    t.fail(slow, 'client')
    t.value()
  })
  expect(boundsAttempts().check(trace).verdict).toBe('unexercised')
})

test('a declared time is judged to the millisecond', () => {
  const bounded = boundsAttempts({ attemptTime: '30s' })
  expect(bounded.check(silentFor(30_000, 'client')).message).toBe(
    '1 silent attempt ended in time, within the declared 30s.',
  )
  const trace = silentFor(31_000, 'client')
  const result = bounded.check(trace)
  expect(result.verdict).toBe('violated')
  expect(proof(trace, result)).toEqual(['attempt-created 0', 'attempt-failed 0'])
  expect(result.message).toContain('ended only at 31s, 31s after it began, where 30s is declared')
})

test("the runtime's time-outs tick coarsely, so a declared one may come up to a second late", () => {
  expect(boundsAttempts({ attemptTime: '30s' }).check(silentFor(30_400, 'runtime')).verdict).toBe('held')
  expect(boundsAttempts({ attemptTime: '30s' }).check(silentFor(31_400, 'runtime')).verdict).toBe('violated')
})

test('a slow answer that outlives the declared time is caught', () => {
  const trace = traceOf({ attemptTime: '5s' }, (t) => {
    t.call()
    const attempt = t.request()
    t.wait(20_000)
    t.answer(attempt, 200)
    t.value()
  })
  expect(boundsAttempts().check(trace).verdict).toBe('violated')
})

test('a long answer without long silence tests nothing', () => {
  const trace = traceOf({ attemptTime: '5s' }, (t) => {
    t.call()
    const attempt = t.request()
    t.wait(4000)
    t.headers(attempt, { status: 200 })
    t.wait(4000)
    t.body(attempt)
    t.wait(4000)
    t.events.push({ kind: 'answer-ended', t: t.now, attempt })
    t.value()
  })
  expect(boundsAttempts().check(trace).verdict).toBe('unexercised')
})

test('an attempt that its caller aborted says nothing, unless it had outlived its time by then', () => {
  const trace = traceOf({}, (t) => {
    t.call()
    const attempt = t.silence()
    t.wait(10_000)
    t.abort()
    t.fail(attempt, 'client')
    t.aborted()
  })
  expect(boundsAttempts().check(trace).verdict).toBe('unexercised')
  expect(boundsAttempts({ attemptTime: '30s' }).check(trace).verdict).toBe('unexercised')
  expect(boundsAttempts({ attemptTime: '5s' }).check(trace).verdict).toBe('violated')
})

test('without silence nothing was tested', () => {
  const trace = traceOf({}, (t) => {
    t.call()
    t.attempt(500)
    t.reset()
    t.error()
  })
  expect(boundsAttempts().check(trace).verdict).toBe('unexercised')
})

test('a slow answer that the client cut exactly at its declared time is held', () => {
  const trace = traceOf({ attemptTime: '5s' }, (t) => {
    t.call()
    const attempt = t.request()
    t.wait(5000)
    t.fail(attempt, 'client')
    t.error()
  })
  expect(boundsAttempts().check(trace).verdict).toBe('held')
})

test('an error answer whose body the client drops was not silent', () => {
  const trace = traceOf({}, (t) => {
    t.call()
    const attempt = t.request({ fault: 'status(500)' })
    t.wait(2000)
    t.headers(attempt, { status: 500 })
    t.wait(10)
    t.fail(attempt, 'client')
    t.error({ status: 500 })
  })
  expect(boundsAttempts().check(trace).verdict).toBe('unexercised')
})

test('making a connection is judged by a declared time alone', () => {
  const connecting = (by: EndedBy, waitMs: number) => {
    const trace = traceOf({}, (t) => {
      t.wait(1000)
      t.call()
      const attempt = t.create()
      t.connecting(attempt, 'unreachable()')
      t.wait(waitMs)
      t.fail(attempt, by, { code: 'UND_ERR_CONNECT_TIMEOUT' })
      t.error()
    })
    return [boundsAttempts(), boundsAttempts({ attemptTime: '5s' })].map((judge) => judge.check(trace).verdict)
  }
  expect(connecting('runtime', 10_000)).toEqual(['unexercised', 'violated'])
  expect(connecting('client', 5000)).toEqual(['unexercised', 'held'])
})

test('the message tells what was met, since when, until when, and what was promised', () => {
  const open = (limit?: 'virtual-time') =>
    traceOf({}, (t) => {
      t.wait(2000)
      t.call()
      t.silence()
      if (limit === undefined) t.deadSilence()
      t.wait(40_000)
      t.limit(limit ?? 'wall-time', 42_000)
    })
  expect(boundsAttempts().check(open()).message).toMatch(
    /^Attempt 0 of call 0, begun at 2s, met silence \(silence\(\)\) and never ended, with no timer pending that could end it: any client owes a time-out/,
  )
  expect(boundsAttempts({ attemptTime: '30s' }).check(open()).message).toContain('could end it: 30s is declared.')
  expect(boundsAttempts({ attemptTime: '30s' }).check(open('virtual-time')).message).toMatch(
    /^Attempt 0 of call 0 met silence \(silence\(\)\) and was still open at 42s, 40s after it began, where 30s is declared\./,
  )
  expect(boundsAttempts({ attemptTime: '30s' }).check(silentFor(30_002, 'client')).message).toContain(
    'and ended only at 30.002s, 30.002s after it began',
  )
})

test('a runtime that ends an attempt without a code is told so', () => {
  const trace = traceOf({}, (t) => {
    t.call()
    const attempt = t.silence()
    t.wait(300_400)
    t.fail(attempt, 'runtime')
    t.error()
  })
  expect(boundsAttempts().check(trace).message).toContain('was ended only by the runtime (its default time-out)')
})

test('only the end of virtual time leaves open whether a timer of the client would have come', () => {
  const reasons = (limit: 'virtual-time' | 'wall-time', isEnded: boolean) => {
    const trace = traceOf({}, (t) => {
      t.call()
      t.silence()
      t.wait(1000)
      if (isEnded) t.value()
      t.limit(limit, 1000)
    })
    return boundsAttempts().check(trace).message
  }
  expect(reasons('virtual-time', false)).toContain('A timer of the client was pending on a silent attempt')
  for (const reason of [reasons('wall-time', false), reasons('virtual-time', true)]) {
    expect(reason).toBe('No attempt was left in silence: let the service answer with silence().')
  }
  const answered = traceOf({}, (t) => {
    t.call()
    t.attempt(200)
    t.value()
  })
  expect(boundsAttempts({ attemptTime: '9s' }).check(answered).message).toMatch(
    /^No attempt was left in silence for longer than the declared 9s:/,
  )
})

test('silence that the service itself ended, or that ended at once, tests nothing', () => {
  expect(boundsAttempts().check(silentFor(5000, 'service')).verdict).toBe('unexercised')
  const dropped = traceOf({}, (t) => {
    t.call()
    t.fail(t.request({ fault: 'slow()' }), 'client')
    t.error()
  })
  expect(boundsAttempts().check(dropped).verdict).toBe('unexercised')
})

test('a slow attempt is dropped for another only if that one succeeded meanwhile', () => {
  const beside = (status: number, isBefore: boolean) =>
    traceOf({}, (t) => {
      t.call()
      if (isBefore) t.attempt(status)
      const slow = t.request({ fault: 'slow()' })
      t.wait(2000)
      if (!isBefore) t.attempt(status)
      t.fail(slow, 'client')
      if (!isBefore) t.attempt(200, { body: '{}' })
      t.value()
    })
  expect(boundsAttempts().check(beside(200, false)).verdict).toBe('unexercised')
  expect(boundsAttempts().check(beside(500, false)).verdict).toBe('held')
  expect(boundsAttempts().check(beside(200, true)).verdict).toBe('held')
})

// Helpers

function silentFor(milliseconds: number, by: EndedBy, clientTimers = 0) {
  return traceOf({}, (t) => {
    t.call()
    const attempt = t.silence()
    t.wait(milliseconds)
    t.fail(attempt, by, { clientTimers, code: by === 'runtime' ? 'UND_ERR_HEADERS_TIMEOUT' : null })
    t.error()
  })
}

test("a time-out of the runtime's that comes before its own default was set by the client", () => {
  const byAgent = boundsAttempts().check(silentFor(60_400, 'runtime'))
  expect(byAgent).toMatchObject({ verdict: 'held', message: '1 silent attempt ended in time, no time declared.' })
  expect(boundsAttempts().check(silentFor(299_400, 'runtime')).verdict).toBe('violated')
})
