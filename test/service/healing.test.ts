/** What can be asked of a service without a request. */
import { expect, test } from 'vitest'
import { reset } from '../../src/fault/cut.ts'
import { at } from '../../src/scenario/at.ts'
import { during } from '../../src/scenario/during.ts'
import { forever } from '../../src/scenario/forever.ts'
import { limits } from '../../src/scenario/limits.ts'
import { mix } from '../../src/scenario/mix.ts'
import { statusPage } from '../../src/scenario/status-page.ts'
import type { Item } from '../../src/scenario/step.ts'
import { times } from '../../src/scenario/times.ts'
import { when } from '../../src/scenario/when.ts'
import { healed, neverServed, windowEndMs } from '../../src/service/healing.ts'
import { answers, api, drive } from './drive.ts'

const A = api.internalError()
const MINUTE_MS = 60_000

test('the world has healed once all steps are spent', () => {
  const script = [during('1m', A), times(2, reset())]
  expect(healed(drive(script, []).state, 2 * MINUTE_MS)).toBe(false)
  expect(healed(drive(script, [MINUTE_MS]).state, 2 * MINUTE_MS)).toBe(false)
  expect(healed(drive(script, [MINUTE_MS, MINUTE_MS]).state, MINUTE_MS)).toBe(true)
})

test('windows heal by time alone, tracks and moments included', () => {
  const script = [when({ call: 0 }, during('3m', A)), times(2, during('1m', A)), at('4m', during('1m', A))]
  const { state } = drive(script, [])
  expect([4.9, 5].map((minute) => healed(state, minute * MINUTE_MS))).toEqual([false, true])
})

test('a track that has something left keeps the world from healing', () => {
  const script = [when({ call: 7 }, A)]
  expect(healed(drive(script, [0, 1]).state, 1e9)).toBe(false)
  expect(healed(drive(script, [{ atMs: 0, call: 7 }]).state, 0)).toBe(true)
})

test.each<[what: string, script: Item[]]>([
  ['forever', [forever(A)]],
  ['a track without end', [when({ call: 7 }, forever(A))]],
  ['a track without end in forever', [forever(when({ call: 7 }, times(1, during('1m', A))))]],
  ['a limit', [limits({ requestsPerMinute: 5 })]],
  ['a limit from a time on', [at('1m', limits({ requestsPerMinute: 5 }))]],
])('%s never heals', (_, script) => {
  expect(healed(drive(script, [0]).state, 1e9)).toBe(false)
})

test('a limit within a window heals with it', () => {
  expect(healed(drive([during('1m', limits({ requestsPerMinute: 5 }))], []).state, MINUTE_MS)).toBe(true)
})

test('an empty script is healthy from the start', () => {
  expect(healed(drive([], []).state, 0)).toBe(true)
})

test.each<[what: string, script: Item[], arrivals: number[], nowMs: number, endMs: number | null]>([
  ['a window ends', [during('12m', A)], [], 0, 12 * MINUTE_MS],
  ['the second window ends', [during('12m', A), during('3m', A)], [], 12 * MINUTE_MS, 15 * MINUTE_MS],
  ['a window counts from the answer before it', [A, during('1m', A)], [5000], 6000, 65_000],
  ['the innermost window ends', [during('12m', during('5m', A), during('1m', A))], [], 5 * MINUTE_MS, 6 * MINUTE_MS],
  ['a window ends with the one around it', [during('12m', during('5m', A))], [], 11 * MINUTE_MS, 12 * MINUTE_MS],
  ['a moment comes', [A, at('5m', A)], [0], 1000, 5 * MINUTE_MS],
  ['a moment has come', [at('5m', A)], [], 5 * MINUTE_MS, null],
  ['a single answer waits for a request', [A, during('1m', A)], [], 0, null],
  ['a track ends', [when({ call: 0 }, during('2m', A)), when({ call: 1 }, during('1m', A))], [], 0, MINUTE_MS],
  ['nothing is left', [during('1m', A)], [], MINUTE_MS, null],
  ['forever has no end', [forever(A)], [], 0, null],
  [
    'limits and tracks without an end have no say',
    [limits({ requestsPerMinute: 5 }), when({ call: 0 }, forever(A)), when({ call: 1 }, during('1m', A))],
    [],
    0,
    MINUTE_MS,
  ],
])('the window in force: %s', (_, script, arrivals, nowMs, endMs) => {
  expect(windowEndMs(drive(script, arrivals).state, nowMs)).toBe(endMs)
})

test('steps that never answered are named, whole steps by their own path', () => {
  const script = [
    times(2, A, reset()),
    during('1m', A),
    mix([1, A]),
    when({ call: 7 }, A),
    limits({ requestsPerMinute: 9 }),
  ]
  expect(neverServed(drive(script, []).state)).toEqual([
    'script[0]',
    'script[1]',
    'script[2]',
    'script[3]',
    'script[4].limits',
  ])
  expect(neverServed(drive(script, [0]).state)).toEqual([
    'script[0].times[1]',
    'script[1]',
    'script[2]',
    'script[3]',
    'script[4].limits',
  ])
})

test('a track of which a part has answered is named by the parts that are left', () => {
  const script = [when({ call: 0 }, A, reset())]
  expect(neverServed(drive(script, [0]).state)).toEqual(['script[0].when[1]'])
})

test('a step is whole with all that stands in it', () => {
  expect(neverServed(drive([during('1m', A, when({ call: 7 }, A))], []).state)).toEqual(['script[0]'])
})

test('they are named in the order of the script', () => {
  const script = [when({ call: 7 }, A), ...Array<Item>(10).fill(A), limits({ requestsPerMinute: 9 })]
  expect(neverServed(drive(script, []).state)).toEqual([
    ...Array.from({ length: 11 }, (_, index) => `script[${index}]`),
    'script[11].limits',
  ])
})

test('the page of a status is nothing that could answer', () => {
  const page = statusPage({ host: 'status.example.com', changes: [{ at: '5m', indicator: 'major' }] })
  expect(neverServed(drive([page, A], []).state)).toEqual(['script[1]'])
  expect(answers([page, A], [0, 1])).toEqual(['script[1]: api.internalError()', 'healthy tail: healthy()'])
})
