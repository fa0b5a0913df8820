/** The attempts of a drill over virtual time, as a chart that GitHub draws (Mermaid). */
import type { Trace } from '../trace/trace.ts'
import { type AttemptView, attempts } from '../trace/view.ts'
import { fence } from './markdown-text.ts'

/** The chart; nothing where there is too little to see. No text of the trace gets into it. */
export function attemptsPlot(trace: Trace): string[] {
  const views = attempts(trace)
  const spanMs = Math.max(...views.map(({ startMs }) => startMs), 0)
  if (views.length < ATTEMPTS_MIN || spanMs === 0) return []
  const { name, unitMs } = UNITS.find((unit) => spanMs >= 2 * unit.unitMs) ?? MILLISECONDS
  const stepMs = Math.max(1, Math.round(niceStep(spanMs / BARS_MAX / unitMs) * unitMs))
  const countsOf = (wanted: (view: AttemptView) => boolean) => {
    const counts = Array.from({ length: Math.floor(spanMs / stepMs) + 1 }, () => 0)
    for (const view of views.filter(wanted)) counts[Math.floor(view.startMs / stepMs)]!++
    return counts
  }
  const all = countsOf(() => true)
  const served = countsOf((view) => !isFailed(view))
  const marks = all.map((_, index) => `"${Number(((index * stepMs) / unitMs).toFixed(3))}"`)
  return [
    `Attempts in each ${lengthText(stepMs)} of virtual time: those that failed in red, on top of those that were served in grey.`,
    fence('mermaid', [
      `%%{init: {"themeVariables": {"xyChart": {"plotColorPalette": "${COLOURS}"}}}}%%`,
      'xychart-beta',
      `  x-axis "${name} since the first call" [${marks.join(', ')}]`,
      `  y-axis "attempts" 0 --> ${Math.max(...all)}`,
      `  bar [${all.join(', ')}]`,
      // Over the bar of all, so that what is left to see of it failed. Mermaid draws a stub for nothing at all: in grey.
      `  bar [${served.join(', ')}]`,
    ]),
  ]
}

/** The service refused it, or it came to no whole answer. */
function isFailed({ status, complete }: AttemptView): boolean {
  return !complete || status === null || status >= 400
}

/** A length in the largest unit that it is a whole number of: `minute`, `30 seconds`. */
function lengthText(lengthMs: number): string {
  const { name, unitMs } = UNITS.find((unit) => lengthMs % unit.unitMs === 0) ?? MILLISECONDS
  const count = Number((lengthMs / unitMs).toFixed(3))
  return count === 1 ? name.slice(0, -1) : `${count} ${name}`
}

/** The least of 1, 2 and 5, times a power of ten, that is no less. */
function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least))
  return [1, 2, 5, 10].find((factor) => factor * power >= least)! * power
}

const MILLISECONDS = { name: 'milliseconds', unitMs: 1 }
/** The largest that the drill has twice. */
const UNITS = [
  { name: 'hours', unitMs: 3_600_000 },
  { name: 'minutes', unitMs: 60_000 },
  { name: 'seconds', unitMs: 1000 },
]
/** More labels than this run into each other. */
const BARS_MAX = 20
const ATTEMPTS_MIN = 3
/** Seen on white and on black. */
const COLOURS = '#d1242f, #8b949e'
