/** How a service interprets its script: steps in their order, by attempt, by time, by chance. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { reset, silence } from '../../src/fault/cut.ts'
import { healthy } from '../../src/fault/healthy.ts'
import { at } from '../../src/scenario/at.ts'
import { during } from '../../src/scenario/during.ts'
import { forever } from '../../src/scenario/forever.ts'
import { limits } from '../../src/scenario/limits.ts'
import { times } from '../../src/scenario/times.ts'
import { when } from '../../src/scenario/when.ts'
import { answers, api, drive, faults, headerOf } from './drive.ts'

const A = api.internalError()
const B = api.badGateway()
const HEALTHY = 'healthy()'
const [a, b] = ['api.internalError()', 'api.badGateway()']
const MINUTE_MS = 60_000

test('each request takes the next answer, and afterwards all is healthy', () => {
  expect(answers([A, reset(), B], [0, 1, 2, 3, 4])).toEqual([
    `script[0]: ${a}`,
    'script[1]: reset()',
    `script[2]: ${b}`,
    'healthy tail: healthy()',
    'healthy tail: healthy()',
  ])
})

test('times serves so many turns, cycling through its items', () => {
  expect(answers([times(3, A, B), reset()], [0, 1, 2, 3])).toEqual([
    `script[0].times[0]: ${a}`,
    `script[0].times[1]: ${b}`,
    `script[0].times[0]: ${a}`,
    'script[1]: reset()',
  ])
})

test('times(n) serves exactly n answers, whenever they are asked for', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 4 }), arrivals(40), (count, items, when) => {
      const served = drive([times(count, ...Array(items).fill(A))], when).served
      expect(served.filter(({ faulty }) => faulty).length).toBe(Math.min(count, when.length))
    }),
  )
})

test('a step among turns is one turn, played to its end', () => {
  expect(faults([times(3, times(2, A), B), reset()], [0, 1, 2, 3, 4, 5])).toEqual([a, a, b, a, a, 'reset()'])
})

test('during answers every request of its window, cycling, and none at its end', () => {
  expect(faults([during('12m', A, B)], [0, 1, 2, 12 * MINUTE_MS - 1, 12 * MINUTE_MS])).toEqual([a, b, a, b, HEALTHY])
})

test('a window passes without requests too', () => {
  const script = [during('1m', A), during('1m', B), reset()]
  expect(faults(script, [0, 1.5 * MINUTE_MS, 2 * MINUTE_MS])).toEqual([a, b, 'reset()'])
  expect(faults(script, [2 * MINUTE_MS])).toEqual(['reset()'])
})

test('a window starts at the answer that spends the step before it', () => {
  const script = [times(2, A), during('1m', B)]
  expect(faults(script, [0, 5000, 64_999, 65_000])).toEqual([a, a, b, HEALTHY])
})

test("a window's end cuts off what is in play", () => {
  expect(faults([during('1m', times(5, A), B), reset()], [0, 1, MINUTE_MS])).toEqual([a, a, 'reset()'])
})

test('windows within a window alternate by time alone', () => {
  const script = [during('1h', during('2m', A), during('3m', B))]
  const minutes = [0, 1.99, 2, 4.99, 5, 6.99, 7, 59.99, 60]
  expect(
    faults(
      script,
      minutes.map((minute) => minute * MINUTE_MS),
    ),
  ).toEqual([a, a, b, b, a, a, b, b, HEALTHY])
})

test('requests within a window never move its end', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1000 }), arrivals(30, 2000), (length, when) => {
      const served = drive([during(length, A, times(3, B)), forever(reset())], when).served
      served.forEach(({ step }, index) => {
        expect(step.startsWith('script[0]')).toBe((when[index] as number) < length)
      })
    }),
  )
})

test('cycles of windows are where the clock says, however long nobody asked', () => {
  const lengths = fc.integer({ min: 1, max: 50 })
  fc.assert(
    fc.property(lengths, lengths, arrivals(20, 1e10), (first, second, when) => {
      const labels = faults([forever(during(first, A), times(1, during(second, B)))], when)
      expect(labels).toEqual(when.map((ms) => (ms % (first + second) < first ? a : b)))
    }),
  )
})

test('at is healthy until its time, then serves each item once', () => {
  expect(
    answers([A, at('5m', B, reset())], [0, 1, 5 * MINUTE_MS - 1, 5 * MINUTE_MS, 6 * MINUTE_MS, 7 * MINUTE_MS]),
  ).toEqual([
    `script[0]: ${a}`,
    'healthy before script[1]: healthy()',
    'healthy before script[1]: healthy()',
    `script[1].at[0]: ${b}`,
    'script[1].at[1]: reset()',
    'healthy tail: healthy()',
  ])
})

test('a window in at begins at its time', () => {
  expect(faults([at('5m', during('1m', A))], [0, 6 * MINUTE_MS - 1, 6 * MINUTE_MS])).toEqual([HEALTHY, a, HEALTHY])
})

test('at holds on until its tracks are spent too, and the next step begins then', () => {
  const script = [at('1m', A, when({ call: 7 }, during('3m', B))), during('2m', reset())]
  expect(
    faults(
      script,
      [1, 3, 4, 5.99, 6].map((minute) => minute * MINUTE_MS),
    ),
  ).toEqual([a, HEALTHY, 'reset()', 'reset()', HEALTHY])
})

test('turns of windows take as long as the windows that they begin', () => {
  const script = [forever(times(3, during('1m', A), during('2m', B)), during('1m', reset()))]
  const minutes = [0, 1, 2.99, 3, 4, 5, 6, 504, 508.5]
  expect(
    faults(
      script,
      minutes.map((minute) => minute * MINUTE_MS),
    ),
  ).toEqual([a, b, b, a, 'reset()', a, b, 'reset()', a])
})

test('times over windows ends by itself, with a part of a pass at its end', () => {
  const script = [forever(times(3, during('1m', A), during('2m', B)), during('1m', reset()))]
  // Each time the first request of all: A for a minute, B for two, A again, and a minute of resets.
  const first = [500.5, 501.5, 503.5, 504.5].map((minute) => faults(script, [minute * MINUTE_MS])[0])
  expect(first).toEqual([a, b, a, 'reset()'])
})

test('what comes after times over windows begins when they are over, not when somebody asks', () => {
  const script = [times(4, during('1m', A), during('1m', B)), during('1m', reset()), api.overloaded()]
  expect(faults(script, [6.5 * MINUTE_MS])).toEqual(['api.overloaded()'])
  expect(
    faults(
      script,
      [0.5, 2.5, 5.5].map((minute) => minute * MINUTE_MS),
    ),
  ).toEqual([a, a, 'api.overloaded()'])
})

test('an answer that waits for a request holds up the window behind it', () => {
  expect(faults([forever(A, during('1m', B))], [0, 61 * MINUTE_MS])).toEqual([a, a])
})

test('a window that comes round again begins with its first item', () => {
  expect(faults([forever(during('1m', A, B))], [0, 5 * MINUTE_MS])).toEqual([a, a])
})

test('forever never ends', () => {
  expect(faults([B, forever(A)], [0, 1, 1e9])).toEqual([b, a, a])
})

test('plain health at the end is the tail, with all that it says', () => {
  expect(answers([A, healthy('mine', { delay: '2s' })], [0, 1, 2])).toEqual([
    `script[0]: ${a}`,
    "healthy tail: healthy('mine', { delay: '2s' })",
    "healthy tail: healthy('mine', { delay: '2s' })",
  ])
})

test('plain health before the end is one answer', () => {
  const late = healthy({ delay: 5 })
  expect(answers([A, late, B], [0, 1, 2, 3]).map((answer) => answer.split(':')[0])).toEqual([
    'script[0]',
    'script[1]',
    'script[2]',
    'healthy tail',
  ])
  expect(faults([late, A], [0, 1, 2])).toEqual(['healthy({ delay: 5 })', a, HEALTHY])
  expect(faults([late, A, late], [0, 1])).toEqual(['healthy({ delay: 5 })', a])
})

test('a true answer is not faulty, however late; all others are', () => {
  const script = [
    healthy({ delay: '1h' }),
    reset(),
    silence(),
    api.status(200),
    api.badRequest(),
    healthy({ bodyDelay: 5 }),
  ]
  expect(drive(script, [0, 1, 2, 3, 4, 5]).served.map(({ faulty }) => faulty)).toEqual([
    false,
    true,
    true,
    true,
    true,
    false,
  ])
})

test("answers show the service's own time, and an id of their own", () => {
  const { served } = drive([forever(A)], [0, 5000, 5000])
  expect(served.map((answer) => headerOf(answer, 'date'))).toEqual([
    'Thu, 01 Jan 2026 00:00:00 GMT',
    'Thu, 01 Jan 2026 00:00:05 GMT',
    'Thu, 01 Jan 2026 00:00:05 GMT',
  ])
  expect(new Set(served.map((answer) => headerOf(answer, 'request-id'))).size).toBe(3)
})

test('a window whose tracks and limits let a request by is healthy', () => {
  const script = [during('1m', limits({ requestsPerMinute: 5 }), when({ stream: true }, A)), B]
  expect(answers(script, [0, MINUTE_MS])).toEqual(['healthy in script[0]: healthy()', `script[1]: ${b}`])
})

// Helpers

/** Times of requests, in their order. */
function arrivals(maxLength: number, latestMs = 100_000): fc.Arbitrary<number[]> {
  return fc.array(fc.integer({ min: 0, max: latestMs }), { maxLength }).map((all) => all.sort((x, y) => x - y))
}
