/** The lanes as a plot: names to the left, virtual time to the right, and what proves a violation marked. */
import { seconds } from '../../../property/format.ts'
import type { Trace } from '../../../trace/trace.ts'
import { roughly } from '../../time.ts'
import type { Element } from '../dom.ts'
import { brief } from '../legible.ts'
import { slug } from '../parts.ts'
import { draw, type Markish, rect, ruleX, text, withAttributes } from '../plot.ts'
import { attemptMarks, waitMarks } from './attempt-marks.ts'
import { type Cut, type TimeAxis, timeAxis } from './axis.ts'
import { bandMarks, nameMarks, outcomeMarks } from './call-marks.ts'
import { type Lane, timesOf } from './lanes.ts'
import { at, bandsOf, COLUMNS, type Placed, place, TIME, TOP, WIDTH } from './layout.ts'

/** The lanes drawn. Rows that prove a violation have the class `proof` and the attribute `data-rules`. */
export function lanesPlot(trace: Trace, lanes: readonly Lane[], prefix: string): Element {
  const rows = place(lanes)
  const bottom = (rows.at(-1)?.y2 ?? TOP) + 4
  const axis = timeAxis(timesOf(lanes), TIME.from, TIME.to)
  const lastMs = trace.events.at(-1)?.t ?? 0
  const bands = bandsOf(rows, axis, lastMs)
  return draw({
    width: WIDTH,
    height: bottom,
    margin: 0,
    x: { type: 'identity', axis: null },
    y: { type: 'identity', axis: null },
    marks: [
      ...axisMarks(axis, bottom),
      ...bandMarks(bands),
      ...proofMarks(rows, prefix),
      ...nameMarks(rows),
      ...outcomeMarks(bands),
      ...waitMarks(rows, axis),
      ...attemptMarks(rows, axis, lastMs),
      ...eventMarks(rows, axis),
    ],
  })
}

/** The id of a row that proves something, by its place among those that do. */
export function rowId(prefix: string, index: number): string {
  return `${prefix}proof-${index + 1}`
}

function proofMarks(rows: readonly Placed[], prefix: string): Markish[] {
  const proofs = rows.filter(({ rules }) => rules.length > 0)
  const attributes = withAttributes((index) => {
    return { id: rowId(prefix, index), 'data-rules': proofs[index]!.rules.map(slug).join(' ') }
  })
  return [
    rect(proofs, { x1: 0, x2: WIDTH, y1: 'y1', y2: 'y2', className: 'proof', render: attributes }),
    text(proofs, {
      ...at(() => WIDTH - 6, 'end'),
      text: ({ rules }) => `◀ ${rules.map((rule: string) => brief(rule, 24)).join(' ')}`,
      className: 'mark',
    }),
  ]
}

function axisMarks({ ticks, cuts }: TimeAxis, bottom: number): Markish[] {
  const middle = ({ x1, x2 }: Cut) => (x1 + x2) / 2
  const name = ({ spanMs }: Cut) => `⋯ ${roughly(spanMs)} ⋯`
  const named = apart(cuts, middle, CUT_ROOM)
  return [
    rect(cuts, { x1: 'x1', x2: 'x2', y1: TOP - 6, y2: bottom, className: 'cut', title: cutTitle }),
    ruleX(ticks, { x: 'x', y1: TOP - 6, y2: bottom, className: 'grid' }),
    text(ticks, { x: 'x', y: TOP - 13, text: 'label', className: 'tick' }),
    text(named, { x: middle, y: TOP - 29, text: name, title: cutTitle, className: 'tick' }),
  ]
}

/** The first of them, and each that is this far from the last one taken. */
function apart<T>(list: readonly T[], x: (one: T) => number, room: number): T[] {
  const taken: T[] = []
  for (const one of list) if (taken.length === 0 || x(one) - x(taken.at(-1)!) >= room) taken.push(one)
  return taken
}

function eventMarks(rows: readonly Placed[], axis: TimeAxis): Markish[] {
  const events = rows.flatMap((row) => (row.kind === 'event' ? [{ ...row, x: axis.at(row.row.t) }] : []))
  const name = ({ row }: (typeof events)[number]) => [row.label, row.what].filter(Boolean).join(' ')
  return [
    text(events, { ...at(({ x }) => x, 'middle'), text: () => '◆', className: 'event' }),
    text(events, {
      ...at(() => COLUMNS.number + 8, 'start'),
      text: (event) => brief(name(event), 42),
      title: (event) => brief(name(event), 400),
      className: 'quiet',
    }),
  ]
}

function cutTitle({ spanMs }: { spanMs: number }): string {
  return `${seconds(spanMs)} in which nothing happened, drawn short`
}

const CUT_ROOM = 70
