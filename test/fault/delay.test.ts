/** Delays that are drawn: within their bounds, by their seed, about their median. */
import fc from 'fast-check'
import { logNormal, uniform } from 'firedrill'
import { expect, test } from 'vitest'
import { drawDelayMs } from '../../src/fault/delay.ts'
import { randomAt } from '../../src/random.ts'

const DRAWS = 2000

function draws(delay: Parameters<typeof drawDelayMs>[0], seed = 1): number[] {
  return Array.from({ length: DRAWS }, (_, index) => drawDelayMs(delay, (key) => randomAt(seed, key, index)))
}

function shareBelow(times: readonly number[], boundMs: number): number {
  return times.filter((time) => time < boundMs).length / times.length
}

test('a uniform delay lies between its bounds, both included, and is even', () => {
  fc.assert(
    fc.property(fc.nat(1000), fc.nat(1000), fc.nat(), (min, more, seed) => {
      const drawn = drawDelayMs(uniform(min, min + more), (key) => randomAt(seed, key, 0))
      expect(drawn).toBeGreaterThanOrEqual(min)
      expect(drawn).toBeLessThanOrEqual(min + more)
    }),
  )
  expect(new Set(draws(uniform(1, 3)))).toEqual(new Set([1, 2, 3]))
  // Five standard deviations of a share of 2,000 draws are 0.056.
  expect(Math.abs(shareBelow(draws(uniform('1s', '3s')), 2000) - 0.5)).toBeLessThan(0.056)
})

test('half of all log-normal delays are below the median, and the spread is as said', () => {
  const drawn = draws(logNormal('800ms', { sigma: 0.5 }))
  expect(Math.abs(shareBelow(drawn, 800) - 0.5)).toBeLessThan(0.056)
  // By the normal distribution, 95 % lie below the median times e to the power of 1.645 sigma.
  expect(Math.abs(shareBelow(drawn, 800 * Math.exp(1.645 * 0.5)) - 0.95)).toBeLessThan(0.025)
  expect(Math.min(...drawn)).toBeGreaterThan(0)
})

test('no log-normal delay exceeds its maximum', () => {
  const drawn = draws(logNormal('1s', { sigma: 3, max: '5s' }))
  expect(Math.max(...drawn)).toBe(5000)
})

test('the same seed draws the same, another another', () => {
  expect(draws(logNormal('1s'), 7)).toEqual(draws(logNormal('1s'), 7))
  expect(draws(logNormal('1s'), 7)).not.toEqual(draws(logNormal('1s'), 8))
})
