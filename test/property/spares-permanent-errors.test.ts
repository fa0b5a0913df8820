/** R6 by example. */
import { expect, test } from 'vitest'
import { sparesPermanentErrors } from '../../src/property/spares-permanent-errors.ts'
import { type AnswerParts, proof, type RequestParts, traceOf } from './trace-builder.ts'

test.each([400, 401, 403, 404, 413, 422])('a %i that is given up on is held', (status) => {
  const trace = traceOf({}, (t) => {
    t.call()
    t.attempt(status)
    t.error({ status })
  })
  expect(sparesPermanentErrors().check(trace)).toMatchObject({
    verdict: 'held',
    message: '1 permanent error, none of them sent again unchanged.',
  })
})

test.each([400, 401, 403, 404, 413, 422])('a %i that is sent again unchanged is caught', (status) => {
  const trace = retried(status)
  const result = sparesPermanentErrors().check(trace)
  expect(result.verdict).toBe('violated')
  expect(proof(trace, result)).toEqual(['answer-headers 0', 'attempt-created 1'])
  expect(result.message).toContain(`been answered ${status} at 0s`)
  expect(result.message).toContain('Attempt 1 of call 0 sent at 1s')
})

test('transient failures test nothing', () => {
  expect(sparesPermanentErrors().check(retried(500)).verdict).toBe('unexercised')
})

test('a repeat later in the call is caught too', () => {
  const trace = traceOf({}, (t) => {
    t.call()
    t.attempt(400)
    t.attempt(529, { model: 'sonnet' })
    t.attempt(400)
    t.error({ status: 400 })
  })
  const result = sparesPermanentErrors().check(trace)
  expect(proof(trace, result)).toEqual(['answer-headers 0', 'attempt-created 2'])
})

test('another call is another decision', () => {
  const trace = traceOf({}, (t) => {
    for (let index = 0; index < 2; index++) {
      t.call()
      t.attempt(400)
      t.error({ status: 400 })
    }
  })
  expect(sparesPermanentErrors().check(trace).verdict).toBe('held')
})

test('another payload, another model or another target is another request', () => {
  const others: RequestParts[] = [{ body: '{}' }, { model: 'sonnet' }, { url: 'https://other.test/v1/messages' }]
  expect(others.map((parts) => sparesPermanentErrors().check(retried(404, parts)).verdict)).toEqual(
    others.map(() => 'held'),
  )
})

test('one 401 may be met with another credential, a second one may not', () => {
  expect(sparesPermanentErrors().check(retried(401, { key: 'key#2' })).verdict).toBe('held')
  const trace = traceOf({}, (t) => {
    t.call()
    t.attempt(401, { key: 'key#1' })
    t.attempt(401, { key: 'key#2' })
    t.attempt(200, { key: 'key#3' })
    t.value()
  })
  const result = sparesPermanentErrors().check(trace)
  expect(result.verdict).toBe('violated')
  expect(proof(trace, result)).toEqual(['answer-headers 1', 'attempt-created 2'])
})

test('a 413 with a hint, and `x-should-retry: true`, invite a retry', () => {
  const invited: AnswerParts[] = [
    { status: 413, hints: { 'retry-after': '1' } },
    { status: 400, hints: { 'x-should-retry': 'true' } },
  ]
  expect(invited.map((answer) => sparesPermanentErrors().check(retried(answer)).verdict)).toEqual([
    'unexercised',
    'unexercised',
  ])
  const uninvited: AnswerParts = { status: 400, hints: { 'retry-after': '1' } }
  expect(sparesPermanentErrors().check(retried(uninvited)).verdict).toBe('violated')
})

test('the message names the credential and the remedy', () => {
  expect(sparesPermanentErrors().check(retried(401)).message).toMatch(/the same credential.*fresh credential\.$/)
  expect(sparesPermanentErrors().check(retried(400)).message).toMatch(/Fail at once on 400/)
})

// Helpers

function retried(answer: AnswerParts | number, parts: RequestParts = {}) {
  return traceOf({}, (t) => {
    t.call()
    t.attempt(answer)
    t.wait(1000)
    t.attempt(200, parts)
    t.value()
  })
}
