/** Seeded chance: the same for the same seed and key, another for any other, and spread as chance should be. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hash32, randomAt, randomStream } from '../src/random.ts'

const take = (count: number, seed: number, key: string) => Array.from({ length: count }, randomStream(seed, key))

test('the same seed and key give the same numbers, whatever else is drawn between', () => {
  const first = randomStream(1, 'client')
  const other = randomStream(1, 'mix')
  const drawn = Array.from({ length: 20 }, () => [first(), other()][0])
  expect(drawn).toEqual(take(20, 1, 'client'))
})

test('another seed, or another key, gives other numbers', () => {
  const heads = [take(3, 1, 'a'), take(3, 2, 'a'), take(3, 1, 'b'), take(3, 1, 'a/b'), take(3, 11, 'a')]
  expect(new Set(heads.flat()).size).toBe(15)
})

test('these are the numbers of this version: a recorded seed replays', () => {
  expect(take(3, 1, 'client')).toMatchInlineSnapshot(`
    [
      0.3392262066725803,
      0.9170042762490389,
      0.47384263742268495,
    ]
  `)
  expect(randomAt(1, 'script[0].mix', 0)).toMatchInlineSnapshot(`0.8819524623015061`)
})

test('every number is in [0, 1)', () => {
  fc.assert(
    fc.property(fc.integer(), fc.string(), (seed, key) => {
      for (const number of take(20, seed, key)) {
        expect(number).toBeGreaterThanOrEqual(0)
        expect(number).toBeLessThan(1)
      }
    }),
  )
})

test('a stream is spread evenly', () => {
  const counts = histogram(take(10_000, 7, 'spread'))
  for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150)
})

test('numbers at neighbouring places are spread evenly too', () => {
  const counts = histogram(Array.from({ length: 10_000 }, (_, index) => randomAt(7, 'spread', index)))
  for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150)
})

test('a number at a place depends on seed, key and place alone', () => {
  const places = [3, 1, 2, 1]
  const drawn = places.map((place) => randomAt(5, 'k', place))
  expect(drawn[1]).toBe(drawn[3])
  expect(new Set(drawn).size).toBe(3)
  expect(randomAt(6, 'k', 1)).not.toBe(drawn[1])
  expect(randomAt(5, 'l', 1)).not.toBe(drawn[1])
})

/** Vectors of FNV-1a, 32 bits, as its authors give them. */
test.each([
  ['', 0x811c9dc5],
  ['a', 0xe40c292c],
  ['foobar', 0xbf9cf968],
])('the hash of %j is that of FNV-1a', (text, hash) => {
  expect(hash32(text)).toBe(hash)
})

function histogram(numbers: readonly number[]): number[] {
  const counts = Array.from({ length: 10 }, () => 0)
  for (const number of numbers) counts[Math.floor(number * 10)]!++
  return counts
}
