/** R2 by example. */
import { expect, test } from 'vitest'
import type { ContractOptions } from '../../src/contract/contract.ts'
import { backsOff } from '../../src/property/backs-off.ts'
import { capsRetries } from '../../src/property/caps-retries.ts'
import { proof, traceOf } from './trace-builder.ts'

test('as many retries as declared are held', () => {
  const result = capsRetries().check(failing(4, { retries: 3 }))
  expect(result).toMatchObject({
    verdict: 'held',
    message: 'At most 3 retries in a call, of the 3 declared.',
    advice: [],
  })
})

test('one retry more than declared is caught, with the attempts beyond as proof', () => {
  const trace = failing(5, { retries: 3 })
  const result = capsRetries().check(trace)
  expect(result.verdict).toBe('violated')
  expect(proof(trace, result)).toEqual(['attempt-created 4'])
  expect(result.message).toContain('Call 0 made 4 retries where 3 are declared: attempt 4 of call 0 at 4s')
})

test('options override what the client declared', () => {
  expect(capsRetries({ retries: 4 }).check(failing(5, { retries: 3 })).verdict).toBe('held')
  expect(capsRetries({ retries: 2 }).check(failing(4, { retries: 3 })).verdict).toBe('violated')
})

test('undeclared, many retries are advice and no failure', () => {
  const result = capsRetries().check(failing(5))
  expect(result.verdict).toBe('held')
  expect(result.advice).toEqual(['Call 0 made 4 retries; 3 are advised (default, none declared).'])
  expect(capsRetries().check(failing(4)).advice).toEqual([])
})

test('undeclared, only the attempt limit of the drill is too many', () => {
  const trace = traceOf({}, (t) => {
    t.call()
    for (let index = 0; index < 50; index++) t.attempt(500)
    t.limit('attempts', 50)
  })
  const result = capsRetries().check(trace)
  expect(result.verdict).toBe('violated')
  expect(proof(trace, result)).toEqual(['attempt-created 49', 'limit-reached 0'])
  expect(result.message).toContain('49 retries')
  expect(result.message).toContain('limit of 50 attempts')
})

test('an attempt limit that another call ran into is not held against this one', () => {
  const trace = traceOf({}, (t) => {
    const retrying = t.call()
    t.attempt(500)
    t.attempt(500)
    const other = t.call()
    t.attempt(200, { body: '{}' })
    t.limit('attempts', 3, other)
    t.within(retrying)
  })
  expect(capsRetries().check(trace).verdict).toBe('held')
})

test('a fallback counts, a new request after a success does not', () => {
  const trace = (first: number) =>
    traceOf({ retries: 0 }, (t) => {
      t.call()
      t.attempt(first)
      t.attempt(200, { model: 'sonnet' })
      t.value()
    })
  expect(capsRetries().check(trace(529)).verdict).toBe('violated')
  expect(capsRetries().check(trace(200)).verdict).toBe('unexercised')
})

test('a hedge of the same request counts, other work beside an open request does not', () => {
  const beside = (body: string) =>
    traceOf({ retries: 0 }, (t) => {
      t.call()
      const first = t.request({ body: '{"a":1}' })
      const second = t.request({ body })
      t.answer(first, 200)
      t.answer(second, 200)
      t.value()
    })
  expect(capsRetries().check(beside('{"a":1}')).verdict).toBe('violated')
  expect(capsRetries().check(beside('{"b":2}')).verdict).toBe('unexercised')
})

test('a declared refresh of the credential is an attempt of its own', () => {
  const trace = traceOf({ retries: 0 }, (t) => {
    t.call()
    t.attempt(401, { key: 'key#1' })
    t.attempt(200, { key: 'key#2' })
    t.value()
  })
  expect(capsRetries().check(trace).verdict).toBe('violated')
  expect(capsRetries({ refreshesCredential: true }).check(trace).verdict).toBe('unexercised')
})

test('without a retry nothing was tested', () => {
  expect(capsRetries({ retries: 3 }).check(failing(1)).verdict).toBe('unexercised')
})

test('a promise that is none is refused at once', () => {
  expect(() => capsRetries({ retries: -1 })).toThrow('Failed to read the contract')
})

// Helpers

function failing(attempts: number, declared: ContractOptions = {}) {
  return traceOf(declared, (t) => {
    t.call()
    t.attempt(500)
    for (let index = 1; index < attempts; index++) {
      t.wait(1000)
      t.attempt(500)
    }
    t.error({ status: 500 })
  })
}

test('what a call sends once it has ended, after it had queued something, is work of the queue', () => {
  const trace = (
    queues: boolean,
    contract: ContractOptions = { retries: 1, degraded: true, queue: { perSecond: 1 } },
  ) =>
    traceOf(contract, (t) => {
      t.call()
      t.attempt(500)
      t.wait(1000)
      t.attempt(500)
      if (queues) t.queue('question 0')
      t.value('"later"')
      for (let tries = 0; tries < 3; tries++) {
        t.wait(500)
        t.attempt(500)
      }
    })
  expect(capsRetries().check(trace(true)).message).toBe('At most 1 retry in a call, of the 1 declared.')
  expect(capsRetries().check(trace(false)).verdict).toBe('violated')
  expect(backsOff().check(trace(true)).verdict).toBe('unexercised')
  expect(backsOff().check(trace(false)).verdict).toBe('violated')
})

test('what it sends before it has ended is a retry, whatever it queued', () => {
  const trace = traceOf({ retries: 0 }, (t) => {
    t.call()
    t.attempt(500)
    t.queue('question 0')
    t.wait(1000)
    t.attempt(500)
    t.value('"later"')
  })
  expect(capsRetries().check(trace).verdict).toBe('violated')
})
