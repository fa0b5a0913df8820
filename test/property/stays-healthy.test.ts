/** R21 by example. */
import { expect, test } from 'vitest'
import { staysHealthy } from '../../src/property/stays-healthy.ts'
import { proof, traceOf } from './trace-builder.ts'

test('failed calls that leave nothing behind are held', () => {
  const result = staysHealthy().check(failingWith([0, 0, 0], [0, 0, 0]))
  expect(result).toMatchObject({ verdict: 'held', message: '3 failed calls, nothing unhandled and nothing piling up.' })
})

test('an unhandled rejection is caught', () => {
  const trace = traceOf({}, (t) => {
    t.call()
    t.attempt(500)
    t.error({ status: 500 })
    t.wait(1500)
    t.unhandled()
  })
  const result = staysHealthy().check(trace)
  expect(result.verdict).toBe('violated')
  expect(proof(trace, result)).toEqual(['unhandled 0'])
  expect(result.message).toContain('rejection went unhandled at 1.5s in call 0: "Error: it failed"')
})

test('timers that grow with each failed call are caught, with every census as proof', () => {
  const trace = failingWith([1, 2, 3], [1, 1, 1])
  const result = staysHealthy().check(trace)
  expect(result.verdict).toBe('violated')
  expect(proof(trace, result)).toEqual(['census 0', 'census 1', 'census 2'])
  expect(result.message).toContain('3 failed calls more timers')
  expect(result.message).toContain('1, 2, 3')
})

test('sockets that grow with each failed call are caught', () => {
  expect(staysHealthy().check(failingWith([0, 0, 0], [2, 4, 5])).message).toContain('more sockets')
})

test('a pool that opens once, or two calls alone, show no growth', () => {
  expect(staysHealthy().check(failingWith([1, 1, 1], [3, 3, 3])).verdict).toBe('held')
  expect(staysHealthy().check(failingWith([0, 0, 0], [1, 2, 2])).verdict).toBe('held')
  expect(staysHealthy().check(failingWith([1, 2], [1, 2])).verdict).toBe('held')
})

test('what stands while other calls are open is theirs', () => {
  const trace = traceOf({}, (t) => {
    const open = t.call()
    for (const count of [1, 2, 3]) {
      t.call()
      t.error()
      t.census(count, count)
    }
    t.within(open)
    t.value()
  })
  expect(staysHealthy().check(trace).verdict).toBe('held')
})

test('without a failed call nothing was tested', () => {
  const trace = traceOf({}, (t) => {
    t.call()
    t.attempt(200)
    t.value()
    t.census(1, 1)
  })
  expect(staysHealthy().check(trace).verdict).toBe('unexercised')
})

// Helpers

function failingWith(timers: number[], sockets: number[]) {
  return traceOf({}, (t) => {
    timers.forEach((count, index) => {
      t.call()
      t.attempt(500)
      t.error({ status: 500 })
      t.census(count, sockets[index]!)
      t.wait(1000)
    })
  })
}
