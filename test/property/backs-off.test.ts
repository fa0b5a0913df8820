/** R3 by example. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ContractOptions } from '../../src/contract/contract.ts'
import { backsOff } from '../../src/property/backs-off.ts'
import { proof, type Recorder, traceOf } from './trace-builder.ts'

test('growing waits are held', () => {
  const result = backsOff().check(waiting([500, 1000, 2000]))
  expect(result.verdict).toBe('held')
  expect(result.message).toBe('3 waits, each longer than the one before: 0.5s, 1s, 2s.')
})

test('a short first wait is advice, when undeclared', () => {
  expect(backsOff().check(waiting([500, 1000])).advice).toEqual([
    'The first wait was 0.5s; 1s, then 2s and 4s, are advised (default).',
  ])
  expect(backsOff().check(waiting([1000, 2000])).advice).toEqual([])
})

test('constant waits are caught, with the first and the last as proof', () => {
  const trace = waiting([1000, 1000, 1000])
  const result = backsOff().check(trace)
  expect(result.verdict).toBe('violated')
  expect(proof(trace, result)).toEqual([
    'answer-headers 0',
    'attempt-created 1',
    'answer-headers 2',
    'attempt-created 3',
  ])
  expect(result.message).toContain('Call 0 waited 1s, 1s, 1s')
  expect(result.message).toContain('no cap declared')
})

test('an instant retry is caught', () => {
  const trace = waiting([0, 1000])
  const result = backsOff().check(trace)
  expect(result.verdict).toBe('violated')
  expect(proof(trace, result)).toEqual(['answer-headers 0', 'attempt-created 1'])
})

test('what is held says how the waits went', () => {
  const fact = (waitsMs: number[], declared: ContractOptions = {}) =>
    backsOff().check(waiting(waitsMs, declared)).message
  expect(fact([1000, 3000, 2000])).toBe('3 waits, growing: 1s, 3s, 2s.')
  expect(fact([1000, 1000, 2000])).toBe('3 waits, growing: 1s, 1s, 2s.')
  expect(fact([8000, 8000], { backoffCap: '8s' })).toBe('2 waits, at the cap or within the jitter: 8s, 8s.')
})

test('of several calls the one that waited most often is told', () => {
  const trace = traceOf({}, (t) => {
    for (const waitsMs of [[1000], [1000, 2000, 4000], [1000, 2000]]) waitingIn(t, waitsMs)
  })
  expect(backsOff().check(trace).message).toBe('3 waits, each longer than the one before: 1s, 2s, 4s.')
})

test('the message tells what was declared', () => {
  expect(backsOff().check(waiting([1000, 1000])).message).toContain('(no cap declared, jitter undeclared)')
  expect(backsOff({ backoffCap: '8s', jitter: 'none' }).check(waiting([1000, 1000])).message).toContain(
    '(declared cap 8s, jitter none)',
  )
})

test('a first wait of three quarters of a second is no advice, nor is a shorter one with a declared jitter', () => {
  expect(backsOff().check(waiting([750, 1500])).advice).toEqual([])
  expect(backsOff().check(waiting([749, 1500])).advice).toHaveLength(1)
  expect(backsOff({ jitter: 'none' }).check(waiting([500, 1000])).advice).toEqual([])
})

test('one wait alone shows no growth', () => {
  expect(backsOff().check(waiting([0])).verdict).toBe('unexercised')
})

test('waits at the declared cap need not grow', () => {
  expect(backsOff({ backoffCap: '8s' }).check(waiting([8000, 8000])).verdict).toBe('held')
  expect(backsOff({ backoffCap: '8s' }).check(waiting([4000, 4000])).verdict).toBe('violated')
  const jittered = backsOff({ backoffCap: '8s', jitter: 'proportional' })
  expect(jittered.check(waiting([7900, 6100])).verdict).toBe('held')
})

test('a wait that is shorter within the declared jitter is held, one beyond it is not', () => {
  expect(backsOff({ jitter: 'proportional' }).check(waiting([1000, 800])).verdict).toBe('held')
  expect(backsOff({ jitter: 'proportional' }).check(waiting([1000, 700])).verdict).toBe('violated')
  expect(backsOff({ jitter: 'none' }).check(waiting([1000, 800])).verdict).toBe('violated')
  expect(backsOff().check(waiting([1000, 800])).verdict).toBe('violated')
})

test("the SDKs' own jitter still grows, so that it need not be declared", () => {
  expect(backsOff().check(waiting([500, 750])).verdict).toBe('held')
})

test('full and decorrelated jitter may shrink by chance', () => {
  expect(backsOff({ jitter: 'full' }).check(waiting([1000, 200])).verdict).toBe('unexercised')
  expect(backsOff({ jitter: 'decorrelated' }).check(waiting([1000, 200])).verdict).toBe('unexercised')
})

test('full jitter may draw one zero, but not nothing else; decorrelated jitter has a base', () => {
  expect(backsOff({ jitter: 'full' }).check(waiting([0, 900])).verdict).toBe('unexercised')
  expect(backsOff({ jitter: 'full' }).check(waiting([0, 0])).verdict).toBe('violated')
  expect(backsOff({ jitter: 'decorrelated' }).check(waiting([0, 900])).verdict).toBe('violated')
})

test('waits that a hint decided are left out', () => {
  const trace = traceOf({}, (t) => {
    t.call()
    t.attempt({ status: 429, hints: { 'retry-after': '30' } })
    t.wait(30_000)
    t.attempt(500)
    t.wait(1000)
    t.attempt(500)
    t.wait(2000)
    t.attempt(200)
    t.value()
  })
  expect(backsOff().check(trace).message).toBe('2 waits, each longer than the one before: 1s, 2s.')
})

test('a hint that says nothing leaves the wait to the client', () => {
  const result = backsOff().check(waiting([1000, 1000], {}, { 'retry-after': 'soon' }))
  expect(result.verdict).toBe('violated')
})

test('`retry-after: 0` excuses one instant retry, not two', () => {
  const zero = { 'retry-after': '0' }
  expect(backsOff().check(waiting([0, 1000], {}, zero)).verdict).toBe('unexercised')
  const trace = waiting([0, 0], {}, zero)
  const result = backsOff().check(trace)
  expect(result.verdict).toBe('violated')
  expect(proof(trace, result)).toEqual(['answer-headers 1', 'attempt-created 2'])
})

test('a fallback needs no wait, and begins a back-off of its own', () => {
  const trace = traceOf({}, (t) => {
    t.call()
    t.attempt(529)
    t.wait(1000)
    t.attempt(529)
    t.wait(2000)
    t.attempt(529)
    t.attempt(529, { model: 'sonnet' })
    t.wait(1000)
    t.attempt(200, { model: 'sonnet' })
    t.value()
  })
  expect(backsOff().check(trace).message).toBe('2 waits, each longer than the one before: 1s, 2s.')
})

test('a fresh credential after 401 needs no wait', () => {
  const trace = traceOf({}, (t) => {
    t.call()
    t.attempt(401)
    t.attempt(500, { key: 'key#2' })
    t.wait(1000)
    t.attempt(200, { key: 'key#2' })
    t.value()
  })
  expect(backsOff().check(trace).verdict).toBe('unexercised')
})

test('requests side by side have no wait between them, even on a clock that stands still', () => {
  const trace = traceOf({}, (t) => {
    t.call()
    const numbers = [t.request(), t.request(), t.request()]
    for (const number of numbers) t.answer(number, 500)
    t.error({ status: 500 })
  })
  expect(backsOff().check(trace).verdict).toBe('unexercised')
})

test('a wait begins where the failure shows: with the headers, not with the end of an error body', () => {
  const trace = traceOf({}, (t) => {
    t.call()
    for (const waitMs of [1000, 2000]) {
      const number = t.request({ fault: 'status(500)' })
      t.headers(number, { status: 500 })
      t.wait(400)
      t.body(number)
      t.wait(waitMs - 400)
    }
    t.attempt(200)
    t.value()
  })
  expect(backsOff().check(trace).message).toContain('1s, 2s')
})

test('refused connections are retries of the same link', () => {
  const trace = traceOf({}, (t) => {
    t.call()
    t.attempt(500)
    for (const waitMs of [1000, 1000]) {
      t.wait(waitMs)
      t.fail(t.create(), 'service')
    }
    t.error()
  })
  expect(backsOff().check(trace).verdict).toBe('violated')
})

describe('a step to the next link needs no wait, also where the request never arrived', () => {
  const refused = (declared: ContractOptions, models: string[]) =>
    traceOf(declared, (t) => {
      t.call()
      for (const model of models) {
        t.attempt(529, { model })
        t.wait(1000)
      }
      for (let attempt = 0; attempt < 3; attempt++) t.fail(t.create(), 'service', { code: 'ECONNREFUSED' })
      t.error()
    })

  test('by the declared chain', () => {
    const byModel = { fallback: { chain: ['opus', 'sonnet'] } }
    const byHost = { fallback: { chain: [{ host: 'api.test' }, { host: 'other.test' }] } }
    const named = { fallback: { chain: ['opus', { model: 'opus', host: 'api.test' }] } }
    expect(backsOff().check(refused(byModel, [])).verdict).toBe('unexercised')
    expect(backsOff().check(refused(byHost, [])).verdict).toBe('violated')
    expect(backsOff().check(refused(named, [])).verdict).toBe('unexercised')
    expect(backsOff().check(refused({}, [])).verdict).toBe('violated')
  })

  test('by what the call has sent', () => {
    expect(backsOff().check(refused({}, ['opus', 'sonnet'])).verdict).toBe('unexercised')
    expect(backsOff().check(refused({}, ['opus', 'opus'])).verdict).toBe('violated')
  })
})

describe('under a declared jitter, waits that stay the same show over five calls', () => {
  const JITTERED = { jitter: 'proportional' } as const
  const callsWaiting = (declared: ContractOptions, ...waitsMs: number[][]) =>
    traceOf(declared, (t) => {
      for (const each of waitsMs) waitingIn(t, each)
    })
  const constant = [
    [900, 950],
    [1000, 990],
    [910, 905],
    [950, 980],
    [930, 940],
  ]

  test('with every wait as proof', () => {
    const trace = callsWaiting(JITTERED, ...constant)
    const result = backsOff().check(trace)
    expect(result.message).toMatch(
      /^10 waits between 0s and 9\.455s, two or more for each of 5 requests, were all between 0\.9s and 1s: they don't grow, whatever the jitter \(proportional, declared\)\./,
    )
    expect(proof(trace, result)).toHaveLength(20)
  })

  test('but not over four, nor where they grow in each, nor where one of them has grown', () => {
    expect(backsOff().check(callsWaiting(JITTERED, ...constant.slice(1))).verdict).toBe('held')
    const growing = constant.map((each) => each.toSorted((a, b) => a - b))
    expect(backsOff().check(callsWaiting(JITTERED, ...growing)).verdict).toBe('held')
    expect(backsOff().check(callsWaiting(JITTERED, ...constant, [900, 1300])).verdict).toBe('held')
  })

  test('nor at the declared cap', () => {
    expect(backsOff().check(callsWaiting({ ...JITTERED, backoffCap: '1s' }, ...constant)).verdict).toBe('held')
    expect(backsOff().check(callsWaiting({ ...JITTERED, backoffCap: '2s' }, ...constant)).verdict).toBe('violated')
  })

  test('whatever the jitter is said to be', () => {
    expect(backsOff().check(callsWaiting({ jitter: 'full' }, ...constant)).verdict).toBe('violated')
    expect(backsOff().check(callsWaiting({ jitter: 'decorrelated' }, ...constant)).verdict).toBe('violated')
  })

  const GROWING: Record<string, [ContractOptions['jitter'], (retry: number, last: number, random: number) => number]> =
    {
      'up to a quarter off': ['proportional', (retry, _, random) => 1000 * 2 ** retry * (1 - random / 4)],
      'a quarter off or on': ['proportional', (retry, _, random) => 1000 * 2 ** retry * (0.75 + random / 2)],
      'up to as much again': ['proportional', (retry, _, random) => 1000 * 2 ** retry * (1 + random)],
      'equal jitter': ['proportional', (retry, _, random) => 500 * 2 ** retry * (1 + random)],
      'half as long again, up to a quarter off': [
        'proportional',
        (retry, _, random) => 1000 * 1.5 ** retry * (1 - random / 4),
      ],
      'full jitter': ['full', (retry, _, random) => 1 + 1000 * 2 ** retry * random],
      'decorrelated jitter': ['decorrelated', (_, last, random) => 1000 + (3 * last - 1000) * random],
    }

  test.each(Object.entries(GROWING))('while no growing back-off is accused: %s', (_name, [jitter, waitMs]) => {
    // Evenly drawn: what is hunted here is bad luck, and an adversary could have all of it.
    const random = fc.noBias(fc.nat(2 ** 30 - 1)).map((drawn) => drawn / 2 ** 30)
    const calls = fc.array(fc.array(random, { minLength: 2, maxLength: 4 }), { minLength: 5, maxLength: 12 })
    fc.assert(
      fc.property(calls, (draws) => {
        const waits = draws.map((each) => {
          let lastMs = 1000
          return each.map((draw, retry) => (lastMs = waitMs(retry, lastMs, draw)))
        })
        expect(backsOff().check(callsWaiting({ ...(jitter && { jitter }) }, ...waits)).verdict).not.toBe('violated')
      }),
      { numRuns: 100 },
    )
  })
})

// Helpers

function waiting(waitsMs: number[], declared: ContractOptions = {}, hints: Record<string, string> = {}) {
  return traceOf(declared, (t) => waitingIn(t, waitsMs, hints))
}

function waitingIn(t: Recorder, waitsMs: number[], hints: Record<string, string> = {}) {
  t.call()
  t.attempt({ status: 500, hints })
  for (const waitMs of waitsMs) {
    t.wait(waitMs)
    t.attempt({ status: 500, hints })
  }
  t.error({ status: 500 })
}
