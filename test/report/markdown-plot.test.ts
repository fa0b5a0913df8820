/** The plot of attempts over time, by example and by its sums. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { attemptsPlot } from '../../src/report/markdown-plot.ts'
import type { Trace } from '../../src/trace/trace.ts'
import { runOf } from './stories.ts'

test('attempts are counted in steps of virtual time, those that were served over all', () => {
  const [caption, chart] = attemptsPlot(traceOf([0, 20_000, 20_000, 20_000, 30_000], [503, 503, 503, 200, 200]))
  expect(caption).toContain('in each 5 seconds of virtual time')
  expect(chart).toBe(
    [
      '```mermaid',
      '%%{init: {"themeVariables": {"xyChart": {"plotColorPalette": "#d1242f, #8b949e"}}}}%%',
      'xychart-beta',
      '  x-axis "seconds since the first call" ["0", "5", "10", "15", "20", "25", "30", "35", "40", "45", "50", "55", "60", "65", "70", "75", "80", "85", "90"]',
      '  y-axis "attempts" 0 --> 1',
      '  bar [1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1]',
      '  bar [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1]',
      '```',
    ].join('\n'),
  )
})

test('a step is named in whole numbers, one without its number', () => {
  const [caption] = attemptsPlot(traceOf([0, 600_000, 120_000], [503, 503, 200]))
  expect(caption).toContain('in each minute of virtual time')
  const [halves] = attemptsPlot(traceOf([0, 300_000, 120_000], [503, 503, 200]))
  expect(halves).toContain('in each 30 seconds of virtual time')
})

test('few attempts, or all at once, make no plot', () => {
  expect(attemptsPlot(traceOf([0, 1000], [503, 200]))).toEqual([])
  expect(attemptsPlot(traceOf([0, 0, 0], [503, 503, 200]))).toEqual([])
})

test('whatever the times are, each attempt is counted once, in few steps with names of their own', () => {
  const waitMs = fc.oneof(fc.nat(3), fc.nat(5000), fc.nat(600_000), fc.nat(86_400_000))
  fc.assert(
    fc.property(fc.array(waitMs, { minLength: 3, maxLength: 40 }), (waits) => {
      const [, chart] = attemptsPlot(
        traceOf(
          waits,
          waits.map((wait) => (wait % 3 === 0 ? 200 : 503)),
        ),
      )
      if (chart === undefined) return
      const [marks, all, served] = [...chart.matchAll(/^ .*\[(.*)\]$/gm)].map(([, list]) => list!.split(', '))
      expect(all!.length).toBeLessThanOrEqual(21)
      expect(new Set(marks).size).toBe(all!.length)
      expect(sum(all!)).toBe(waits.length)
      expect(sum(served!)).toBe(waits.filter((wait) => wait % 3 === 0).length)
    }),
  )
})

function traceOf(waitsMs: readonly number[], statuses: readonly number[]): Trace {
  const { trace } = runOf((t) => {
    t.call()
    waitsMs.forEach((waitMs, index) => {
      t.wait(waitMs)
      t.attempt(statuses[index]!)
    })
    t.value()
  })
  return trace
}

function sum(counts: readonly string[]): number {
  return counts.reduce((total, count) => total + Number(count), 0)
}
