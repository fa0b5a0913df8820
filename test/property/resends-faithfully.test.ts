/** R16 by example. */
import { expect, test } from 'vitest'
import { resendsFaithfully } from '../../src/property/resends-faithfully.ts'
import { proof, type RequestParts, traceOf } from './trace-builder.ts'

test('the same request again is held', () => {
  const result = resendsFaithfully().check(retried({ idempotencyKey: 'i1' }, { idempotencyKey: 'i1' }))
  expect(result).toMatchObject({ verdict: 'held', message: '1 retry sent the same request as before.' })
})

test.each<[string, RequestParts, RequestParts, string]>([
  ['body', { body: '{"a":1}' }, { body: '{"a":2}' }, 'another body'],
  ['credential', { key: 'key#1' }, { key: 'key#2' }, 'key#2 for key#1'],
  ['idempotency key', { idempotencyKey: 'i1' }, { idempotencyKey: 'i2' }, 'idempotency key i2 for i1'],
  ['idempotency key, now missing', { idempotencyKey: 'i1' }, {}, 'idempotency key none for i1'],
])('another %s is caught', (_, first, second, words) => {
  const trace = retried(first, second)
  const result = resendsFaithfully().check(trace)
  expect(result.verdict).toBe('violated')
  expect(proof(trace, result)).toEqual(['attempt-received 0', 'attempt-received 1'])
  expect(result.message).toContain(words)
  expect(result.message).toContain('Attempt 1 of call 0 at 1s')
})

test('another link is no retry of this one', () => {
  expect(resendsFaithfully().check(retried({}, { model: 'sonnet', body: '{}' })).verdict).toBe('unexercised')
  const elsewhere = { url: 'https://other.test/v1/messages', body: '{}' }
  expect(resendsFaithfully().check(retried({}, elsewhere)).verdict).toBe('unexercised')
})

test('a query does not make another link', () => {
  const query = { url: 'https://api.test/v1/messages?beta=true', body: '{}' }
  expect(resendsFaithfully().check(retried({}, query)).verdict).toBe('violated')
})

test('a retry after a fallback is compared with the last try on its own link', () => {
  const trace = traceOf({}, (t) => {
    t.call()
    t.attempt(529, { body: '{"a":1}' })
    t.attempt(529, { model: 'sonnet', body: '{"b":1}' })
    t.attempt(200, { body: '{"a":2}' })
    t.value()
  })
  expect(proof(trace, resendsFaithfully().check(trace))).toEqual(['attempt-received 0', 'attempt-received 2'])
})

test('a fresh credential after 401 is held only where a refresh is declared', () => {
  const trace = retried({ key: 'key#1' }, { key: 'key#2' }, 401)
  const result = resendsFaithfully().check(trace)
  expect(result.verdict).toBe('violated')
  expect(result.message).toContain('no refresh of the credential is declared')
  expect(resendsFaithfully({ refreshesCredential: true }).check(trace).verdict).toBe('held')
  const after500 = retried({ key: 'key#1' }, { key: 'key#2' }, 500)
  expect(resendsFaithfully({ refreshesCredential: true }).check(after500).verdict).toBe('violated')
})

test('two requests of one call that are each retried are not mistaken for one', () => {
  const trace = traceOf({}, (t) => {
    t.call()
    const first = t.request({ body: '{"a":1}', fault: 'status(500)' })
    const second = t.request({ body: '{"b":1}', fault: 'status(500)' })
    t.answer(first, 500)
    t.answer(second, 500)
    t.wait(1000)
    t.attempt(200, { body: '{"a":1}' })
    t.wait(1000)
    t.attempt(500, { body: '{"b":1}' })
    t.error({ status: 500 })
  })
  expect(resendsFaithfully().check(trace).verdict).toBe('held')
})

test('new work after a success is no retry', () => {
  const trace = traceOf({}, (t) => {
    t.call()
    t.attempt(200, { body: '{"a":1}' })
    t.attempt(200, { body: '{"a":2}' })
    t.value()
  })
  expect(resendsFaithfully().check(trace).verdict).toBe('unexercised')
})

test('a run begun again, from a request that had succeeded, is no changed retry', () => {
  const after = (body: string) =>
    traceOf({}, (t) => {
      t.call()
      t.attempt(200, { body: '{"a":1}' })
      t.attempt(500, { body: '{"b":2}' })
      t.attempt(200, { body })
      t.value()
    })
  expect(resendsFaithfully().check(after('{"a":1}')).verdict).toBe('unexercised')
  expect(resendsFaithfully().check(after('{"b":2}')).verdict).toBe('held')
  expect(resendsFaithfully().check(after('{"c":3}')).verdict).toBe('violated')
})

test('a changed body is compared with the latest try on its link', () => {
  const trace = traceOf({}, (t) => {
    t.call()
    t.attempt(500, { body: '{"a":1}' })
    t.attempt(500, { body: '{"a":1}' })
    t.attempt(200, { body: '{"a":2}' })
    t.value()
  })
  expect(proof(trace, resendsFaithfully().check(trace))).toEqual(['attempt-received 1', 'attempt-received 2'])
})

test('a retry that never reached the service shows no payload', () => {
  const trace = traceOf({}, (t) => {
    t.call()
    t.attempt(500)
    t.fail(t.create(), 'service')
    t.error()
  })
  expect(resendsFaithfully().check(trace).verdict).toBe('unexercised')
})

// Helpers

function retried(first: RequestParts, second: RequestParts, status = 500) {
  return traceOf({}, (t) => {
    t.call()
    t.attempt(status, first)
    t.wait(1000)
    t.attempt(200, second)
    t.value()
  })
}
