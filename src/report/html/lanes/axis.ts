/** A time axis for spans in which little happens: stretches without events are drawn short, so that the others are seen. */
import { seconds } from '../../../property/format.ts'

/** Where times lie, in pixels. */
export interface TimeAxis {
  readonly at: (ms: number) => number
  readonly ticks: readonly Tick[]
  readonly cuts: readonly Cut[]
}

/** A named time. */
export interface Tick {
  readonly x: number
  readonly label: string
}

/** A stretch that is drawn shorter than it was. */
export interface Cut {
  readonly x1: number
  readonly x2: number
  readonly spanMs: number
}

interface Gap {
  readonly fromMs: number
  readonly spanMs: number
}

/** The axis between two places in pixels, for these times of events. */
export function timeAxis(timesMs: readonly number[], from: number, to: number): TimeAxis {
  const times = [...new Set([0, ...timesMs])].sort((a, b) => a - b)
  const gaps = times.slice(1).map((ms, index) => ({ fromMs: times[index]!, spanMs: ms - times[index]! }))
  const longest = gaps.toSorted((a, b) => b.spanMs - a.spanMs)
  const cut = new Set(longest.slice(0, bestCutCount(longest, to - from)))
  const { cutWidth, perMs } = scaleOf(longest, cut.size, to - from)
  const pieces: Piece[] = []
  let x = from
  for (const gap of gaps) {
    const width = cut.has(gap) ? cutWidth : gap.spanMs * perMs
    pieces.push({ ...gap, x, width, isCut: cut.has(gap) })
    x += width
  }
  const at = (ms: number) => placeOf(pieces, ms, from, x)
  const cuts = pieces.filter(({ isCut }) => isCut).map(({ x, width, spanMs }) => ({ x1: x, x2: x + width, spanMs }))
  return { at, cuts, ticks: ticksOf(pieces, perMs, at) }
}

interface Piece extends Gap {
  readonly x: number
  readonly width: number
  readonly isCut: boolean
}

/**
 * How many of the longest gaps to cut: as few as make most of the others wide enough to be seen. A gap that is cut is seen,
 * but its length isn't. Gaps of one length are cut together.
 */
function bestCutCount(longest: readonly Gap[], width: number): number {
  const merits = longest.slice(0, CUTS_MAX).flatMap((gap, count) => {
    const isAlike = count > 0 && longest[count - 1]!.spanMs < gap.spanMs * ALIKE
    if (isAlike) return []
    const { perMs } = scaleOf(longest, count, width)
    const others = longest.slice(count).filter(({ spanMs }) => spanMs >= MEANT_MS)
    const seen = others.map(({ spanMs }) => Math.min(1, (spanMs * perMs) / SEEN_WIDTH))
    return [{ count, merit: seen.reduce((sum, part) => sum + part, 0) + count * CUT_MERIT }]
  })
  return merits.toSorted((a, b) => b.merit - a.merit || a.count - b.count)[0]?.count ?? 0
}

function scaleOf(longest: readonly Gap[], cutCount: number, width: number): { cutWidth: number; perMs: number } {
  const cutWidth = cutCount === 0 ? 0 : Math.min(CUT_WIDTH, (width * CUT_SHARE) / cutCount)
  const spanMs = longest.slice(cutCount).reduce((sum, gap) => sum + gap.spanMs, 0)
  return { cutWidth, perMs: spanMs === 0 ? 0 : (width - cutWidth * cutCount) / spanMs }
}

function placeOf(pieces: readonly Piece[], ms: number, from: number, to: number): number {
  const piece = pieces.find(({ fromMs, spanMs }) => ms <= fromMs + spanMs)
  if (piece === undefined) return pieces.length === 0 ? from : to
  return piece.x + (Math.max(ms - piece.fromMs, 0) / piece.spanMs) * piece.width
}

/** Round times wherever there is room for their names; in a stretch too short for one, the time at which it begins. */
function ticksOf(pieces: readonly Piece[], perMs: number, at: (ms: number) => number): Tick[] {
  const stepMs = STEPS_MS.find((ms) => ms * perMs >= TICK_ROOM) ?? STEPS_MS.at(-1)!
  const ticks: Tick[] = []
  const add = (ms: number) => {
    const x = at(ms)
    if (x - (ticks.at(-1)?.x ?? Number.NEGATIVE_INFINITY) >= TICK_ROOM) ticks.push({ x, label: seconds(ms) })
  }
  add(0)
  for (const [fromMs, toMs] of stretches(pieces)) {
    const firstMs = Math.ceil(fromMs / stepMs) * stepMs
    if (fromMs > 0 && (firstMs > toMs || at(firstMs) - at(fromMs) >= TICK_ROOM)) add(fromMs)
    for (let ms = firstMs; ms <= toMs; ms += stepMs) add(ms)
  }
  return ticks
}

/** The times between cuts. */
function stretches(pieces: readonly Piece[]): (readonly [number, number])[] {
  const list: [number, number][] = []
  let last: Piece | undefined
  for (const piece of pieces) {
    if (!piece.isCut && last?.isCut === false) list.at(-1)![1] = piece.fromMs + piece.spanMs
    else if (!piece.isCut) list.push([piece.fromMs, piece.fromMs + piece.spanMs])
    else if (last?.isCut) list.push([piece.fromMs, piece.fromMs])
    last = piece
  }
  return list
}

const CUTS_MAX = 40
const CUT_WIDTH = 34
/** How much of the width all cuts together may take. */
const CUT_SHARE = 0.35
const CUT_MERIT = 0.5
/** From this width on, a gap is seen. */
const SEEN_WIDTH = 8
/** Nobody waits for less: a timer's tick, or a body that follows its headers. */
const MEANT_MS = 20
/** Gaps that differ by less are of one length. */
const ALIKE = 1.25
const TICK_ROOM = 74
const STEPS_MS = [1, 2, 5, 10, 20, 50, 100, 200, 500].concat(
  [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21_600, 86_400, 864_000].map((s) => s * 1000),
)
