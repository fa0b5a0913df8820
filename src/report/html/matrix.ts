/** The scorecard as a matrix: a row for each rule and a column for each client, or the other way round. */
import { ruleName } from '../rule-name.ts'
import type { ClientCard, RuleCard } from '../scorecard.ts'
import { box, type Child, type Element, h } from './dom.ts'
import { brief } from './legible.ts'
import { badge, SIGNS, slug } from './parts.ts'

/** The matrix. A violated rule leads to what is said of it below. Of many clients, each has a row, and signs alone. */
export function matrix(clients: readonly ClientCard[]): Element[] {
  const rules = clients[0]?.rules ?? []
  const names = clients.map((card, index) => h('a', { href: `#client-${index + 1}` }, brief(card.client, 60)))
  const cardOf = (card: ClientCard, { id }: RuleCard) => card.rules.find((rule) => rule.id === id)
  if (clients.length > WIDE_MAX) {
    const heads = rules.map((rule) => [rule.rule, unseen(` ${rule.id}`)])
    const rows = clients.map((card, index) => rules.map((rule) => signCell(cardOf(card, rule), index + 1)))
    const key = `✗ violated, ✓ held, · never came to the test. ${rules.map(ruleName).join(', ')}.`
    return [set('matrix signs', ['Client', ...heads], names, rows), box('p', 'quiet', key)]
  }
  const rows = rules.map((rule) => clients.map((card, index) => wordCell(cardOf(card, rule), index + 1)))
  return [set('matrix', ['Rule', ...names], rules.map(ruleName), rows)]
}

function set(classes: string, heads: readonly Child[], names: readonly Child[], rows: readonly Element[][]): Element {
  const head = heads.map((name) => h('th', { scope: 'col' }, name))
  const body = rows.map((cells, index) => h('tr', {}, h('th', { scope: 'row' }, names[index]!), cells))
  return h(
    'div',
    { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': 'Rules and clients' },
    h(
      'table',
      { class: classes },
      h('caption', {}, 'Rules and clients'),
      h('thead', {}, h('tr', {}, head)),
      h('tbody', {}, body),
    ),
  )
}

/** The id of what is said of a client's violation. */
export function violationId(client: number, { rule }: Pick<RuleCard, 'rule'>): string {
  return `client-${client}-${slug(rule)}`
}

function wordCell(card: RuleCard | undefined, client: number): Element {
  if (card === undefined) return h('td', {}, 'not judged')
  const often = oftenText(card)
  return h(
    'td',
    { class: card.verdict },
    linked(card, client, badge(card.verdict)),
    often && box('span', 'quiet', ` ${often}`),
  )
}

function signCell(card: RuleCard | undefined, client: number): Element {
  if (card === undefined) return h('td', {}, unseen('not judged'))
  const words = [card.verdict, oftenText(card)].filter((text) => text !== null).join(' ')
  const sign = box(
    'span',
    `sign ${card.verdict}`,
    h('span', { 'aria-hidden': 'true' }, SIGNS[card.verdict]),
    unseen(words),
  )
  return h('td', { class: card.verdict, title: `${ruleName(card)}: ${words}` }, linked(card, client, sign))
}

function linked(card: RuleCard, client: number, sign: Element): Element {
  return card.violation === null ? sign : h('a', { href: `#${violationId(client, card)}` }, sign)
}

/** In how many of the scenarios that put the rule to the test; null where none did. */
function oftenText({ verdict, held, violated }: RuleCard): string | null {
  const tested = held + violated
  return tested === 0 ? null : `${verdict === 'violated' ? violated : held} of ${tested}`
}

function unseen(text: string): Element {
  return box('span', 'unseen', text)
}

/** So many clients have room for words side by side. */
const WIDE_MAX = 4
