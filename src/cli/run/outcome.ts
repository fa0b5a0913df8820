/** What became of runs, as text and as JSON: each for itself, and all of them in a table. */
import type { FiredrillError } from '../../errors.ts'
import { runVerdict, standing } from '../../property/verdict.ts'
import type { Paint } from '../../report/paint.ts'
import { textReport } from '../../report/report.ts'
import type { ReportedRun } from '../../report/reported.ts'
import { type RunResult, runResult } from '../../report/result.ts'
import { clip, indented, printable } from '../../report/text.ts'
import { verdictLines } from '../../report/verdict.ts'
import { EXIT, worstExit } from '../io.ts'
import type { Look } from '../look.ts'

/** What became of a run: it was judged, or it could not be drilled. */
export type Outcome =
  | ({ readonly kind: 'judged' } & ReportedRun)
  | { readonly kind: 'refused'; readonly scenario: string; readonly error: FiredrillError }

/** Several runs as one JSON object. */
export interface RunsResult {
  readonly schemaVersion: 1
  readonly verdict: RunResult['verdict']
  readonly runs: readonly RunResult[]
  /** Scenarios that could not be drilled, and why. */
  readonly refused: readonly { readonly scenario: string; readonly message: string }[]
}

/** How the text of one outcome is to look. */
export interface OutcomeLook extends Look {
  /** Every event of the timeline. */
  readonly full: boolean
  /** Only what it came to, for what needs no attention. */
  readonly isBrief: boolean
  /** Nothing comes after it. */
  readonly isOne: boolean
}

/** The exit code of one run. */
export function exitCodeOf(outcome: Outcome): number {
  return outcome.kind === 'refused' ? EXIT.wrongUse : EXIT[verdictOf(outcome).verdict]
}

/** One run as text. Among several, those that pass are told in brief. */
export function outcomeText(outcome: Outcome, look: OutcomeLook): string {
  const end = look.isOne ? '' : '\n'
  if (outcome.kind === 'refused') {
    const { scenario, error } = outcome
    return `${look.paint('strong', `firedrill: ${scenario}`)}\n${indented(error.message, 0, look.width).join('\n')}\n${end}`
  }
  const { run, replay } = outcome
  const isBrief = look.isBrief && (look.isOne || verdictOf(outcome).verdict === 'pass')
  return `${isBrief ? briefText(outcome, look) : textReport(run, { ...look, replay })}${end}`
}

function briefText({ run, replay }: ReportedRun, look: Look): string {
  const title = `firedrill: ${clip(printable(run.trace.client), 40)} through ${run.scenario.name}`
  const verdict = verdictLines(run, replay, look).slice(0, verdictOf({ run }).verdict === 'pass' ? -2 : undefined)
  return `${[look.paint('strong', title), ...verdict].join('\n')}\n`
}

/** One run as it is, several as a list. */
export function resultOf(outcomes: readonly Outcome[]): RunResult | RunsResult {
  const judged = outcomes.filter((one) => one.kind === 'judged')
  const [only] = judged
  if (only !== undefined && outcomes.length === 1) return runResult(only.run)
  const code = worstExit(outcomes.map(exitCodeOf))
  return {
    schemaVersion: 1,
    verdict: code === EXIT.pass ? 'pass' : code === EXIT.inconclusive ? 'inconclusive' : 'fail',
    runs: judged.map(({ run }) => runResult(run)),
    refused: outcomes.flatMap((one) =>
      one.kind === 'refused' ? [{ scenario: one.scenario, message: one.error.message }] : [],
    ),
  }
}

/** All of several runs in a table. */
export function summaryText(outcomes: readonly Outcome[], total: number, { width, paint }: Look): string {
  const nameWidth = Math.min(Math.max(...outcomes.map((one) => nameOf(one).length), HEADING.length), NAME_MAX)
  const lines = outcomes.map((outcome) => {
    const { word, style, note } = rowOf(outcome)
    const name = clip(nameOf(outcome), nameWidth).padEnd(nameWidth)
    const room = Math.max(width - nameWidth - WORD_WIDTH - 4, 0)
    return `${name}  ${paint(style, word.padEnd(WORD_WIDTH))}  ${clip(note, room)}`.trimEnd()
  })
  const heading = `${HEADING.padEnd(nameWidth)}  ${'Verdict'.padEnd(WORD_WIDTH)}  Why`
  return `${[paint('quiet', heading), ...lines, '', ...closing(outcomes, total, width, paint)].join('\n')}\n`
}

function closing(outcomes: readonly Outcome[], total: number, width: number, paint: Paint): string[] {
  const rows = outcomes.map(rowOf)
  const counts = [...Map.groupBy(rows, ({ counted }) => counted)].map(([what, { length }]) => `${length} ${what}`)
  const code = worstExit(outcomes.map(exitCodeOf))
  const [word, style] = code === EXIT.pass ? PASS : code === EXIT.inconclusive ? DOUBT : FAIL
  const tally = `${outcomes.length} scenario${outcomes.length === 1 ? '' : 's'}: ${counts.join(', ')}`
  const [first = '', ...rest] = indented(tally, word.length + 2, width)
  const cut =
    outcomes.length === total
      ? []
      : indented(`It was interrupted: ${total - outcomes.length} of ${total} scenarios were not drilled.`, 2, width)
  return [paint(style, word) + first.slice(word.length), ...rest, ...cut]
}

function rowOf(outcome: Outcome) {
  if (outcome.kind === 'refused') {
    return {
      word: 'NOT DRILLED',
      style: 'bad',
      counted: 'not drilled',
      note: printable(outcome.error.message),
    } as const
  }
  const { verdict, reasons } = verdictOf(outcome)
  const broken = outcome.run.results.filter((result) => standing(result) === 'violated')
  const rules = broken.map(({ rule, id }) => (broken.length > 1 ? rule : `${rule} ${id}`)).join(', ')
  const [word, style, counted] = { pass: PASS, fail: FAIL, inconclusive: DOUBT }[verdict]
  return { word, style, counted, note: rules === '' ? printable(reasons[0] ?? '') : rules }
}

function nameOf(outcome: Outcome): string {
  return outcome.kind === 'refused' ? outcome.scenario : outcome.run.scenario.name
}

function verdictOf({ run }: Pick<ReportedRun, 'run'>) {
  return runVerdict(run.trace, run.results, run.required)
}

const HEADING = 'Scenario'
const NAME_MAX = 32
const WORD_WIDTH = 'INCONCLUSIVE'.length
const PASS = ['PASS', 'good', 'passed'] as const
const FAIL = ['FAIL', 'bad', 'failed'] as const
const DOUBT = ['INCONCLUSIVE', 'doubtful', 'inconclusive'] as const
