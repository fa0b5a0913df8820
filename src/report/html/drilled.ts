/** What happened in one drill, to look at: its lanes, its waits, and the same in tables. */
import type { PropertyResult } from '../../property/property.ts'
import type { Trace } from '../../trace/trace.ts'
import { attempts } from '../../trace/view.ts'
import { fullStory } from '../elide.ts'
import { storyOf } from '../story.ts'
import { exactSeconds } from '../time.ts'
import { backoffFigure } from './backoff.ts'
import { box, type Element, h } from './dom.ts'
import { ANSWER_KINDS, answerKind, answerText } from './lanes/answer.ts'
import { type Lane, lanesOf } from './lanes/lanes.ts'
import { lanesPlot } from './lanes/lanes-plot.ts'
import { legible } from './legible.ts'
import { figure, folded, slug, table } from './parts.ts'

/** The figures of a drill, whose ids begin with the prefix. */
export function drilledFigures(trace: Trace, results: readonly PropertyResult[], prefix: string): Element[] {
  const lanes = lanesOf(trace, results)
  const plot = lanesPlot(trace, lanes, prefix)
  const lanesFigure = figure(
    { id: lanesId(prefix), class: 'lanes' },
    {
      caption: [h('strong', {}, 'Calls and attempts over virtual time. '), lanesHint(lanes)],
      legend: legend(lanes, plot),
      plot,
      table: folded('The same as a table, with every event', eventTable(trace, results)),
    },
  )
  const waits = backoffFigure(trace, prefix)
  const detail = folded('Every attempt in detail: where it went, what it bore, what came back', attemptTable(trace))
  return [lanesFigure, ...(waits === null ? [] : [waits]), detail]
}

/** The id of a drill's lanes. */
export function lanesId(prefix: string): string {
  return `${prefix}lanes`
}

function lanesHint(lanes: readonly Lane[]): string {
  const isMarked = lanes.some(({ rules }) => rules.length > 0)
  return isMarked ? 'Rows marked ◀ prove that a rule was broken.' : 'Times are seconds since the drill began.'
}

/** Says what is drawn, and nothing that isn't. */
function legend(lanes: readonly Lane[], plot: Element): Element {
  const seen = new Set<string>(lanes.flatMap((lane) => (lane.kind === 'attempt' ? [answerKind(lane.attempt)] : [])))
  const isDrawn = (name: string) => [...plot.querySelectorAll(`.${name} *`)].length > 0
  const entries = [
    ...Object.entries(ANSWER_KINDS).filter(([kind]) => seen.has(kind)),
    ...Object.entries(OTHER_MARKS).filter(([name]) => isDrawn(name)),
  ]
  return box(
    'ul',
    'legend',
    entries.map(([name, text]) => h('li', {}, h('span', { class: `swatch ${name}`, 'aria-hidden': 'true' }), text)),
  )
}

function eventTable(trace: Trace, results: readonly PropertyResult[]): Element[] {
  const chapters = storyOf(trace, results)
  const rows = fullStory(chapters).flatMap((lines, index) =>
    lines.flatMap((line) => {
      if (line.kind !== 'row') return []
      const { t, label, waitMs, what, rules } = line.row
      const call = chapters[index]?.call?.call ?? '–'
      const wait = waitMs === null ? '' : `+${exactSeconds(waitMs)}`
      const proof = rules.join(' ')
      const attributes = { 'data-rules': rules.length === 0 ? null : rules.map(slug).join(' ') }
      return [{ cells: [exactSeconds(t), call, label, wait, legible(what, TEXT_MAX), proof], attributes }]
    }),
  )
  return capped(rows, (shown) =>
    table('Events', ['time', 'call', 'attempt or event', 'wait', 'what happened', 'proves'], shown),
  )
}

function attemptTable(trace: Trace): Element[] {
  const firstLike = new Map<string, number>()
  const rows = attempts(trace).map((attempt) => {
    const { call, fault, requestId, error, startMs, headersMs, endMs } = attempt
    const request = [`${attempt.method} ${attempt.url}`, attempt.model, attempt.key, attempt.body]
    const key = JSON.stringify(request)
    const first = firstLike.get(key) ?? attempt.attempt
    firstLike.set(key, first)
    const sent = first === attempt.attempt ? lines(request) : `the same as attempt ${first}`
    const came = lines([answerText(attempt), fault, requestId, error && `${error.name}: ${error.message}`])
    return { cells: [attempt.attempt, call ?? '–', sent, ...[startMs, headersMs, endMs].map(timeText), came] }
  })
  return capped(rows, (shown) =>
    table('Attempts', ['attempt', 'call', 'request', 'sent', 'status seen', 'ended', 'what came back'], shown),
  )
}

function lines(texts: readonly (string | null)[]): Element[] {
  return texts
    .filter((text) => text !== null && text !== '')
    .map((text) => box('div', 'line', legible(text!, TEXT_MAX)))
}

function timeText(ms: number | null): string {
  return ms === null ? '–' : exactSeconds(ms)
}

/** Tables end somewhere, and say so. */
function capped<T>(rows: readonly T[], make: (shown: readonly T[]) => Element): Element[] {
  const left = rows.length - ROWS_MAX
  if (left <= 0) return [make(rows)]
  return [
    make(rows.slice(0, ROWS_MAX)),
    box('p', 'quiet', `${left.toLocaleString('en')} more rows are left out; --json has them all.`),
  ]
}

const OTHER_MARKS = {
  silent: 'paler: no status yet',
  wait: 'the client waits',
  asked: 'asked to stay away until here',
  call: 'the call is open',
  event: 'an event of the client',
  cut: 'drawn short: nothing shown happens',
}
const ROWS_MAX = 1000
const TEXT_MAX = 300
