/** A kept scorecard, read back, and damaged in every way. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readScorecard, scorecardJson } from '../../src/report/scorecard-json.ts'
import { cardOf, scorecardOf } from './scorecards.ts'

const KEPT = scorecardOf([
  cardOf('ask', { R1: 12, R3: ['outage', 'flapping'] }, [
    { rule: 'R3', id: 'backs-off', violated: 2, instead: 'It waits.' },
  ]),
])

test('a scorecard that was kept is read as it was', () => {
  expect(readScorecard(scorecardJson(KEPT), 'baseline.json')).toEqual(KEPT)
})

describe('a damaged file is refused with its name and the place of the damage', () => {
  const damage = (change: (card: Record<string, unknown>) => void) => {
    const copy = structuredClone(KEPT) as unknown as Record<string, unknown>
    change(copy)
    return JSON.stringify(copy)
  }
  test.each<[string, string, RegExp]>([
    ['no JSON', '{"schemaVersion": 1', /it is no JSON/],
    ['a list', '[]', /it is not an object/],
    ['null', 'null', /it is not an object/],
    ['an older run', damage((card) => delete card.clients), /it\.clients is not a list/],
    ['a later version', damage((card) => Object.assign(card, { schemaVersion: 2 })), /of version 2.*reads version 1/],
    [
      'a verdict that is none',
      damage((card) => Object.assign((card.clients as [object])[0], { verdict: 'maybe' })),
      /it\.clients\[0\]\.verdict is not one of pass, fail, inconclusive/,
    ],
    [
      'a count below zero',
      damage((card) => Object.assign((card.clients as [{ rules: [object] }])[0].rules[0], { held: -1 })),
      /it\.clients\[0\]\.rules\[0\]\.held is not a count/,
    ],
  ])('%s', (_, text, why) => {
    expect(() => readScorecard(text, 'baseline.json')).toThrow(why)
    expect(() => readScorecard(text, 'baseline.json')).toThrow(/^Failed to read the baseline "baseline\.json": /)
  })
})

test('one that is not whole is refused', () => {
  const text = scorecardJson({ ...KEPT, partial: { done: 1, total: 2 } })
  expect(() => readScorecard(text, 'a.json')).toThrow('its audit was interrupted, so that it is not whole.')
})

test('whatever the file holds, it is read or refused in a sentence', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json(), mangled()), (text) => {
      try {
        expect(readScorecard(text, 'x').schemaVersion).toBe(1)
      } catch (error) {
        expect(String(error)).toContain('Failed to read the baseline "x"')
      }
    }),
  )
})

/** The kept scorecard with one of its values in the place of another. */
function mangled(): fc.Arbitrary<string> {
  const places: (string | number)[][] = []
  const walk = (value: unknown, path: (string | number)[]) => {
    if (path.length > 0) places.push(path)
    if (typeof value !== 'object' || value === null) return
    for (const [key, one] of Object.entries(value)) walk(one, [...path, key])
  }
  walk(KEPT, [])
  return fc.tuple(fc.constantFrom(...places), fc.jsonValue()).map(([path, other]) => {
    const copy = structuredClone(KEPT)
    const last = path.at(-1)!
    const parent = path.slice(0, -1).reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], copy)
    ;(parent as Record<string, unknown>)[last] = other
    return JSON.stringify(copy)
  })
}
