/** What counts as a failed attempt, and which failures pass by themselves: one attempt after the other. */
import { expect, test } from 'vitest'
import { failureText, isRefused, succeeded } from '../../src/property/failure.ts'
import { failedBeforeFirstToken, isTransient } from '../../src/property/transience.ts'
import type { EndedBy } from '../../src/trace/event.ts'
import { attempts } from '../../src/trace/view.ts'
import { errorOf, type Recorder, type RequestParts, traceOf } from './trace-builder.ts'

test.each<[string, (t: Recorder) => void, string, boolean]>([
  ['a healthy answer', (t) => t.attempt(200), 'succeeded', false],
  ['a redirect', (t) => t.attempt(304), 'succeeded', false],
  ['an error by its status', (t) => t.attempt(400), 'answered 400', false],
  ['one that passes', (t) => t.attempt(503), 'answered 503', true],
  ['an answer that is none', (t) => t.attempt(200, { fault: 'emptyBody()' }), 'answered 200 (emptyBody())', false],
  ['a cut body', (t) => t.cut(), 'was cut in its body', false],
  ['a reset', (t) => t.reset(), 'lost its connection', true],
  ['an attempt that its client closed', (t) => t.fail(t.silence(), 'client'), 'was closed by the client', false],
  [
    'one that the runtime ended',
    (t) => t.fail(t.silence(), 'runtime', { code: 'UND_ERR_HEADERS_TIMEOUT' }),
    'was ended by the runtime (UND_ERR_HEADERS_TIMEOUT)',
    false,
  ],
  [
    'one that it ended without a word',
    (t) => t.fail(t.silence(), 'runtime'),
    'was ended by the runtime (a default time-out)',
    false,
  ],
  [
    'a connection that the runtime gave up',
    (t) => t.fail(t.create(), 'runtime', { code: 'UND_ERR_CONNECT_TIMEOUT' }),
    'was ended by the runtime (UND_ERR_CONNECT_TIMEOUT)',
    true,
  ],
  [
    'a socket that closed on it',
    (t) => t.fail(t.create(), 'runtime', { code: 'UND_ERR_SOCKET' }),
    'was ended by the runtime (UND_ERR_SOCKET)',
    true,
  ],
  ['one still open', (t) => t.silence(), 'was still open', false],
])('%s', (_what, script, text, passes) => {
  const attempt = attemptOf(script)
  expect(failureText(attempt)).toBe(text)
  expect(isTransient(attempt)).toBe(passes)
  expect(succeeded(attempt)).toBe(text === 'succeeded')
  expect(isRefused(attempt)).toBe(/^answered [45]/.test(text))
})

test('an answer whose status is an error has failed even where nothing was to go wrong', () => {
  expect(succeeded(attemptOf((t) => t.attempt(404, { fault: 'healthy()' })))).toBe(false)
  expect(succeeded(attemptOf((t) => t.attempt(400, { fault: 'healthy()' })))).toBe(false)
})

test('no error at all tells of no time-out', () => {
  const attempt = attemptOf((t) => t.fail(t.silence(), 'runtime'))
  expect(failureText({ ...attempt, error: null })).toBe('was ended by the runtime (a default time-out)')
  expect(isTransient({ ...attempt, error: null })).toBe(false)
})

test('the code of a failed connection may stand behind its error', () => {
  const refused = attemptOf((t) => t.fail(t.create(), 'runtime'))
  const behind = errorOf({ code: 'ERR_OTHER', causes: [errorOf({ code: 'UND_ERR_CONNECT_TIMEOUT' })] })
  expect(isTransient({ ...refused, error: behind })).toBe(true)
  const unknown = attemptOf((t) => t.fail(t.create(), 'service'))
  expect(isTransient({ ...unknown, error: errorOf({ causes: [errorOf({ code: 'ENOTFOUND' })] }) })).toBe(false)
})

test('what reached nobody, because nobody plays its host, passes by no waiting', () => {
  const attempt = attemptOf((t) => {
    const stray = t.create({ url: 'https://telemetry.test/v1' })
    t.unexpectedHost(stray)
    t.fail(stray, 'service')
  })
  expect(isTransient(attempt)).toBe(false)
})

test.each<[string, boolean, (t: Recorder, attempt: number) => void]>([
  ['that the service ended', true, (t, attempt) => t.answer(attempt, 200)],
  ['that the client closed when it read the error', true, (t, attempt) => t.fail(attempt, 'client')],
  ['that the runtime ended, which has read nothing', false, (t, attempt) => t.fail(attempt, 'runtime')],
  ['that is still open', false, () => {}],
])('an error before the first token, in a stream %s: %s', (_how, isFailed, end) => {
  const attempt = attemptOf((t) =>
    end(t, t.request({ fault: "streamError('overloaded_error', { at: 'first-token' })" })),
  )
  expect(failedBeforeFirstToken(attempt)).toBe(isFailed)
  expect(failedBeforeFirstToken({ ...attempt, fault: null })).toBe(false)
})

// Helpers

function attemptOf(script: (t: Recorder) => void) {
  const trace = traceOf({}, (t) => {
    t.call()
    script(t)
  })
  return attempts(trace)[0]!
}

test('a stream that came to its last word, and was left there by its client, has succeeded', () => {
  const left = (by: EndedBy, parts: RequestParts) =>
    attemptOf((t) => {
      const attempt = t.request({ fault: "corrupt('long-content-length')", ...parts })
      t.headers(attempt, { status: 200 })
      t.body(attempt)
      t.fail(attempt, by)
    })
  expect(succeeded(left('client', { stream: true }))).toBe(true)
  expect(succeeded(left('service', { stream: true }))).toBe(false)
  expect(succeeded(left('client', { stream: false }))).toBe(false)
  expect(succeeded(left('client', { stream: true, fault: 'streamStall()' }))).toBe(false)
})

test("an answer that isn't HTTP says nothing of passing", () => {
  expect(isTransient(attemptOf((t) => t.reset({ fault: "corrupt('not-http')" })))).toBe(false)
})
