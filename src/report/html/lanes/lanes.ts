/** The lanes of a run: its story, a row for each call, attempt and event, with the times that are to be drawn. */
import { hintOf } from '../../../property/hint.ts'
import type { PropertyResult } from '../../../property/property.ts'
import type { Trace } from '../../../trace/trace.ts'
import { type AttemptView, attempts, type CallView, failureVisibleMs, waits } from '../../../trace/view.ts'
import { type Length, shortStory } from '../../elide.ts'
import type { MarkedRow } from '../../row.ts'
import { type Chapter, storyOf } from '../../story.ts'

/**
 * A row of the lanes; `rules` are those that it helps to prove broken. A call with one attempt and nothing else to tell is
 * `shared`: both stand in one row. A gap that stands `apart` leaves out whole calls.
 */
export type Lane = { readonly rules: readonly string[] } & (
  | { readonly kind: 'call'; readonly call: CallView | null; readonly label: string; readonly shared: boolean }
  | AttemptLane
  | { readonly kind: 'event'; readonly row: MarkedRow }
  | { readonly kind: 'gap'; readonly text: string; readonly apart: boolean }
)

interface AttemptLane {
  readonly kind: 'attempt'
  readonly attempt: AttemptView
  readonly what: string
  /** Where it went, in a trace of several hosts or models; else null. */
  readonly target: string | null
  readonly wait: LaneWait | null
  readonly shared: boolean
}

/** The wait before an attempt, and until when the failed answer had asked to stay away. */
export interface LaneWait {
  readonly fromMs: number
  readonly toMs: number
  readonly askedMs: number | null
}

/** The lanes of a run, in about 200 rows. */
export function lanesOf(trace: Trace, results: readonly PropertyResult[]): Lane[] {
  const chapters = storyOf(trace, results)
  const chapterOf = new Map(chapters.flatMap((chapter) => chapter.rows.map((row) => [row, chapter] as const)))
  const sent = new Map(attempts(trace).map((attempt) => [attempt.createdAt, attempt]))
  const waitOf = new Map(chapters.flatMap(({ call }) => (call === null ? [] : laneWaits(call))))
  return shortStory(chapters, LENGTH).flatMap((lines) => {
    const lanes = lines.flatMap((line): Lane[] => {
      if (line.kind === 'gap') return [{ kind: 'gap', text: line.text, apart: lines.length === 1, rules: [] }]
      const { row } = line
      const chapter = chapterOf.get(row)!
      if (row === chapter.rows[0]) {
        return [{ kind: 'call', call: chapter.call, label: row.label, shared: false, rules: frameRules(chapter) }]
      }
      const attempt = sent.get(row.places[0] ?? -1)
      if (attempt !== undefined) {
        const wait = waitOf.get(attempt.attempt) ?? null
        const rules = attemptRules(chapter, row.label)
        return [{ kind: 'attempt', attempt, what: row.what, target: row.target, wait, shared: false, rules }]
      }
      return isEnd(row, chapter) ? [] : [{ kind: 'event', row, rules: row.rules }]
    })
    const isShared = lanes.length === 2 && lanes[1]!.kind === 'attempt'
    return isShared ? lanes.map((lane) => ({ ...lane, shared: true })) : lanes
  })
}

/** All times at which something is drawn. */
export function timesOf(lanes: readonly Lane[]): number[] {
  return lanes.flatMap(laneTimes)
}

function laneTimes(lane: Lane): number[] {
  switch (lane.kind) {
    case 'call':
      return [lane.call?.startMs, lane.call?.endMs].filter((ms) => typeof ms === 'number')
    case 'attempt': {
      const { startMs, headersMs, endMs } = lane.attempt
      return [startMs, headersMs, endMs].filter((ms) => ms !== null)
    }
    case 'event':
      return [lane.row.t]
    case 'gap':
      return []
  }
}

function laneWaits(call: CallView): (readonly [number, LaneWait])[] {
  return waits(call).map(({ before, after }) => {
    const fromMs = failureVisibleMs(before)!
    const hint = hintOf(before)
    const askedMs = hint.kind === 'wait' ? fromMs + hint.waitMs : null
    return [after.attempt, { fromMs, toMs: after.startMs, askedMs }]
  })
}

/** What an attempt's two rows prove, or those of a call's two ends, is shown in one. */
function attemptRules({ rows }: Chapter, label: string): string[] {
  return [...new Set(rows.filter((row) => row.label === label).flatMap(({ rules }) => rules))]
}

function frameRules(chapter: Chapter): string[] {
  const frame = chapter.rows.filter((row) => row === chapter.rows[0] || isCallEnd(row, chapter))
  return [...new Set(frame.flatMap(({ rules }) => rules))]
}

function isEnd(row: MarkedRow, chapter: Chapter): boolean {
  return /^\d+$/.test(row.label) || isCallEnd(row, chapter)
}

function isCallEnd(row: MarkedRow, { call }: Chapter): boolean {
  return call !== null && row.places[0] === (call.endedAt ?? undefined)
}

const LENGTH: Length = { lines: 240, rows: 48, first: 24, last: 12 }
