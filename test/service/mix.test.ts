/** Chance in a script: seeded, by weight, and independent of what stands around it. */
import { expect, test } from 'vitest'
import { reset } from '../../src/fault/cut.ts'
import { healthy } from '../../src/fault/healthy.ts'
import { at } from '../../src/scenario/at.ts'
import { during } from '../../src/scenario/during.ts'
import { forever } from '../../src/scenario/forever.ts'
import { mix } from '../../src/scenario/mix.ts'
import { times } from '../../src/scenario/times.ts'
import { when } from '../../src/scenario/when.ts'
import { api, drive, faults } from './drive.ts'

const A = api.internalError()
const B = api.badGateway()
const [a, b] = ['api.internalError()', 'api.badGateway()']
const MINUTE_MS = 60_000

test('a mix draws by weight', () => {
  const drawn = faults(
    [forever(mix([1, A], [3, B]))],
    Array.from({ length: 4000 }, (_, ms) => ms),
  )
  const share = drawn.filter((label) => label === a).length / drawn.length
  // Four standard deviations of a share of 1/4 among 4000.
  expect(Math.abs(share - 0.25)).toBeLessThan(4 * Math.sqrt((0.25 * 0.75) / 4000))
})

test('a mix draws each time anew: what comes next does not depend on what came', () => {
  const drawn = faults(
    [forever(mix([1, A], [1, B]))],
    Array.from({ length: 4000 }, (_, ms) => ms),
  )
  const changes = drawn.filter((label, index) => index > 0 && label !== drawn[index - 1]).length
  expect(Math.abs(changes / 4000 - 0.5)).toBeLessThan(4 * Math.sqrt(0.25 / 4000))
})

test('a weight of 0 is never drawn', () => {
  const drawn = faults(
    [times(200, mix([0, A], [1, B], [0, reset()]))],
    Array.from({ length: 200 }, (_, ms) => ms),
  )
  expect(new Set(drawn)).toEqual(new Set([b]))
})

test('what one mix draws depends on no other step', () => {
  const drawing = times(50, mix([1, A], [1, healthy()]))
  const late = Array.from({ length: 60 }, (_, second) => MINUTE_MS + second)
  const alone = faults([during('1m', B), drawing], late)
  expect(faults([during('30s', B), during('30s', mix([1, A], [2, B])), drawing], late)).toEqual(alone)
  expect(faults([drawing], late)).toEqual(alone)
})

test('equal mixes draw differently, and another seed draws differently', () => {
  const drawing = times(50, mix([1, A], [1, B]))
  const all = Array.from({ length: 50 }, (_, ms) => ms)
  const both = faults(
    [drawing, drawing],
    Array.from({ length: 100 }, (_, ms) => ms),
  )
  expect(both.slice(0, 50)).not.toEqual(both.slice(50))
  expect(faults([drawing], all, 2)).not.toEqual(faults([drawing], all, 1))
  expect(faults([drawing], all)).toEqual(both.slice(0, 50))
})

test('each of several equal mixes draws on its own', () => {
  const drawing = () => times(40, mix([1, A], [1, B]))
  const drawn = faults(
    [drawing(), drawing(), drawing()],
    Array.from({ length: 120 }, (_, ms) => ms),
  )
  const each = [0, 40, 80].map((from) => drawn.slice(from, from + 40).join())
  expect(new Set(each).size).toBe(3)
})

test('the state counts what was drawn, by mix, and nothing else', () => {
  const script = [times(3, mix([1, A])), when({ call: 7 }, mix([1, B])), during('1m', B)]
  expect(drive(script, [0, 1, 2, 3, MINUTE_MS + 2]).state.draws).toEqual({ 'script[0].times[0]': 3 })
})

test('the state names what has answered, once, and no health that nobody asked for', () => {
  const script = [times(3, mix([1, A])), at('1m', B)]
  const { state } = drive(script, [0, 1, 2, 3, MINUTE_MS, MINUTE_MS + 1])
  expect(state.served).toEqual(['script[0].times[0]', 'script[1].at[0]'])
})
