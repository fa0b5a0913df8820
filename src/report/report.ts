/** The report of a run as text: what was drilled, what happened, what that says of the client, how to see it again. */
import { type Paint, plain } from './paint.ts'
import type { Run } from './run.ts'
import { clip, indented, printable, WIDTH } from './text.ts'
import { roughly } from './time.ts'
import { timeline } from './timeline.ts'
import { propertyLines, verdictLines } from './verdict.ts'

/** How a report is to look. */
export interface ReportOptions {
  /** The command that shows the same run again. */
  readonly replay: string
  /** Default: 80. */
  readonly width?: number
  /** Default: no colour. */
  readonly paint?: Paint
  /** Every event of the timeline. Default: about 60 lines. */
  readonly full?: boolean
}

/** The report of a run, ending in a line break. */
export function textReport(run: Run, { replay, width = WIDTH, paint = plain, full = false }: ReportOptions): string {
  const { scenario, trace, results } = run
  const look = { width, paint, full }
  const took = `${roughly(trace.virtualMs)} drilled in ${roughly(run.wallMs)}`
  const lines = [
    paint('strong', `firedrill: ${clip(printable(trace.client), 40)} through ${scenario.name}`),
    ...indented(scenario.description, 0, width),
    paint('quiet', `seed ${trace.seed}, ${took}`),
    '',
    ...timeline(trace, results, look),
    '',
    ...propertyLines(trace, results, look),
    '',
    ...verdictLines(run, replay, look),
  ]
  return `${lines.join('\n')}\n`
}
