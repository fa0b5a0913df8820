/** A run as Markdown: its verdict, its rules, its timeline with a plot, and how to see it again. */
import type { PropertyResult } from '../property/property.ts'
import { runVerdict, standing } from '../property/verdict.ts'
import { printScenario } from '../scenario/print.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { Trace } from '../trace/trace.ts'
import { attemptsPlot } from './markdown-plot.ts'
import { details, fence, inline, list, prose, table } from './markdown-text.ts'
import { plain } from './paint.ts'
import { otherReasons } from './reasons.ts'
import type { RefusedRun, ReportedRun } from './reported.ts'
import { ruleName } from './rule-name.ts'
import { roughly } from './time.ts'
import { timeline } from './timeline.ts'

/** The verdicts with their marks. */
export const MARKS = { pass: '✓ pass', fail: '✗ fail', inconclusive: '? inconclusive' } as const

type Verdict = keyof typeof MARKS

/** What several runs came to, then each of them. */
export function runsBlocks(runs: readonly ReportedRun[], refused: readonly RefusedRun[]): string[] {
  const [only] = runs
  if (only !== undefined && runs.length === 1 && refused.length === 0) return runBlocks(only, '##')
  const verdicts = runs.map(({ run }) => verdictOf(run))
  const rows = runs.map(({ run }, index) => {
    const { trace, results } = run
    const violated = results.filter((result) => standing(result) === 'violated').map(ruleName)
    return [MARKS[verdicts[index]!], inline(trace.scenario), inline(trace.client), inline(violated.join(', '))]
  })
  const failures = refused.map(({ scenario, message }) => ['✗ not drilled', inline(scenario), '', prose(message)])
  const verdict = refused.length > 0 ? 'fail' : worst(verdicts)
  return [
    `## ${MARKS[verdict]}: ${runs.length + refused.length} runs`,
    ...table(['Verdict', 'Scenario', 'Client', 'Violated'], [...failures, ...rows]),
    ...runs.flatMap((one) => runBlocks(one, '###')),
  ]
}

/** The worst of several verdicts; of none, that nothing was shown. */
export function worst(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.some((verdict) => verdict === 'fail')) return 'fail'
  return verdicts.length > 0 && verdicts.every((verdict) => verdict === 'pass') ? 'pass' : 'inconclusive'
}

/** What happened: the timeline, and the plot. */
export function storyBlocks(trace: Trace, results: readonly PropertyResult[]): string[] {
  return [fence('text', timeline(trace, results, { width: WIDTH, paint: plain })), ...attemptsPlot(trace)]
}

/** A scenario as source to paste, folded away. */
function sourceBlocks(scenario: Scenario): string[] {
  return details('The scenario as source', [fence('ts', printScenario(scenario).trimEnd().split('\n'))])
}

/** How to see it again. */
export function replayBlocks(replay: string): string[] {
  return ['Replay:', fence('sh', replay.split('\n'))]
}

function runBlocks({ run, replay }: ReportedRun, level: '##' | '###'): string[] {
  const { scenario, trace, results, wallMs } = run
  const verdict = verdictOf(run)
  const took = `${roughly(trace.virtualMs)} drilled in ${roughly(wallMs)}`
  const story = storyBlocks(trace, results)
  return [
    `${level} ${MARKS[verdict]}: ${inline(trace.client, 60)} through ${inline(trace.scenario)}`,
    // A first word of ours: what follows can't begin a block of another kind.
    `Scenario: ${prose(scenario.description)} Seed ${trace.seed}, ${took}.`,
    ...list(otherReasons(run)),
    ...rulesTable(results),
    ...(verdict === 'pass' ? details('Timeline', story) : story),
    ...replayBlocks(replay),
    ...sourceBlocks(scenario),
  ]
}

function verdictOf({ trace, results, required }: ReportedRun['run']): Verdict {
  return runVerdict(trace, results, required).verdict
}

/** What was violated first, and what never came to the test folded away. */
function rulesTable(results: readonly PropertyResult[]): string[] {
  const rowsOf = (one: keyof typeof STANDINGS) =>
    results
      .filter((result) => standing(result) === one)
      .map((result) => [inline(ruleName(result)), STANDINGS[one], prose([result.message, ...result.advice].join(' '))])
  const untested = rowsOf('unexercised')
  const heading = ['Rule', 'Verdict', 'What it says']
  return [
    ...table(heading, [...rowsOf('violated'), ...rowsOf('advised'), ...rowsOf('held')]),
    ...details(`${untested.length} rules never came to the test`, table(heading, untested)),
  ]
}

const STANDINGS = {
  violated: '✗&nbsp;violated',
  advised: '!&nbsp;advised',
  held: '✓&nbsp;held',
  unexercised: '·&nbsp;unexercised',
} as const
const WIDTH = 100
