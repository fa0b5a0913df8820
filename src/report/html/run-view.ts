/** A run on a page: what was drilled and what came of it at the top, then the rules beside what happened. */
import { runVerdict, standing } from '../../property/verdict.ts'
import { printScenario } from '../../scenario/print.ts'
import { attempts, calls } from '../../trace/view.ts'
import { otherReasons } from '../reasons.ts'
import type { ReportedRun } from '../reported.ts'
import { limitText } from '../row.ts'
import { ruleName } from '../rule-name.ts'
import { roughly } from '../time.ts'
import { box, type Element, h } from './dom.ts'
import { drilledFigures } from './drilled.ts'
import { brief } from './legible.ts'
import { badge, copyable, facts, folded } from './parts.ts'
import { ruleCards } from './rules.ts'

/** A run in full. Ids begin with the prefix; the heading has this level, those below it the next. */
export function runView(reported: ReportedRun, prefix: string, level: 1 | 2): Element[] {
  const { run, replay } = reported
  const { scenario, trace, results } = run
  const below = `h${level + 1}`
  return [
    box(
      'header',
      'hero',
      box(
        'div',
        'hero-head',
        badge(runVerdict(trace, results, run.required).verdict),
        h(`h${level}`, {}, runName(reported)),
      ),
      h('p', { class: 'lead' }, brief(scenario.description, 1000)),
      summary(reported),
      runFacts(reported),
      copyable(`${prefix}replay`, 'the command that shows it again', replay),
    ),
    box(
      'div',
      'beside',
      box('div', 'rules', h(below, {}, 'What it says of the client'), ruleCards(trace, results, prefix)),
      box(
        'div',
        'happened',
        h(below, {}, 'What happened'),
        drilledFigures(trace, results, prefix),
        folded(
          'The scenario as source',
          copyable(`${prefix}source`, 'the source of the scenario', printScenario(scenario)),
        ),
      ),
    ),
  ]
}

/** What was drilled through what. */
export function runName({ run: { trace } }: ReportedRun): string {
  return `${brief(trace.client, 80)} through ${brief(trace.scenario, 80)}`
}

/** What broke, or that nothing did, in a sentence. */
function summary({ run }: ReportedRun): Element {
  const { trace, results, required } = run
  const { verdict } = runVerdict(trace, results, required)
  const broken = results.filter((result) => standing(result) === 'violated')
  const others = otherReasons(run)
  const count = (one: string) => results.filter((result) => standing(result) === one).length
  const tested = `${count('held')} rules held, ${count('unexercised')} never came to the test.`
  const told =
    broken.length === 0
      ? verdict === 'pass'
        ? 'No rule was broken. '
        : ''
      : `Broken: ${broken.map(ruleName).join(', ')}. `
  const shown = others.slice(0, REASONS_MAX).map((reason) => h('p', { class: 'reason' }, brief(reason, 500)))
  const left = others.length - shown.length
  return box(
    'div',
    'summary',
    h('p', {}, h('strong', {}, told), tested),
    shown,
    left > 0 && h('p', {}, `And ${left} more reasons.`),
  )
}

function runFacts({ run: { trace, wallMs } }: ReportedRun): Element {
  const views = calls(trace)
  const ended = (outcome: string) => views.filter((call) => call.outcome === outcome).length
  const ends = (['value', 'error', 'aborted', 'unsettled'] as const)
    .filter((outcome) => ended(outcome) > 0)
    .map((outcome) => `${ended(outcome)} ${OUTCOMES[outcome]}`)
  return facts([
    ['Calls', `${views.length}: ${ends.join(', ')}`],
    ['Attempts', attempts(trace).length.toLocaleString('en')],
    ['Virtual time', roughly(trace.virtualMs)],
    ['Drilled in', roughly(wallMs)],
    ['Seed', trace.seed],
    ...(trace.limit === null ? [] : [['Limit reached', limitText(trace.limit)] as const]),
  ])
}

const REASONS_MAX = 8
const OUTCOMES = {
  value: 'with a value',
  error: 'with an error',
  aborted: 'aborted',
  unsettled: 'never ended',
} as const
