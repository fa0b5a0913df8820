/** R22 by example. */
import { describe, expect, test } from 'vitest'
import type { ContractOptions } from '../../src/contract/contract.ts'
import { drainsQueue } from '../../src/property/drains-queue.ts'
import { proof, type Recorder, traceOf } from './trace-builder.ts'

const PROMISE = { queue: { perSecond: 2 } }

test('what is drained once, at the declared rate, is held', () => {
  const trace = recovered(['a', 'b', 'c', 'd'], (t) => {
    for (const id of ['a', 'b', 'c', 'd']) {
      t.drained(id)
      t.wait(500)
    }
  })
  expect(drainsQueue().check(trace)).toMatchObject({
    verdict: 'held',
    message: '4 queued jobs drained once, within the declared 2 a second.',
  })
})

describe('caught is', () => {
  test('what is never done', () => {
    const trace = recovered(['a', 'b'], (t) => {
      t.drained('a')
      t.wait(3_600_000)
    })
    const result = drainsQueue().check(trace)
    expect(result.message).toMatch(
      /^What was queued as "b" at 0s had not been done by the end of the drill at 3660s, although the world had healed\. Keep/,
    )
    expect(proof(trace, result)).toEqual(['queued 0'])
  })

  test('what is done and queued again, but not done again', () => {
    const trace = recovered(['a'], (t) => {
      t.drained('a')
      t.queue('a')
      t.wait(3_600_000)
    })
    expect(drainsQueue().check(trace).message).toContain('"a" at 60s had not been done')
  })

  test('what is done twice', () => {
    const trace = recovered(['a'], (t) => {
      t.drained('a')
      t.wait(5000)
      t.drained('a')
    })
    const result = drainsQueue().check(trace)
    expect(result.message).toContain('What was queued as "a" was done at 60s and again at 65s. Take work off')
    expect(proof(trace, result)).toEqual(['drained 1', 'drained 1'])
  })

  test('a burst', () => {
    const trace = recovered(['a', 'b', 'c'], (t) => {
      t.drained('a')
      t.wait(400)
      t.drained('b')
      t.wait(400)
      t.drained('c')
    })
    const result = drainsQueue().check(trace)
    expect(result.message).toMatch(
      /^3 queued jobs were done within 1s from 60s on, where 2 a second are declared\. Drain/,
    )
    expect(proof(trace, result)).toEqual(['drained 1', 'drained 1', 'drained 1'])
  })

  test('a burst of a rate below one a second', () => {
    const slowly = (everyMs: number) =>
      recovered(['a', 'b'], (t) => {
        t.drained('a')
        t.wait(everyMs)
        t.drained('b')
      })
    const rate = { queue: { perSecond: 0.3 } }
    expect(drainsQueue(rate).check(slowly(2000)).message).toContain('2 queued jobs were done within 3.333s from 60s on')
    expect(drainsQueue(rate).check(slowly(3334)).verdict).toBe('held')
  })
})

test('a request that meets the healed world shows it, too', () => {
  const trace = traceOf(PROMISE, (t) => {
    t.call()
    t.attempt(500)
    t.queue('a')
    t.error()
    t.wait(60_000)
    t.attempt(200, { step: 'healthy tail' })
    t.drained('a')
  })
  expect(drainsQueue().check(trace).verdict).toBe('held')
})

test('what an hour is too short for is not lost', () => {
  const ids = Array.from({ length: 10 }, (_, index) => `job-${index}`)
  const hour = (declared: ContractOptions) => {
    const trace = recovered(ids, (t) => {
      t.drained('job-0')
      t.wait(3_600_000)
    })
    return drainsQueue(declared).check(trace)
  }
  expect(hour({ queue: { perSecond: 0.001 } })).toMatchObject({
    verdict: 'unexercised',
    message: '9 queued jobs had no time to be drained.',
  })
  expect(hour({ queue: { perSecond: 0.01 } }).verdict).toBe('violated')
})

test('nothing is lost in a drill that was cut short', () => {
  const trace = recovered(['a'], (t) => t.limit('wall-time', 20_000))
  expect(drainsQueue().check(trace).verdict).toBe('unexercised')
})

test('no queue, nothing queued, or a world that stays ill test nothing', () => {
  expect(drainsQueue().check(traceOf({}, (t) => t.queue('a'))).message).toMatch(/^No queue is declared/)
  expect(drainsQueue().check(recovered([], () => {})).message).toMatch(/^Nothing was queued/)
  const ill = traceOf(PROMISE, (t) => {
    t.call()
    t.attempt(500)
    t.queue('a')
    t.error()
  })
  expect(drainsQueue().check(ill).message).toMatch(/^The world never healed/)
})

// Helpers

/** A call that fails and queues its work, a healed call a minute later, and what happens after it. */
function recovered(ids: readonly string[], after: (t: Recorder) => void) {
  return traceOf(PROMISE, (t) => {
    t.call()
    t.attempt(500)
    for (const id of ids) t.queue(id)
    t.error()
    t.wait(60_000)
    t.call({ healed: true })
    t.attempt(200)
    t.value()
    after(t)
  })
}
