/** R13 by example. */
import { describe, expect, test } from 'vitest'
import { hidesRawErrors } from '../../src/property/hides-raw-errors.ts'
import { errorOf, proof, traceOf } from './trace-builder.ts'

const FRIENDLY = 'Sorry, that did not work. Please try again in a minute.'

test('a friendly text after a failure is held', () => {
  const trace = afterFailure(FRIENDLY)
  expect(hidesRawErrors().check(trace)).toMatchObject({
    verdict: 'held',
    message: '1 text shown after a failure, with nothing of the error in it.',
  })
})

describe('caught is', () => {
  test.each([
    ['a stack trace', 'It failed.\n    at request (/app/client.js:12:9)'],
    ['an HTML page', '<!DOCTYPE html><title>502</title>'],
    ['the body of an error', '{"type":"error","error":{"type":"api_error","message":"No"}}'],
    ['the body of an error', '{"error":{"message":"No","code":"rate_limit"}}'],
    ['the body of an error', '{"title":"Bad Gateway","status":502}'],
    ['the name of an error class', 'InternalServerError'],
    ['the type of an API error', 'The model said overloaded_error'],
    ['an error code of the runtime', 'connect ECONNREFUSED 10.0.0.1:443'],
    ['a credential (key#1)', 'No luck with key#1'],
    ['a credential (a key)', 'No luck with sk-ant-0123456789'],
    ['the message of the raw error', 'We are sorry: the gears have jammed!'],
  ])('%s: %s', (part, text) => {
    const trace = afterFailure(text, { message: 'the gears have jammed.' })
    const result = hidesRawErrors().check(trace)
    expect(result.verdict).toBe('violated')
    expect(result.message).toContain(`, which holds ${part}. `)
    expect(result.message).toMatch(/^Call 0 showed at 2s "/)
    expect(proof(trace, result)).toEqual(['answer-headers 0', 'shown 0'])
  })
})

describe('left alone is', () => {
  test.each([
    ['a text about a time-out in words of its own', 'I am afraid the request timed out', 'Request timed out.'],
    ['a word that an error also used', 'Our provider seems Overloaded today', 'Overloaded'],
    ['a request id to ask support about', 'Please quote req_1 to our support', 'boom'],
  ])('%s', (_what, text, message) => {
    expect(hidesRawErrors().check(afterFailure(text, { message })).verdict).toBe('held')
  })

  test('the client’s own words in an error that wraps the original', () => {
    const causes = [errorOf({ message: '500 the gears have jammed' })]
    const own = afterFailure(FRIENDLY, { name: 'TryLater', message: FRIENDLY, causes })
    expect(hidesRawErrors().check(own).verdict).toBe('held')
    const foreign = afterFailure('500 the gears have jammed', { message: FRIENDLY, causes })
    expect(hidesRawErrors().check(foreign).verdict).toBe('violated')
    const unwrapped = afterFailure('fetch failed', { name: 'TypeError', message: 'fetch failed', causes })
    expect(hidesRawErrors().check(unwrapped).verdict).toBe('violated')
  })

  test('an answer that is about errors, once it is one', () => {
    const trace = traceOf({ shown: true }, (t) => {
      t.call()
      t.reset()
      t.wait(1000)
      t.attempt(200)
      t.show('A TypeError says that')
      t.value('"A TypeError says that"')
    })
    expect(hidesRawErrors().check(trace).verdict).toBe('held')
  })
})

test('a one-word message is caught where it is all that is said', () => {
  for (const text of ['Overloaded', 'The service says: Overloaded']) {
    expect(hidesRawErrors().check(afterFailure(text, { message: 'Overloaded' })).verdict).toBe('violated')
  }
})

test('the message of an attempt’s own error is raw, whatever the call throws', () => {
  const trace = traceOf({}, (t) => {
    t.call()
    t.reset()
    t.show('Ooops, fetch failed')
    t.error({ message: 'try later' })
  })
  const result = hidesRawErrors().check(trace)
  expect(result.message).toContain('the message of the raw error')
  expect(proof(trace, result)).toEqual(['attempt-failed 0', 'shown 0'])
})

test('a value counts where it is declared to be shown', () => {
  const gives = (value: string) =>
    traceOf({}, (t) => {
      t.call()
      t.attempt(500)
      t.wait(2000)
      t.value(JSON.stringify(value))
    })
  const raw = gives('{"type":"error","error":{"type":"api_error"}}')
  expect(hidesRawErrors().check(raw).verdict).toBe('unexercised')
  const result = hidesRawErrors({ shown: true }).check(raw)
  expect(result.message).toMatch(/^Call 0 gave at 2s, to be shown, ".*, which holds the body of an error\./)
  expect(proof(raw, result)).toEqual(['answer-headers 0', 'call-ended 0'])
  expect(hidesRawErrors({ shown: true }).check(gives(FRIENDLY)).verdict).toBe('held')
})

test.each([
  ['No answer from the API (Error: it answered 500).', 'the text of an error'],
  ['Failed: Error: no route to it', 'the text of an error'],
  ['Sorry!\nError: no route to it', 'the text of an error'],
  ['APIError: 500', 'the text of an error'],
  ['Error: the API answered 500', 'the text of an error'],
])('what an error says of itself is caught: %s', (text, part) => {
  const trace = traceOf({ degraded: true, shown: true }, (t) => {
    t.call()
    t.attempt(500)
    t.value(JSON.stringify(text))
  })
  expect(hidesRawErrors().check(trace).message).toContain(`which holds ${part}`)
})

test.each([
  'Error: please try again in 500 seconds or so, or call us',
  'Network Error: try again later',
  'Error: room 404 is closed',
])("a person's own words may begin with the same: %s", (text) => {
  expect(hidesRawErrors().check(afterFailure(text.replace('500', 'many'))).verdict).toBe('held')
})

test('a text before any failure tests nothing, unless it holds a credential', () => {
  const showing = (text: string) =>
    traceOf({}, (t) => {
      t.call()
      t.show(text)
      t.attempt(200)
      t.value()
    })
  expect(hidesRawErrors().check(showing('Thinking about TypeError…')).verdict).toBe('unexercised')
  expect(hidesRawErrors().check(showing('Thinking with key#1…')).verdict).toBe('violated')
})

// Helpers

function afterFailure(text: string, error: Parameters<typeof errorOf>[0] = {}) {
  return traceOf({}, (t) => {
    t.call()
    t.attempt({ status: 500, requestId: 'req_1' })
    t.wait(2000)
    t.show(text)
    t.error(error)
  })
}
