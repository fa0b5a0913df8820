/** One client of an audit: what to fix first, how each rule was broken, and what the untested rules need. */

import { ruleName } from '../rule-name.ts'
import type { ClientCard, RuleCard, Violation } from '../scorecard.ts'
import { untoldText } from '../scorecard-left-out.ts'
import { box, type Element, h } from './dom.ts'
import { brief } from './legible.ts'
import { violationId } from './matrix.ts'
import { badge, copyable, counted, folded, slug } from './parts.ts'

/** The section of a client. `prefixOf` gives the prefix of the ids of the drill through a scenario, where it is shown. */
export function clientSection(
  card: ClientCard,
  number: number,
  prefixOf: (scenario: string) => string | null,
): Element {
  const heading = `client-${number}-heading`
  const violated = card.rules.flatMap((rule) => (rule.violation === null ? [] : [{ rule, violation: rule.violation }]))
  const needy = card.rules.flatMap((rule) => (rule.needs === null ? [] : [[rule, rule.needs] as const]))
  const untold = untoldText(card)
  const doubts =
    card.inconclusive === 0
      ? []
      : [`${counted(card.inconclusive, 'scenario')} could not be judged: a limit of the harness came first.`]
  return h(
    'section',
    { id: `client-${number}`, class: 'part', 'aria-labelledby': heading },
    box('div', 'hero-head', badge(card.verdict), h('h2', { id: heading }, brief(card.client, 80))),
    h('p', { class: 'quiet' }, `Drilled through ${counted(card.drilled, 'scenario')} of ${card.provider}.`),
    untold !== null && h('p', { class: 'quiet' }, brief(`${untold}.`, 500)),
    [...card.reasons, ...doubts].slice(0, REASONS_MAX).map((text) => h('p', { class: 'reason' }, brief(text, 500))),
    fixes(card, number),
    violated.length > 0 && h('h3', {}, 'Violated, in the smallest scenario seen'),
    box(
      'div',
      'cards',
      violated.map(({ rule, violation }) => violationCard(rule, violation, number, prefixOf(violation.scenario))),
    ),
    needy.length > 0 &&
      folded(
        `What the ${counted(needy.length, 'rule')} that never came to the test ${needy.length === 1 ? 'needs' : 'need'}`,
        box(
          'ul',
          'untested',
          needy.map(([rule, needs]) => h('li', {}, h('strong', {}, ruleName(rule)), ` ${brief(needs, TEXT_MAX)}`)),
        ),
      ),
  )
}

function fixes({ fixes }: ClientCard, number: number): Element | null {
  if (fixes.length === 0) return null
  return box(
    'div',
    'fixes',
    h('h3', {}, 'To fix first'),
    h(
      'ol',
      {},
      fixes.map((fix) =>
        h(
          'li',
          {},
          h('a', { href: `#${violationId(number, fix)}` }, ruleName(fix)),
          ` (violated in ${counted(fix.violated, 'scenario')}): ${brief(fix.instead, TEXT_MAX)}`,
        ),
      ),
    ),
  )
}

function violationCard(rule: RuleCard, violation: Violation, number: number, prefix: string | null): Element {
  const id = violationId(number, rule)
  const { scenario, source, message, replay, others } = violation
  const also =
    others.slice(0, OTHERS_MAX).join(', ') +
    (others.length > OTHERS_MAX ? ` and ${others.length - OTHERS_MAX} more` : '')
  return h(
    'article',
    { id, class: 'card violated' },
    box('div', 'card-head', badge('violated'), h('strong', {}, ruleName(rule)), box('span', 'quiet', `in ${scenario}`)),
    h('p', {}, brief(message, TEXT_MAX)),
    prefix !== null &&
      h('p', {}, h('a', { class: 'evidence', href: `#${prefix}${slug(rule.rule)}` }, 'Show the evidence in the lanes')),
    copyable(`${id}-replay`, `the command that shows ${rule.id} broken`, replay),
    folded('The scenario as source', copyable(`${id}-source`, `the scenario that breaks ${rule.id}`, source)),
    others.length > 0 &&
      h('p', { class: 'quiet' }, `Violated in ${counted(others.length, 'other scenario')} too: ${also}.`),
  )
}

const REASONS_MAX = 8
const OTHERS_MAX = 8
const TEXT_MAX = 1000
