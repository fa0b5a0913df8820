/** What the rules say of one drill: violations first, each with the rows that prove it. */
import { OWN_RULE, type PropertyResult } from '../../property/property.ts'
import { standing } from '../../property/verdict.ts'
import type { Trace } from '../../trace/trace.ts'
import { ruleName } from '../rule-name.ts'
import { exactSeconds } from '../time.ts'
import { box, type Element, h } from './dom.ts'
import { lanesId } from './drilled.ts'
import { answerText } from './lanes/answer.ts'
import { type Lane, lanesOf } from './lanes/lanes.ts'
import { rowId } from './lanes/lanes-plot.ts'
import { brief } from './legible.ts'
import { badge, folded, slug } from './parts.ts'

/** The rules of a run: broken ones as cards, the others in lists. `level` is that of the heading above. */
export function ruleCards(trace: Trace, results: readonly PropertyResult[], prefix: string): Element[] {
  const lanes = lanesOf(trace, results)
  const of = (one: ReturnType<typeof standing>) => results.filter((result) => standing(result) === one)
  const untested = of('unexercised')
  return [
    ...[...of('violated'), ...of('advised')].map((result) => ruleCard(result, lanes, prefix)),
    ...of('held').map((result) => heldRule(result, prefix)),
    ...(untested.length === 0
      ? []
      : [folded(`${untested.length} never came to the test`, untestedList(untested, prefix))]),
  ]
}

/** A broken rule: what it says, its proof, and the link that shows it in the lanes. */
export function ruleCard(result: PropertyResult, lanes: readonly Lane[], prefix: string): Element {
  const id = ruleId(result, prefix)
  const mark = markOf(result)
  const proofs = lanes.filter(({ rules }) => rules.length > 0)
  const own = proofs.flatMap((lane, index) => (lane.rules.includes(mark) ? [{ lane, index }] : []))
  const shown = own
    .slice(0, PROOFS_MAX)
    .map(({ lane, index }) => h('li', {}, h('a', { href: `#${rowId(prefix, index)}` }, laneText(lane))))
  const more = own.length > shown.length ? h('li', {}, `and ${own.length - shown.length} more rows`) : null
  return h(
    'article',
    {
      id,
      class: `card ${standing(result)}`,
      'data-rules': slug(mark),
      'data-figure': lanesId(prefix),
      'data-name': ruleName(result),
    },
    box('div', 'card-head', badge(standing(result)), h('strong', {}, ruleName(result))),
    h('p', {}, brief(result.message, MESSAGE_MAX)),
    ...result.advice.map((text) => box('p', 'advice', `Advice: ${brief(text, MESSAGE_MAX)}`)),
    ...(own.length === 0
      ? []
      : [h('p', {}, h('a', { class: 'evidence', href: `#${id}` }, 'Show the evidence in the lanes'))]),
    ...(own.length === 0
      ? []
      : [h('ul', { class: 'proofs', 'aria-label': `Evidence of ${ruleName(result)}` }, shown, more)]),
  )
}

function heldRule(result: PropertyResult, prefix: string): Element {
  return h(
    'article',
    { id: ruleId(result, prefix), class: 'rule' },
    box('div', 'card-head', badge('held'), h('strong', {}, ruleName(result))),
    h('p', {}, brief(result.message, MESSAGE_MAX)),
    ...result.advice.map((text) => box('p', 'advice', `Advice: ${brief(text, MESSAGE_MAX)}`)),
  )
}

function untestedList(results: readonly PropertyResult[], prefix: string): Element {
  return box(
    'ul',
    'untested',
    results.map((result) =>
      h(
        'li',
        { id: ruleId(result, prefix) },
        h('strong', {}, ruleName(result)),
        ` ${brief(result.message, MESSAGE_MAX)}`,
      ),
    ),
  )
}

function ruleId(result: PropertyResult, prefix: string): string {
  return `${prefix}${slug(markOf(result))}`
}

/** The name by which the rows of the story call a rule. */
function markOf({ rule, id }: PropertyResult): string {
  return rule === OWN_RULE ? id : rule
}

function laneText(lane: Lane): string {
  switch (lane.kind) {
    case 'call':
      return lane.call === null ? lane.label : `call ${lane.call.call}: ${lane.call.outcome}`
    case 'attempt': {
      const { attempt, wait } = lane
      const after = wait === null ? '' : ` after +${exactSeconds(wait.toMs - wait.fromMs)}`
      return `attempt ${attempt.attempt} at ${exactSeconds(attempt.startMs)}${after}: ${answerText(attempt)}`
    }
    case 'event':
      return `${exactSeconds(lane.row.t)} ${brief(`${lane.row.label} ${lane.row.what}`, 80)}`
    case 'gap':
      return lane.text
  }
}

const PROOFS_MAX = 6
const MESSAGE_MAX = 1000
