/** Where the rows of the lanes and their columns stand, in pixels of the plot. */
import type { CallView } from '../../../trace/view.ts'
import type { TimeAxis } from './axis.ts'
import type { Lane } from './lanes.ts'
import { laneAnswer } from './words.ts'

/** A lane with its place. */
export type Placed = Lane & { readonly y1: number; readonly y2: number; readonly y: number }

/** Calls of more than one row have room around them. */
export function place(lanes: readonly Lane[]): Placed[] {
  let bottom = TOP
  return lanes.map((lane, index) => {
    const below = lanes[index - 1]
    const isAiry = below !== undefined && begins(lane) && !(isShared(lane) && isShared(below))
    const y1 = lane.kind === 'attempt' && lane.shared ? bottom - ROW : bottom + (isAiry ? CALL_GAP : 0)
    bottom = y1 + ROW
    return { ...lane, y1, y2: bottom, y: y1 + ROW / 2 }
  })
}

/** True for a row that is no part of the call above it. */
function begins(lane: Lane): boolean {
  return lane.kind === 'call' || (lane.kind === 'gap' && lane.apart)
}

function isShared(lane: Lane): boolean {
  return 'shared' in lane && lane.shared
}

/** A call from its start to its end, over all of its rows. */
export type Band = Extract<Placed, { kind: 'call' }> & {
  readonly call: CallView
  readonly answer: string
  x1: number
  x2: number
}

/** The calls among the rows; one that never ended reaches to the end of the drill. */
export function bandsOf(rows: readonly Placed[], axis: TimeAxis, lastMs: number): Band[] {
  return rows.flatMap((row, index) => {
    if (row.kind !== 'call' || row.call === null) return []
    const { call, shared } = row
    const x1 = axis.at(call.startMs)
    const x2 = Math.max(axis.at(call.endMs ?? lastMs), x1 + BAR_LEAST)
    const below = rows[index + 1]
    const answer = shared && below?.kind === 'attempt' ? `${laneAnswer(below)} ` : ''
    return [{ ...row, call, answer, x1, x2, y2: lastRowOf(rows, index).y2 }]
  })
}

/** The last row of the call that begins in this one. */
function lastRowOf(rows: readonly Placed[], first: number): Placed {
  const end = rows.findIndex((row, index) => index > first && begins(row))
  return (end === -1 ? rows.at(-1) : rows[end - 1])!
}

/** Where a text stands in its row. */
export function at<T extends { y: number }>(x: (row: T) => number, textAnchor: 'start' | 'middle' | 'end') {
  return { x, y: ({ y }: T) => y, textAnchor }
}

/** The plot's width, and where its rows begin. */
export const WIDTH = 860
export const TOP = 40
const ROW = 22
/** The columns to the left: numbers, what came back, waits; those of a row that a call shares with its attempt. */
export const COLUMNS = { number: 26, wait: 278, sharedNumber: 150 } as const
/** Where time begins, and where it ends. */
export const TIME = { from: 290, to: 710 } as const
/** The least width of what took no time. */
export const BAR_LEAST = 4
const CALL_GAP = 10
