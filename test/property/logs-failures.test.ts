/** R14 by example. */
import { describe, expect, test } from 'vitest'
import { logsFailures } from '../../src/property/logs-failures.ts'
import { proof, type Recorder, traceOf } from './trace-builder.ts'

const WHOLE = '{"time":"2026-01-01T00:00:07.000Z","requestId":"req_1","prompt":"hello"}'

test('one record a failed call, with time and request id, is held', () => {
  const trace = failing((t) => t.log(WHOLE))
  expect(logsFailures().check(trace)).toMatchObject({
    verdict: 'held',
    message: '1 failed call logged with time and request id.',
    advice: [],
  })
})

describe('a time is known in the form of', () => {
  test.each([
    ['ISO 8601', '2026-01-01T00:00:07Z'],
    ['ISO 8601 with a blank', '2026-01-01 00:00:07.123'],
    ['ISO 8601 without hyphens', '20260101T000007Z'],
    ['an HTTP date', 'Thu, 01 Jan 2026 00:00:07 GMT'],
    ['Date.prototype.toString', 'Thu Jan 01 2026 00:00:07 GMT+0000 (Coordinated Universal Time)'],
    ['a local form', '1/1/2026, 12:00:07 AM'],
    ['milliseconds since 1970', '"time":1767225607000'],
    ['seconds since 1970', 'ts=1767225607.123'],
    ['nanoseconds since 1970', '1767225607000000000'],
  ])('%s', (_form, time) => {
    expect(logsFailures().check(failing((t) => t.log(`${time} req_1 failed`))).verdict).toBe('held')
  })

  test.each([
    ['a day alone', '2026-01-01'],
    ['a number in an id', 'job_1767225607000'],
    ['a count', '42'],
    ['an address', '10.0.0.1:8080'],
  ])('and not as %s', (_form, text) => {
    expect(logsFailures().check(failing((t) => t.log(`${text} req_1 failed`))).verdict).toBe('violated')
  })
})

describe('caught is', () => {
  test('a failed call without a record, once the client logs at all', () => {
    const trace = traceOf({}, (t) => {
      t.call()
      t.log('starting')
      t.attempt(200)
      t.value()
      t.call()
      t.wait(7000)
      t.attempt({ status: 500, requestId: 'req_1' })
      t.error()
    })
    const result = logsFailures().check(trace)
    expect(result.message).toBe(
      'Call 1 failed at 7s, and no record tells of it. Write one record of each failed call, with its time, its request id ' +
        'and what was asked.',
    )
    expect(proof(trace, result)).toEqual(['answer-headers 1', 'call-ended 1'])
  })

  test.each([
    ['its time', 'but its one record lacks a time.', ['req_1 failed']],
    ['its request id', 'but its one record lacks a request id such as req_1.', ['00:00:07 failed']],
    ['both', 'but none of its 2 records has a time or a request id such as req_1.', ['failed', 'gave up']],
    [
      'both in one record',
      'but none of its 2 records has both a time and a request id.',
      ['00:00:07 failed', 'it was req_1'],
    ],
  ])('a failed call whose records lack %s', (_what, words, records) => {
    const trace = failing((t) => records.forEach((record) => void t.log(record)))
    const result = logsFailures().check(trace)
    expect(result.message).toContain(words)
    expect(proof(trace, result)).toEqual(['answer-headers 0', ...records.map(() => 'log 0'), 'call-ended 0'])
  })

  test.each<[string, (t: Recorder) => void, string]>([
    ['a record', (t) => t.log(`${WHOLE} with key#1`), 'A log record at 7s in call 0 holds a credential (key#1): "'],
    [
      'the console',
      (t) => t.log('x-api-key: key#2', 'console'),
      'What was written to the console at 7s in call 0 holds',
    ],
    ['an alert', (t) => t.alert('down with sk-ant-0123456789'), 'An alert at 7s in call 0 holds a credential (a key)'],
  ])('a credential in %s', (_where, write, words) => {
    const trace = failing((t) => {
      t.log(WHOLE)
      write(t)
    })
    const result = logsFailures().check(trace)
    expect(result.message).toContain(words)
    expect(proof(trace, result)).toHaveLength(1)
  })
})

test('a record may be written elsewhere if it names the request, and needs no id where none was sent', () => {
  const elsewhere = traceOf({}, (t) => {
    t.call()
    t.attempt({ status: 500, requestId: 'req_1' })
    t.error()
    t.call()
    t.log('00:00:07 req_1 failed')
    t.attempt(200)
    t.value()
  })
  expect(logsFailures().check(elsewhere).verdict).toBe('held')
  const unnumbered = traceOf({}, (t) => {
    t.call()
    t.reset()
    t.log('00:00:07 connection lost')
    t.error()
  })
  expect(logsFailures().check(unnumbered).verdict).toBe('held')
})

test('the payload is advised', () => {
  const result = logsFailures().check(failing((t) => t.log('00:00:07 req_1 failed')))
  expect(result.advice).toEqual([
    'No record of call 0 holds what was asked; its payload is advised (default, whole or in part).',
  ])
})

test('only what logs is judged: by a sink, by the console of a failed call, or by its word', () => {
  const silent = failing(() => {})
  expect(logsFailures().check(silent).message).toMatch(/^Nothing was logged/)
  expect(logsFailures({ logs: true }).check(silent).verdict).toBe('violated')
  expect(logsFailures().check(failing((t) => t.log('it failed', 'console')))).toMatchObject({
    verdict: 'violated',
    severity: 'advice',
  })
  const chatty = traceOf({}, (t) => {
    t.call()
    t.attempt(200)
    t.log('a deprecation', 'console')
    t.value()
    t.call()
    t.attempt(500)
    t.error()
  })
  expect(logsFailures().check(chatty).verdict).toBe('unexercised')
})

test('without a failed call nothing is tested', () => {
  const trace = traceOf({ logs: true }, (t) => {
    t.call()
    t.attempt(500)
    t.attempt(200)
    t.value()
    t.call()
    t.attempt(500)
    t.abort()
    t.aborted()
  })
  expect(logsFailures().check(trace)).toMatchObject({ verdict: 'unexercised' })
})

// Helpers

function failing(write: (t: Recorder) => void) {
  return traceOf({}, (t) => {
    t.call()
    t.attempt({ status: 500, requestId: 'req_1' })
    t.wait(7000)
    write(t)
    t.error()
  })
}
