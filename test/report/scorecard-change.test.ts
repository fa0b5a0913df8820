/** What counts as a change between two scorecards, and which is one for the worse. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Scorecard } from '../../src/report/scorecard.ts'
import { type ScorecardChange, scorecardChange } from '../../src/report/scorecard-change.ts'
import { cardOf, type Found, scorecardOf } from './scorecards.ts'

/** What changed for a single client between two findings. */
function changeOf(before: Found, after: Found, drilled = ['outage']): ScorecardChange {
  return scorecardChange(scorecardOf([cardOf('ask', before)], drilled), scorecardOf([cardOf('ask', after)], drilled))
}

const DRILLED = ['outage', 'flapping', 'silence']

describe('a rule of a client', () => {
  test.each<[string, Found, Found]>([
    ['was held', { R3: 12 }, { R3: ['outage'] }],
    ['never came to the test', {}, { R3: ['outage'] }],
  ])('is newly violated when it %s before: that is worse', (_, before, after) => {
    const change = changeOf(before, after)
    expect(change.newlyViolated).toMatchObject([{ client: 'ask', rule: 'R3', violation: { scenario: 'outage' } }])
    expect(change.isWorse).toBe(true)
  })

  test('is worse when it is violated in scenarios more, which are told with the smallest first', () => {
    const change = changeOf({ R3: ['outage'] }, { R3: ['flapping', 'outage', 'silence'] }, DRILLED)
    expect(change).toMatchObject({ isWorse: true, isSame: false, newlyViolated: [], receded: [] })
    expect(change.spread).toMatchObject([{ client: 'ask', rule: 'R3', scenarios: ['flapping', 'silence'] }])
  })

  test('is better when it is violated in fewer, and both may be told of one', () => {
    expect(changeOf({ R3: ['outage', 'silence'] }, { R3: ['outage'] }, DRILLED)).toMatchObject({
      isWorse: false,
      isSame: false,
      spread: [],
      receded: [{ rule: 'R3', scenarios: ['silence'] }],
    })
    expect(changeOf({ R3: ['silence'] }, { R3: ['outage'] }, DRILLED)).toMatchObject({
      isWorse: true,
      spread: [{ scenarios: ['outage'] }],
      receded: [{ scenarios: ['silence'] }],
    })
  })

  test('is no worse in a scenario that the baseline did not drill: there, nothing was known', () => {
    const [before, after] = [{ R3: ['outage'] }, { R3: ['outage', 'new'] }].map((found) => cardOf('ask', found))
    expect(scorecardChange(scorecardOf([before!]), scorecardOf([after!], ['outage', 'new']))).toMatchObject({
      isWorse: false,
      spread: [],
      newScenarios: ['new'],
    })
    const untold = scorecardOf([{ ...before!, untold: ['new'] }], ['outage', 'new'])
    expect(scorecardChange(untold, scorecardOf([after!], ['outage', 'new']))).toMatchObject({
      isWorse: false,
      spread: [],
    })
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

  test('are told when they come and go, and a new one that fails is worse', () => {
    const before = scorecardOf([cardOf('got', { R3: 12 }), cardOf('ky', { R3: 12 })])
    const withNew = (found: Found) => scorecardOf([cardOf('got', { R3: 12 }), cardOf('axios', found)])
    expect(scorecardChange(before, withNew({ R3: ['outage'] }))).toMatchObject({
      isWorse: true,
      isSame: false,
      newClients: ['axios'],
      goneClients: ['ky'],
    })
    expect(scorecardChange(before, withNew({ R3: 12 }))).toMatchObject({ isWorse: false, newClients: ['axios'] })
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

const VIOLATED = fc.shuffledSubarray(DRILLED, { minLength: 1 })
const FOUND = fc.dictionary(
  fc.constantFrom('R1', 'R7', 'R22'),
  fc.oneof(fc.integer({ min: 1, max: 9 }), VIOLATED) as fc.Arbitrary<Found[string]>,
)
/** Scorecards of some of three clients. */
const SCORECARD = fc.dictionary(fc.constantFrom('got', 'ky', 'axios'), FOUND, { minKeys: 2 }).map((clients) =>
  scorecardOf(
    Object.entries(clients).map(([name, found]) => cardOf(name, found)),
    DRILLED,
  ),
)

test('there is no change from a scorecard to itself', () => {
  fc.assert(fc.property(SCORECARD, (one) => scorecardChange(one, one).isSame && !scorecardChange(one, one).isWorse))
})

test('it is worse if, and only if, a client violates a rule where it did not, or a new client fails', () => {
  const pairsOf = ({ clients }: Scorecard) =>
    clients.flatMap(({ client, rules }) =>
      rules.flatMap(({ rule, violation }) =>
        violation === null ? [] : [violation.scenario, ...violation.others].map((name) => `${client} ${rule} ${name}`),
      ),
    )
  fc.assert(
    fc.property(SCORECARD, SCORECARD, (before, after) => {
      const known = new Set(pairsOf(before))
      expect(scorecardChange(before, after).isWorse).toBe(pairsOf(after).some((pair) => !known.has(pair)))
    }),
  )
})

test('what came on the way there goes on the way back', () => {
  fc.assert(
    fc.property(FOUND, FOUND, (one, other) => {
      const [there, back] = [changeOf(one, other, DRILLED), changeOf(other, one, DRILLED)]
      const held = there.newlyViolated.filter(({ before }) => before.verdict === 'held')
      expect(back.cured.map(({ rule }) => rule)).toEqual(held.map(({ rule }) => rule))
      const named = (changes: ScorecardChange['spread']) => changes.map(({ rule, scenarios }) => [rule, scenarios])
      expect(named(back.receded)).toEqual(named(there.spread))
    }),
  )
})
