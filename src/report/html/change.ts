/** What changed since an earlier scorecard. */

import { ruleName } from '../rule-name.ts'
import type { Scorecard } from '../scorecard.ts'
import { type RuleChange, type ScenarioChange, scorecardChange } from '../scorecard-change.ts'
import { recededText, spreadText } from '../scorecard-change-text.ts'
import { box, type Element, h } from './dom.ts'
import { brief } from './legible.ts'
import { badge, counted } from './parts.ts'

/** The section that compares a scorecard with its baseline. */
export function changeSection(baseline: Scorecard, scorecard: Scorecard): Element {
  const change = scorecardChange(baseline, scorecard)
  const { newlyViolated, spread, receded, cured, newlyTested, noLongerTested } = change
  const isNothing = change.isSame ? [h('p', {}, 'Nothing has changed.')] : []
  return h(
    'section',
    { class: 'change', 'aria-labelledby': 'change' },
    h('h2', { id: 'change' }, 'Since the baseline'),
    isNothing,
    ruleList('violated', 'Newly violated', newlyViolated, messageOf),
    ruleList('violated', 'Violated in more scenarios', spread, (one) => `It ${spreadText(one)}`),
    ruleList('held', 'Held now, violated before', cured),
    ruleList('held', 'Violated in fewer scenarios', receded, (one) => `It ${recededText(one)}`),
    ruleList('held', 'Held now, not tested before', newlyTested),
    ruleList('unexercised', 'No longer tested', noLongerTested),
    nameList('New clients', change.newClients),
    nameList('Clients that are gone', change.goneClients),
    nameList('New scenarios', change.newScenarios),
    nameList('Scenarios that are gone', change.goneScenarios),
  )
}

function messageOf({ violation }: RuleChange): string | null {
  return violation?.message ?? null
}

function ruleList<Change extends RuleChange | ScenarioChange>(
  verdict: 'violated' | 'held' | 'unexercised',
  name: string,
  changes: readonly Change[],
  told: (change: Change) => string | null = () => null,
): Element | null {
  if (changes.length === 0) return null
  const items = changes.map((one) => {
    const text = told(one)
    return h('li', {}, `${ruleName(one)}, by ${one.client}`, text !== null && `: ${brief(text, 500)}`)
  })
  return box(
    'div',
    'changed',
    box('p', 'card-head', badge(verdict), h('strong', {}, `${name}: ${counted(changes.length, 'rule')}`)),
    h('ul', {}, items),
  )
}

function nameList(name: string, names: readonly string[]): Element | null {
  if (names.length === 0) return null
  const more = names.length > NAMES_MAX ? ` and ${names.length - NAMES_MAX} more` : ''
  return h('p', {}, h('strong', {}, `${name}: `), names.slice(0, NAMES_MAX).join(', '), more)
}

const NAMES_MAX = 20
