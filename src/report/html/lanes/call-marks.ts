/** The marks of calls: a band for each, its name, and its end. */
import { type Markish, rect, text } from '../plot.ts'
import { at, type Band, COLUMNS, type Placed, WIDTH } from './layout.ts'
import { labelText, outcomeText, outcomeTitle } from './words.ts'

/** The bands. */
export function bandMarks(bands: readonly Band[]): Markish[] {
  return [rect(bands, { x1: 'x1', x2: 'x2', y1: 'y1', y2: 'y2', className: 'call' })]
}

/** The end of a call stands to the right of it, or to the left where there is no room. */
export function outcomeMarks(bands: readonly Band[]): Markish[] {
  const said = ({ call, answer }: Band) => answer + outcomeText(call)
  const title = ({ call }: Band) => outcomeTitle(call)
  const room = ({ rules }: Band) => WIDTH - (rules.length === 0 ? 0 : MARK_ROOM)
  const isRight = (band: Band) => band.x2 + said(band).length * LETTER <= room(band)
  return (['value', 'error', 'aborted', 'unsettled'] as const).flatMap((outcome) => {
    const group = bands.filter(({ call }) => call.outcome === outcome)
    const words = { text: said, title, className: `outcome ${outcome}` }
    const left = group.filter((band) => !isRight(band))
    return [
      text(group.filter(isRight), { ...at(({ x2 }) => x2 + 5, 'start'), ...words }),
      text(left, { ...at(({ x1 }) => x1 - 5, 'end'), ...words }),
    ]
  })
}

/** The names of calls, and what was left out. */
export function nameMarks(rows: readonly Placed[]): Markish[] {
  const calls = rows.filter((row) => row.kind === 'call')
  const gaps = rows.filter((row) => row.kind === 'gap')
  return [
    text(calls, { ...at(() => 4, 'start'), text: labelText, className: 'strong' }),
    text(gaps, { ...at(() => COLUMNS.number + 8, 'start'), text: ({ text }) => `⋮ ${text}`, className: 'quiet' }),
  ]
}

/** About how wide a letter is, and what the rules that a row proves take. */
const LETTER = 7
const MARK_ROOM = 70
