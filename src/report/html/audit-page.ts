/** The page of an audit: clients × rules as a matrix, what changed, then each client, and the drills that show it. */
import { standing } from '../../property/verdict.ts'
import type { ReportedRun } from '../reported.ts'
import type { ClientCard, Scorecard } from '../scorecard.ts'
import { partialText } from '../scorecard-left-out.ts'
import { changeSection } from './change.ts'
import { clientSection } from './client-section.ts'
import { box, type Element, h } from './dom.ts'
import { drilledFigures } from './drilled.ts'
import { lanesOf } from './lanes/lanes.ts'
import { brief } from './legible.ts'
import { matrix } from './matrix.ts'
import type { Page } from './page.ts'
import { badge, copyable, counted, facts, folded } from './parts.ts'
import { ruleCard } from './rules.ts'
import { runName } from './run-view.ts'

/** The page of an audit. Violations point to the drills in `evidence`. */
export function auditPage(scorecard: Scorecard, baseline: Scorecard | null, runs: readonly ReportedRun[]): Page {
  const evidence = [...new Map(runs.map((one) => [runName(one), one])).values()]
  const { clients, scenarios, seed, firedrill } = scorecard
  const partial = partialText(scorecard)
  const [only] = clients
  const title =
    only !== undefined && clients.length === 1
      ? `Audit of ${brief(only.client, 80)}`
      : `Audit of ${clients.length} clients`
  const prefixOf = ({ client }: ClientCard, scenario: string) => {
    const index = evidence.findIndex(({ run }) => run.trace.client === client && run.trace.scenario === scenario)
    return index === -1 ? null : drillPrefix(index)
  }
  return {
    title,
    body: [
      box(
        'header',
        'hero',
        box('div', 'hero-head', badge(worst(clients)), h('h1', {}, title)),
        partial !== null && h('p', { class: 'lead' }, partial),
        summary(clients),
        facts([
          ['Scenarios', scenarios.length],
          ['Seed', seed],
          ['Judged by', `firedrill ${firedrill}`],
        ]),
      ),
      ...(baseline === null ? [] : [changeSection(baseline, scorecard)]),
      h('section', { 'aria-labelledby': 'matrix' }, h('h2', { id: 'matrix' }, 'Rules and clients'), matrix(clients)),
      ...clients.map((card, index) => clientSection(card, index + 1, (scenario) => prefixOf(card, scenario))),
      ...(evidence.length === 0 ? [] : [drills(evidence)]),
    ],
  }
}

/** A sentence for each client, or one for many: the matrix follows. */
function summary(clients: readonly ClientCard[]): Element {
  const count = ({ rules }: ClientCard, verdict: string) => rules.filter((rule) => rule.verdict === verdict).length
  const violating = clients.filter((card) => count(card, 'violated') > 0).length
  if (clients.length > CLIENTS_MAX)
    return h('p', { class: 'lead' }, `${violating} of ${clients.length} clients violate a rule.`)
  const sentences = clients.map((card) => {
    const violated = `${count(card, 'violated')} of ${counted(card.rules.length, 'rule')} violated`
    return `${brief(card.client, 80)}: ${violated}, ${count(card, 'held')} held, ${count(card, 'unexercised')} never came to the test.`
  })
  return box(
    'div',
    'summary',
    sentences.map((text) => h('p', {}, text)),
  )
}

function drills(evidence: readonly ReportedRun[]): Element {
  return h(
    'section',
    { class: 'part', 'aria-labelledby': 'drills' },
    h('h2', { id: 'drills' }, 'The drills that show it'),
    evidence.map((reported, index) => folded(runName(reported), drillView(reported, drillPrefix(index)))),
  )
}

/** A drill with the rules that it breaks, and no others. */
function drillView({ run: { trace, results }, replay }: ReportedRun, prefix: string): Element {
  const broken = results.filter((result) => standing(result) === 'violated')
  const lanes = lanesOf(trace, broken)
  return box(
    'div',
    'beside',
    box(
      'div',
      'rules',
      broken.map((result) => ruleCard(result, lanes, prefix)),
    ),
    box(
      'div',
      'happened',
      copyable(`${prefix}replay`, 'the command that shows it again', replay),
      drilledFigures(trace, broken, prefix),
    ),
  )
}

function drillPrefix(index: number): string {
  return `drill-${index + 1}-`
}

function worst(clients: readonly ClientCard[]): ClientCard['verdict'] {
  if (clients.length === 0) return 'inconclusive'
  return (['fail', 'inconclusive'] as const).find((one) => clients.some(({ verdict }) => verdict === one)) ?? 'pass'
}

const CLIENTS_MAX = 4
