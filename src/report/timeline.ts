/** The timeline as text: one line for each event, in fixed columns, with a mark where a rule was broken. */
import type { PropertyResult } from '../property/property.ts'
import type { Trace } from '../trace/trace.ts'
import { fullStory, type Line, type Lines, shortStory } from './elide.ts'
import type { Paint } from './paint.ts'
import type { MarkedRow } from './row.ts'
import { storyOf } from './story.ts'
import { clip, printable } from './text.ts'
import { exactSeconds } from './time.ts'

/** How a timeline is to look. */
export interface TimelineOptions {
  readonly width: number
  readonly paint: Paint
  /** Every event, instead of about 60 lines. */
  readonly full?: boolean
}

/** The lines of the timeline, its heading first. */
export function timeline(trace: Trace, results: readonly PropertyResult[], options: TimelineOptions): string[] {
  const chapters = storyOf(trace, results)
  return setLines(options.full ? fullStory(chapters) : shortStory(chapters), options)
}

/** Sets lines in columns that are as wide as their widest entry. */
export function setLines(chapters: Lines, { width, paint }: TimelineOptions): string[] {
  const rows = chapters.flat().flatMap((line) => (line.kind === 'row' ? [line.row] : []))
  const columns: Columns = {
    time: Math.max(...rows.map(({ t }) => exactSeconds(t).length), 'time'.length),
    wait: Math.max(...rows.map(({ waitMs }) => waitText(waitMs).length), 'wait'.length),
    width,
  }
  const heading = `${'time'.padStart(columns.time)}  ${'attempt'.padStart(LABEL)}  ${'wait'.padStart(columns.wait)}  what happened`
  const isAiry = chapters.length <= AIRY_MAX
  const body = chapters.flatMap((lines, index) => [
    ...(isAiry || index === 0 ? [''] : []),
    ...lines.map((line) => setLine(line, columns, paint)),
  ])
  return [paint('quiet', heading), ...body]
}

interface Columns {
  readonly time: number
  readonly wait: number
  readonly width: number
}

function setLine(line: Line, columns: Columns, paint: Paint): string {
  if (line.kind === 'row') return setRow(line.row, columns, paint)
  const text = clip(line.text, columns.width - columns.time - 2)
  return paint('quiet', `${'⋮'.padStart(columns.time)}  ${text}`)
}

function setRow(row: MarkedRow, columns: Columns, paint: Paint): string {
  const { t, label, waitMs, what, target, style, rules } = row
  const time = exactSeconds(t).padStart(columns.time)
  const isAttempt = /^\d+$/.test(label)
  const mark = rules.length === 0 ? '' : `◀ ${rules.join(' ')}`
  const left = `${isAttempt ? label.padStart(LABEL) : label.padEnd(LABEL)}  ${waitText(waitMs).padStart(columns.wait)}`
  const room = columns.width - columns.time - 2 - left.length - 2 - (mark === '' ? 0 : mark.length + 2)
  const text = clip(printable(target === null ? what : `${what}, ${target}`), room)
  // A heading may reach over the columns to its right, which it leaves empty.
  const right = text === '' ? '' : `  ${style === null || style === 'strong' ? text : paint(style, text)}`
  const trimmed = text === '' ? left.trimEnd() : left
  const start = isAttempt || style === null ? trimmed : paint(style, trimmed)
  const end = mark === '' ? '' : `  ${paint('bad', mark)}`
  return `${paint('quiet', time)}  ${start}${right}${end}`
}

function waitText(waitMs: number | null): string {
  return waitMs === null ? '' : `+${exactSeconds(waitMs)}`
}

const LABEL = 9
/** Up to so many calls have an empty line between them. */
const AIRY_MAX = 8
