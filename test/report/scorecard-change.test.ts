/** What counts as a change between two scorecards, and which is one for the worse. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ScorecardChange, scorecardChange } from '../../src/report/scorecard-change.ts'
import { cardOf, type Found, scorecardOf } from './scorecards.ts'

/** What changed for a single client between two findings. */
function changeOf(before: Found, after: Found): ScorecardChange {
  return scorecardChange(scorecardOf([cardOf('ask', before)]), scorecardOf([cardOf('ask', after)]))
}

describe('a rule of a client', () => {
  test.each<[string, Found, Found]>([
    ['was held', { R3: 12 }, { R3: ['outage'] }],
    ['never came to the test', {}, { R3: ['outage'] }],
  ])('is newly violated when it %s before: that is worse', (_, before, after) => {
    const change = changeOf(before, after)
    expect(change.newlyViolated).toMatchObject([{ client: 'ask', rule: 'R3', violation: { scenario: 'outage' } }])
    expect(change.isWorse).toBe(true)
  })

  test('is no news when it stays violated, in however many scenarios', () => {
    expect(changeOf({ R3: ['outage'] }, { R3: ['outage', 'flapping'] })).toMatchObject({ isWorse: false, isSame: true })
  })

  test('is cured when it is held again', () => {
    const change = changeOf({ R3: ['outage'] }, { R3: 12 })
    expect(change).toMatchObject({ isWorse: false, cured: [{ rule: 'R3', violation: { scenario: 'outage' } }] })
  })

  test.each<[string, Found]>([
    ['held', { R3: 12 }],
    ['violated', { R3: ['outage'] }],
  ])('is no longer tested when nothing tests it, and it was %s: nobody knows any more', (_, before) => {
    const change = changeOf(before, {})
    expect(change).toMatchObject({ isWorse: false, isSame: false, cured: [], noLongerTested: [{ rule: 'R3' }] })
  })

  test('is newly tested when it is held for the first time', () => {
    expect(changeOf({}, { R3: 12 })).toMatchObject({ newlyTested: [{ rule: 'R3', violation: null }] })
  })
})

describe('clients', () => {
  test('are the same by their name, whichever version it bears', () => {
    const before = scorecardOf([cardOf('openai 7.57.0', { R3: 12 }), cardOf('got', { R3: 12 })])
    const after = scorecardOf([cardOf('got', { R3: 12 }), cardOf('openai 7.58.0', { R3: ['outage'] })])
    const change = scorecardChange(before, after)
    expect(change.newlyViolated.map(({ client }) => client)).toEqual(['openai 7.58.0'])
    expect(change).toMatchObject({ newClients: [], goneClients: [] })
  })

  test('are told when they come and go, and what a new one violates is no change for the worse', () => {
    const before = scorecardOf([cardOf('got', { R3: 12 }), cardOf('ky', { R3: 12 })])
    const after = scorecardOf([cardOf('got', { R3: 12 }), cardOf('axios', { R3: ['outage'] })])
    expect(scorecardChange(before, after)).toMatchObject({
      isWorse: false,
      isSame: false,
      newClients: ['axios'],
      goneClients: ['ky'],
    })
  })

  test('are the same when there is only one in each', () => {
    const change = scorecardChange(
      scorecardOf([cardOf('ask', { R3: 12 })]),
      scorecardOf([cardOf('renamed', { R3: ['a'] })]),
    )
    expect(change).toMatchObject({ isWorse: true, newClients: [], goneClients: [] })
  })
})

test('scenarios are told when they come and go', () => {
  const card = cardOf('ask', {})
  const change = scorecardChange(scorecardOf([card], ['outage', 'old']), scorecardOf([card], ['new', 'outage']))
  expect(change).toMatchObject({ newScenarios: ['new'], goneScenarios: ['old'], isSame: false })
})

const FOUND = fc.dictionary(
  fc.constantFrom('R1', 'R7', 'R22'),
  fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constant(['outage'])),
)

test('there is no change from a scorecard to itself', () => {
  fc.assert(fc.property(FOUND, (found) => changeOf(found, found).isSame))
})

test('what is newly violated on the way there is cured on the way back, or was never known to be held', () => {
  fc.assert(
    fc.property(FOUND, FOUND, (one, other) => {
      const there = changeOf(one, other).newlyViolated.filter(({ before }) => before.verdict === 'held')
      expect(changeOf(other, one).cured.map(({ rule }) => rule)).toEqual(there.map(({ rule }) => rule))
    }),
  )
})
