/** The part of a timeline that shows one offence. */
import type { PropertyResult } from '../property/property.ts'
import type { Trace } from '../trace/trace.ts'
import type { Line } from './elide.ts'
import { plain } from './paint.ts'
import { type Chapter, storyOf } from './story.ts'
import { WIDTH } from './text.ts'
import { setLines } from './timeline.ts'

/** The lines of the timeline around what proves a violation; none for any other verdict. */
export function excerpt(trace: Trace, result: PropertyResult, width: number = WIDTH): string[] {
  const chapters = storyOf(trace, [result]).filter(({ rows }) => rows.some(({ rules }) => rules.length > 0))
  if (chapters.length === 0) return []
  return ['', ...setLines(chapters.slice(0, CHAPTERS_MAX).map(aroundProof), { width, paint: plain })]
}

/** The first and the last row of a call, what is marked in it, and two rows to each side. */
function aroundProof({ rows }: Chapter): Line[] {
  const marked = rows.flatMap(({ rules }, index) => (rules.length > 0 ? [index] : [])).slice(0, MARKED_MAX)
  const isNear = (index: number) => marked.some((place) => Math.abs(place - index) <= AROUND)
  const lines: Line[] = []
  let leftOut = 0
  rows.forEach((row, index) => {
    if (index !== 0 && index !== rows.length - 1 && !isNear(index)) {
      leftOut++
      return
    }
    if (leftOut > 0) lines.push({ kind: 'gap', text: `${leftOut} ${leftOut === 1 ? 'line' : 'lines'} left out` })
    leftOut = 0
    lines.push({ kind: 'row', row })
  })
  return lines
}

const CHAPTERS_MAX = 2
const MARKED_MAX = 6
const AROUND = 2
