/** Makes a long story short: leaves out the middle of what repeats itself, and says what was left out. */
import type { Outcome } from '../trace/event.ts'
import type { MarkedRow } from './row.ts'
import type { Chapter } from './story.ts'
import { exactSeconds } from './time.ts'

/** A line of the timeline: an event, what stands for those left out, or room between calls. */
export type Line = { readonly kind: 'row'; readonly row: MarkedRow } | { readonly kind: 'gap'; readonly text: string }

/** The lines of each chapter; a gap between calls is a chapter of one line. */
export type Lines = readonly (readonly Line[])[]

/** Every row of the story. */
export function fullStory(chapters: readonly Chapter[]): Lines {
  return chapters.map(({ rows }) => rows.map((row) => ({ kind: 'row', row })))
}

/** How long a story may be. */
export interface Length {
  /** About how many lines in all. */
  readonly lines: number
  /** The lines of one call, from which on only so many of its first and last are told. */
  readonly rows: number
  readonly first: number
  readonly last: number
}

/** What a terminal shows: about 60 lines. */
const SHORT: Length = { lines: 60, rows: 16, first: 6, last: 5 }

/** The story in about so many lines. What proves a violation stays, as far as it is not itself a repetition. */
export function shortStory(chapters: readonly Chapter[], length: Length = SHORT): Lines {
  if (total(chapters.map(({ rows }) => rows.length)) <= length.lines) return fullStory(chapters)
  const proofs = new Set(proofRows(chapters))
  const lines = chapters.map((chapter) => shortChapter(chapter, proofs, length))
  const needed = chapters.map(({ call, rows }) => call === null || rows.some((row) => proofs.has(row)))
  const runs = keepEnds(chapters.map(shapeOf), needed)
  const kept = sizeOf(lines, runs) <= length.lines ? runs : keepOuter(lines, runs, needed, length.lines)
  return gather(chapters, lines, kept)
}

/** The first few proofs of each rule: the tenth wait that is the same as the others adds nothing. */
function proofRows(chapters: readonly Chapter[]): MarkedRow[] {
  const counts = new Map<string, number>()
  return chapters
    .flatMap(({ rows }) => rows)
    .filter(({ rules }) => {
      for (const rule of rules) counts.set(rule, (counts.get(rule) ?? 0) + 1)
      return rules.some((rule) => counts.get(rule)! <= PROOFS_MAX)
    })
}

function shortChapter({ rows }: Chapter, proofs: ReadonlySet<MarkedRow>, length: Length): Line[] {
  const isKept = rows.map((row, index) => {
    return rows.length <= length.rows || index < length.first || index >= rows.length - length.last || proofs.has(row)
  })
  return stretches(isKept).flatMap(({ kept, from, to }): Line[] => {
    const part = rows.slice(from, to)
    if (kept || part.length < GAP_MIN) return part.map((row) => ({ kind: 'row', row }))
    return [{ kind: 'gap', text: rowsGap(part) }]
  })
}

function rowsGap(rows: readonly MarkedRow[]): string {
  const whats = new Set(rows.map(({ what }) => what))
  const waitsMs = rows.flatMap(({ waitMs }) => waitMs ?? [])
  const alike = whats.size === 1 ? `, all ${rows[0]!.what}` : ''
  const waits = waitsMs.length === 0 ? '' : `, waits ${rangeText(Math.min(...waitsMs), Math.max(...waitsMs))}`
  return `${rows.length} lines left out${alike}${waits}`
}

function rangeText(leastMs: number, mostMs: number): string {
  const least = exactSeconds(leastMs)
  return leastMs === mostMs ? `of ${least}` : `from ${least} to ${exactSeconds(mostMs)}`
}

/** Of each run of calls with the same shape, keeps the first and the last. */
function keepEnds(shapes: readonly string[], needed: readonly boolean[]): boolean[] {
  return shapes.map((shape, index) => needed[index]! || shape !== shapes[index - 1] || shape !== shapes[index + 1])
}

/** Of what was kept, keeps the calls from both ends until the lines are full. */
function keepOuter(lines: Lines, kept: readonly boolean[], needed: readonly boolean[], linesMax: number): boolean[] {
  const outer = [...needed]
  const sizes = lines.map((list, index) => (kept[index] ? list.length : 0))
  let room = linesMax - sizeOf(lines, needed)
  const others = lines.flatMap((_, index) => (kept[index] && !needed[index] ? [index] : []))
  for (let first = 0, last = others.length - 1; first <= last; first++, last--) {
    for (const index of new Set([others[first]!, others[last]!])) {
      room -= sizes[index]!
      if (room < 0) return outer
      outer[index] = true
    }
  }
  return outer
}

function sizeOf(lines: Lines, kept: readonly boolean[]): number {
  return total(lines.map((list, index) => (kept[index] ? list.length : 0)))
}

function gather(chapters: readonly Chapter[], lines: Lines, isKept: readonly boolean[]): Lines {
  return stretches(isKept).flatMap(({ kept, from, to }): Lines => {
    if (kept || to - from < GAP_MIN) return lines.slice(from, to)
    return [[{ kind: 'gap', text: callsGap(chapters.slice(from, to), chapters[from - 1]) }]]
  })
}

function callsGap(left: readonly Chapter[], before: Chapter | undefined): string {
  const views = left.flatMap(({ call }) => call ?? [])
  const range = `calls ${views[0]!.call} to ${views.at(-1)!.call} left out`
  const shape = before === undefined ? null : shapeOf(before)
  if (before?.call && left.every((chapter) => shapeOf(chapter) === shape))
    return `${range}: like call ${before.call.call}`
  const counts = OUTCOMES.map((outcome) => [outcome, views.filter((call) => call.outcome === outcome).length] as const)
  const ends = counts.filter(([, count]) => count > 0).map(([outcome, count]) => `${count} ${NAMES[outcome]}`)
  return `${range}: ${total(views.map(({ attempts }) => attempts.length))} attempts, ending in ${ends.join(', ')}`
}

/** What calls have in common that read the same: how many attempts, with which answers, and the same end. */
function shapeOf({ call }: Chapter): string {
  if (call === null) return ''
  const answers = call.attempts.map(({ status, endedBy }) => String(status ?? endedBy)).toSorted()
  return JSON.stringify([answers.length, [...new Set(answers)], call.outcome, call.healed])
}

/** The stretches of equal values, from one place up to another. */
function stretches(values: readonly boolean[]): { kept: boolean; from: number; to: number }[] {
  const list: { kept: boolean; from: number; to: number }[] = []
  values.forEach((kept, index) => {
    const last = list.at(-1)
    if (last?.kept === kept) last.to = index + 1
    else list.push({ kept, from: index, to: index + 1 })
  })
  return list
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0)
}

const PROOFS_MAX = 4
/** Fewer lines than this are shown: the line about them would take as much room. */
const GAP_MIN = 2
const OUTCOMES: readonly Outcome[] = ['value', 'error', 'aborted', 'unsettled']
const NAMES = { value: 'values', error: 'errors', aborted: 'aborts', unsettled: 'open calls' } as const
