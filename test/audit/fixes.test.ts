/** Which of several broken rules is to be fixed first. */
import fc from 'fast-check'
import { allProperties, broughtBy } from 'firedrill'
import { expect, test } from 'vitest'
import { fixesOf } from '../../src/audit/fixes.ts'
import { INSTEAD } from '../../src/audit/instead.ts'
import { cardOf } from '../report/scorecards.ts'

/** The rules to fix first, when these are violated in so many of ten scenarios. */
function firstFixes(violated: Readonly<Record<string, number>>): string[] {
  const found = Object.fromEntries(
    Object.entries(violated).map(([rule, count]) => [rule, Array.from({ length: count }, (_, place) => `s-${place}`)]),
  )
  return fixesOf(cardOf('ask', found).rules).map(({ rule }) => rule)
}

test('nothing is to be fixed where nothing is violated', () => {
  expect(firstFixes({})).toEqual([])
})

test('a fix says how often the rule was violated, and what a good client does', () => {
  const [fix] = fixesOf(cardOf('ask', { R4: ['outage', 'flapping'] }).rules)
  expect(fix).toEqual({ rule: 'R4', id: 'jitters', violated: 2, instead: INSTEAD.R4?.text })
})

test('what does more harm comes first', () => {
  expect(firstFixes({ R4: 5, R12: 5 })).toEqual(['R12', 'R4'])
})

test('what is seen more often comes before what does as much harm', () => {
  expect(firstFixes({ R5: 1, R16: 1, R19: 10 })[0]).toBe('R19')
})

// RELATIONS: R3 brings R4 and R18.
test('a cause comes before what it may bring, and is the better fix for it', () => {
  expect(firstFixes({ R3: 10, R4: 10, R18: 10 })).toEqual(['R3', 'R18', 'R4'])
})

const RULES = allProperties().map(({ rule }) => rule)

test('whatever is violated: at most three fixes, each once, and none before its only cause', () => {
  const violated = fc.dictionary(fc.constantFrom(...RULES), fc.integer({ min: 1, max: 10 }), { maxKeys: 22 })
  fc.assert(
    fc.property(violated, (counts) => {
      const fixes = firstFixes(counts)
      const broken = Object.keys(counts)
      expect(fixes).toHaveLength(Math.min(3, broken.length))
      expect(new Set(fixes).size).toBe(fixes.length)
      const first = fixes[0]
      const isCaused = (rule: string) =>
        broken.some((other) => broughtBy(other).includes(rule) && !broughtBy(rule).includes(other))
      if (first !== undefined && broken.some((rule) => !isCaused(rule))) expect(isCaused(first)).toBe(false)
    }),
  )
})

test('there is a sentence for every rule', () => {
  expect(Object.keys(INSTEAD)).toEqual(RULES)
})
