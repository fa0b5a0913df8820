/** The page of one run, or of several with a table of them at the top. */
import { runVerdict, standing } from '../../property/verdict.ts'
import type { RefusedRun, ReportedRun } from '../reported.ts'
import { ruleName } from '../rule-name.ts'
import { box, type Element, h } from './dom.ts'
import { brief } from './legible.ts'
import type { Page } from './page.ts'
import { badge, table } from './parts.ts'
import { runName, runView } from './run-view.ts'

/** The page of these runs, and of those that could not be made. */
export function runsPage(runs: readonly ReportedRun[], refused: readonly RefusedRun[]): Page {
  const [only] = runs
  if (only !== undefined && runs.length + refused.length === 1) {
    return { title: `${verdictOf(only)}: ${runName(only)}`, body: runView(only, '', 1) }
  }
  const bad = runs.filter((run) => verdictOf(run) !== 'pass').length + refused.length
  const all = runs.length + refused.length
  const title = all === 0 ? 'Nothing was run' : bad === 0 ? `All ${all} runs pass` : `${bad} of ${all} runs don't pass`
  return {
    title,
    body: [
      box(
        'header',
        'hero',
        box('div', 'hero-head', badge(worst(runs, refused)), h('h1', {}, title)),
        overview(runs, refused),
      ),
      ...runs.map((run, index) => {
        const prefix = `run-${index + 1}`
        return h('section', { id: prefix, class: 'part', 'aria-label': runName(run) }, runView(run, `${prefix}-`, 2))
      }),
    ],
  }
}

function overview(runs: readonly ReportedRun[], refused: readonly RefusedRun[]): Element {
  const rows = runs.map((reported, index) => {
    const { trace, results } = reported.run
    const broken = results.filter((result) => standing(result) === 'violated').map(ruleName)
    const name = h('a', { href: `#run-${index + 1}` }, brief(trace.scenario, 80))
    return { cells: [badge(verdictOf(reported)), name, brief(trace.client, 80), broken.join(', ')] }
  })
  const others = refused.map(({ scenario, message }) => {
    return { cells: ['not drilled', brief(scenario, 80), '', brief(message, 500)] }
  })
  return table('Runs', ['verdict', 'scenario', 'client', 'broken rules'], [...rows, ...others])
}

/** What could not be drilled fails a command, too. */
function worst(runs: readonly ReportedRun[], refused: readonly RefusedRun[]): 'pass' | 'fail' | 'inconclusive' {
  const verdicts = [...runs.map(verdictOf), ...refused.map(() => 'fail' as const)]
  if (verdicts.length === 0) return 'inconclusive'
  return (['fail', 'inconclusive'] as const).find((verdict) => verdicts.includes(verdict)) ?? 'pass'
}

function verdictOf({ run: { trace, results, required } }: ReportedRun) {
  return runVerdict(trace, results, required).verdict
}
