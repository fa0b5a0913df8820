/** Durations: what people may write, what the code gets, and how a refusal reads. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DURATION_MAX_MS, type Duration, durationMs, durationSource } from '../src/duration.ts'

test.each<[Duration, number]>([
  [0, 0],
  [250, 250],
  [1.5, 1.5],
  ['250ms', 250],
  ['1.5s', 1500],
  ['12m', 720_000],
  ['2h', 7_200_000],
  ['1 day', 86_400_000],
  ['365d', DURATION_MAX_MS],
  ['100', 100],
])('%j is %d ms', (duration, milliseconds) => {
  expect(durationMs(duration, 'a wait')).toBe(milliseconds)
})

test('a zero has no sign, as it would lose it in JSON', () => {
  expect(Object.is(durationMs(-0, 'a wait'), 0)).toBe(true)
})

const ADVICE = "Give milliseconds, or a number with a unit such as '12m' or '1.5s'."

test.each<[value: unknown, why: string]>([
  ['12q', '"12q" is not a duration'],
  ['', '"" is not a duration'],
  ['soon', '"soon" is not a duration'],
  ['x'.repeat(200), 'is not a duration'],
  [Number.NaN, '"NaN" is not a duration'],
  [-1, '-1 is negative'],
  ['-5s', '"-5s" is negative'],
  ['366d', '"366d" is longer than 365 days'],
  [DURATION_MAX_MS + 1, 'is longer than 365 days'],
  [undefined, 'undefined is not a duration'],
  [null, 'null is not a duration'],
  [true, 'true is not a duration'],
  [{ seconds: 1 }, 'an object is not a duration'],
])('%j is refused in a sentence', (value, why) => {
  const read = () => durationMs(value as Duration, 'during("…")')
  expect(read).toThrow(expect.objectContaining({ kind: 'wrong-use' }))
  expect(read).toThrow('Failed to read the duration of during("…"): ')
  expect(read).toThrow(`${why}. ${ADVICE}`)
})

test('an infinite duration is refused', () => {
  expect(() => durationMs(Number.POSITIVE_INFINITY, 'a wait')).toThrow('is longer than 365 days')
})

test.each([
  [0, '0'],
  [250, '250'],
  [1000, "'1s'"],
  [1500, '1500'],
  [90_000, "'90s'"],
  [720_000, "'12m'"],
  [7_200_000, "'2h'"],
  [86_400_000, "'24h'"],
])('%d ms is written %s', (milliseconds, source) => {
  expect(durationSource(milliseconds)).toBe(source)
})

test('what is written reads back as the same duration', () => {
  const anyDuration = fc.oneof(
    fc.nat(DURATION_MAX_MS),
    fc.nat(8760).map((hours) => hours * 3_600_000),
  )
  fc.assert(
    fc.property(anyDuration, (milliseconds) => {
      const source = durationSource(milliseconds)
      const value = source.startsWith("'") ? source.slice(1, -1) : Number(source)
      expect(durationMs(value as Duration, 'it')).toBe(milliseconds)
    }),
  )
})
