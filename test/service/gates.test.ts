/** Gates: limits on tokens and on answers at once, capacity with a queue, and a look for poison. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { healthy } from '../../src/fault/healthy.ts'
import { capacity } from '../../src/scenario/capacity.ts'
import { limits } from '../../src/scenario/limits.ts'
import { poison } from '../../src/scenario/poison.ts'
import { times } from '../../src/scenario/times.ts'
import { api, drive, faults, headerOf } from './drive.ts'

/** A body of so many tokens, as the dialect counts them: about four characters each. */
function bodyOf(text: string): string {
  return JSON.stringify({ model: 'm', max_tokens: 8, messages: [{ role: 'user', content: text }] })
}

test('requests may bring so many tokens a minute; whoever waits as long as told is let in', () => {
  const script = [limits({ inputTokensPerMinute: 1000 })]
  const large = { body: bodyOf('a'.repeat(3600)) }
  const { served } = drive(script, [
    { atMs: 0, ...large },
    { atMs: 20_000, ...large },
    { atMs: 60_000, ...large },
  ])
  expect(served.map(({ label }) => label)).toEqual(['healthy()', 'api.rateLimited({ retryAfter: 40 })', 'healthy()'])
  expect(headerOf(served[1]!, 'retry-after')).toBe('40')
})

test('small requests pass where a large one would not', () => {
  const script = [limits({ inputTokensPerMinute: 1000 })]
  const arrivals = [
    { atMs: 0, body: bodyOf('a'.repeat(3000)) },
    { atMs: 1, body: bodyOf('a'.repeat(3000)) },
    { atMs: 2, body: bodyOf('Hello') },
  ]
  expect(faults(script, arrivals)).toEqual(['healthy()', 'api.rateLimited({ retryAfter: 60 })', 'healthy()'])
})

test('what never fits is turned away for good', () => {
  const script = [limits({ inputTokensPerMinute: 10, maskedAs: 500 })]
  const huge = { body: bodyOf('a'.repeat(1000)) }
  expect(
    faults(
      script,
      [0, 60_000, 120_000].map((atMs) => ({ atMs, ...huge })),
    ),
  ).toEqual(Array(3).fill('api.internalError()'))
})

test('so many answers may be under way at once, for as long as each takes', () => {
  const script = [limits({ concurrent: 2 }), times(10, healthy({ delay: '10s' }))]
  const slow = "healthy({ delay: '10s' })"
  const turnedAway = 'api.rateLimited({ retryAfter: 1 })'
  expect(faults(script, [0, 1, 2, 9_999, 10_000, 10_001])).toEqual([slow, slow, turnedAway, turnedAway, slow, slow])
})

test('what is over the capacity waits its turn, and what is too much is shed', () => {
  const script = [capacity({ requestsPerSecond: 2, queue: 2 })]
  const { served } = drive(script, [0, 0, 0, 0, 500])
  const waits = served.map(({ answer, label }) => (answer[0]?.act === 'wait' ? answer[0].delayMs : label))
  // Half a second each: the first is served at once, two wait, the fourth is shed, and after half a second there is room.
  expect(waits).toEqual(['healthy()', 500, 1000, 'api.serviceUnavailable()', 1000])
})

test('a date in an answer that waited is that of its sending', () => {
  const { served } = drive([capacity({ requestsPerSecond: 1, queue: 5 })], [0, 0, 0])
  expect(headerOf(served[2]!, 'date')).toBe('Thu, 01 Jan 2026 00:00:02 GMT')
})

test('when turning away costs as much as serving, the load that was too much once stays too much', () => {
  const load = Array.from({ length: 60 }, (_, index) => index * 100)
  const wasteful = capacity({ requestsPerSecond: 5, queue: 3, shedCost: 1 })
  const careful = capacity({ requestsPerSecond: 5, queue: 3 })
  const served = (gate: typeof wasteful) => faults([gate], load).filter((label) => label === 'healthy()').length
  // Ten a second meet a service of five: without the waste half of them are served all the time.
  expect(served(careful)).toBeGreaterThanOrEqual(30)
  expect(served(wasteful)).toBeLessThan(10)
  // A pause lets either recover.
  expect(faults([wasteful], [...load, 10_000]).at(-1)).toBe('healthy()')
})

test('a service never works off more than its pace, whatever comes', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5 }),
      fc.nat(5),
      fc.array(fc.nat(3000), { minLength: 1, maxLength: 40 }),
      (requestsPerSecond, queue, gaps) => {
        let atMs = 0
        const arrivals = gaps.map((gapMs) => (atMs += gapMs))
        const { served } = drive([capacity({ requestsPerSecond, queue })], arrivals)
        const done = served.flatMap(({ answer, label }, index) =>
          label === 'healthy()' ? [arrivals[index]! + (answer[0]?.act === 'wait' ? answer[0].delayMs : 0)] : [],
        )
        for (const begin of done) {
          const within = done.filter((time) => time >= begin && time < begin + 1000).length
          // One may be under way when the second begins; a millisecond's rounding may let another in.
          expect(within).toBeLessThanOrEqual(requestsPerSecond + 2)
        }
      },
    ),
  )
})

test('a request that is too long gets the 400 of its API for as long as it comes', () => {
  const script = [poison({ contextTokens: 500 }), api.overloaded()]
  const long = { body: bodyOf('a'.repeat(4000)) }
  const arrivals = [{ atMs: 0, ...long }, { atMs: 1 }, { atMs: 2, ...long }, { atMs: 3 }]
  const labels = faults(script, arrivals)
  expect(labels[0]).toMatch(/^api\.badRequest\(\{ message: 'prompt is too long: \d+ tokens > 500 maximum'/)
  expect(labels).toEqual([labels[0], 'api.overloaded()', labels[0], 'healthy()'])
})

test('masked, poison looks like a broken server', () => {
  const script = [poison({ contextTokens: 1, maskedAs: 500 })]
  expect(faults(script, [0, 1])).toEqual(['api.internalError()', 'api.internalError()'])
})

test('only the checks that are asked for are made', () => {
  const broken = {
    body: bodyOf('').replace('"messages"', '"tools":[{"name":"t","input_schema":{"type":5}}],"messages"'),
  }
  const seen = (checks: readonly 'tool-schema'[] | readonly 'image'[]) =>
    faults([poison({ checks })], [{ atMs: 0, ...broken }])[0]
  expect(seen(['image'])).toBe('healthy()')
  expect(seen(['tool-schema'])).toMatch(/^api\.badRequest/)
})
