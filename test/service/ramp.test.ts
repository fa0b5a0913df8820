/** Ramps: windows in which the share of failing requests changes evenly. */
import { expect, test } from 'vitest'
import { during } from '../../src/scenario/during.ts'
import { ramp } from '../../src/scenario/ramp.ts'
import { times } from '../../src/scenario/times.ts'
import { windowEndMs } from '../../src/service/healing.ts'
import { answers, api, drive, faults } from './drive.ts'

const A = api.internalError()
const MINUTES = Array.from({ length: 600 }, (_, index) => index * 1000)

test('a ramp begins at one share and ends at the other', () => {
  const labels = faults([ramp('10m', { from: 1, to: 0 }, A)], MINUTES)
  const failing = (from: number, to: number) => labels.slice(from, to).filter((label) => label !== 'healthy()').length
  expect(labels[0]).toBe('api.internalError()')
  expect(failing(0, 200)).toBeGreaterThan(failing(200, 400))
  expect(failing(200, 400)).toBeGreaterThan(failing(400, 600))
  // Half of all, as the mean share is a half: 300 of 600 draws, give or take five standard deviations.
  expect(Math.abs(failing(0, 600) - 300)).toBeLessThan(62)
})

test('shares of 1 and 0 are certainties', () => {
  expect(faults([ramp('1m', { from: 1, to: 1 }, A)], [0, 1, 59_999, 60_000])).toEqual([
    ...Array(3).fill('api.internalError()'),
    'healthy()',
  ])
  expect(faults([ramp('1m', { from: 0, to: 0 }, A)], [0, 1, 59_999])).toEqual(Array(3).fill('healthy()'))
})

test('the items take turns among the requests that fail, and the window ends by itself', () => {
  const script = [ramp('1m', { from: 1 }, A, api.overloaded()), times(1, api.badGateway())]
  expect(faults(script, [0, 1, 2, 60_000, 60_001])).toEqual([
    'api.internalError()',
    'api.overloaded()',
    'api.internalError()',
    'api.badGateway()',
    'healthy()',
  ])
  expect(windowEndMs(drive(script, [0]).state, 1)).toBe(60_000)
})

test('impossible shares are refused', () => {
  expect(() => ramp('1m', { from: 2 }, A)).toThrow('its from is 2, not a share. Give a number from 0 to 1.')
  expect(() => ramp('1m', { until: 1 } as object, A)).toThrow('it has no option "until"')
  expect(() => ramp('1m', {})).toThrow('it has nothing to serve')
})

test('a ramp counts from its own beginning', () => {
  const script = [during('10m', api.badGateway()), ramp('10m', { from: 0, to: 1 }, A)]
  expect(faults(script, [600_000])).toEqual(['healthy()'])
})

test('a trace tells which ramp has let a request by, and which answered it', () => {
  expect(answers([ramp('1m', { from: 0, to: 0 }, A)], [0])).toEqual(['healthy in script[0]: healthy()'])
  expect(answers([ramp('1m', { from: 1, to: 1 }, A)], [0])).toEqual(['script[0].ramp[0]: api.internalError()'])
})

test('a ramp draws each time anew, and another ramp draws differently', () => {
  const half = { from: 0.5, to: 0.5 }
  const arrivals = Array.from({ length: 40 }, (_, index) => index * 1000)
  const fates = (...script: Parameters<typeof ramp>[2][]) =>
    faults([ramp('1m', half, ...script)], arrivals).map((label) => label === 'healthy()')
  expect(new Set(fates(A))).toEqual(new Set([true, false]))
  expect(fates(A)).not.toEqual(fates(api.badGateway()))
  const { state } = drive([ramp('1m', half, A)], arrivals)
  expect(state.draws).toEqual({ 'script[0]': 40 })
})
