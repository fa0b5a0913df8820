/** The marks of attempts and of what lies between them: bars, answers, waits, and what was asked. */
import { seconds } from '../../../property/format.ts'
import { exactSeconds } from '../../time.ts'
import { link, type Markish, rect, text } from '../plot.ts'
import { answerKind } from './answer.ts'
import type { TimeAxis } from './axis.ts'
import { at, BAR_LEAST, COLUMNS, type Placed } from './layout.ts'
import { laneAnswer, whatText } from './words.ts'

/** The waits, and until when answers had asked to stay away. */
export function waitMarks(rows: readonly Placed[], axis: TimeAxis): Markish[] {
  const waits = rows.flatMap((row) => {
    if (row.kind !== 'attempt' || row.wait === null) return []
    const { fromMs, toMs, askedMs } = row.wait
    const asked = askedMs === null ? null : axis.at(askedMs)
    return [{ ...row, waitMs: toMs - fromMs, x1: axis.at(fromMs), x2: axis.at(toMs), asked }]
  })
  const asked = waits.flatMap((row) => (row.asked === null ? [] : [{ ...row, asked: row.asked }]))
  return [
    link(waits, { x1: 'x1', x2: 'x2', y1: 'y', y2: 'y', className: 'wait' }),
    link(asked, { x1: 'asked', x2: 'asked', y1: ({ y }) => y - 8, y2: ({ y }) => y + 8, className: 'asked' }),
    text(waits, {
      ...at(() => COLUMNS.wait, 'end'),
      text: ({ waitMs }) => `+${exactSeconds(waitMs)}`,
      className: 'code',
    }),
  ]
}

/** The attempts: paler until their status was seen. */
export function attemptMarks(rows: readonly Placed[], axis: TimeAxis, lastMs: number): Markish[] {
  const sent = rows.flatMap((row) => {
    if (row.kind !== 'attempt') return []
    const { startMs, headersMs, endMs } = row.attempt
    const x1 = axis.at(startMs)
    const x3 = Math.max(axis.at(endMs ?? lastMs), x1 + BAR_LEAST)
    const x2 = headersMs === null ? x3 : Math.min(axis.at(headersMs), x3 - BAR_LEAST)
    return [{ ...row, x1, x2: Math.max(x1, x2), x3, kind: answerKind(row.attempt) }]
  })
  const bar = { y1: ({ y }: { y: number }) => y - BAR / 2, y2: ({ y }: { y: number }) => y + BAR / 2 }
  const title = ({ attempt }: (typeof sent)[number]) =>
    `attempt ${attempt.attempt}: ${attempt.fault ?? attempt.url}, sent at ${seconds(attempt.startMs)}`
  return [
    ...[...new Set(sent.map(({ kind }) => kind))].flatMap((kind) => {
      const group = sent.filter((row) => row.kind === kind)
      return [
        rect(
          group.filter(({ x1, x2 }) => x2 > x1),
          { ...bar, x1: 'x1', x2: 'x2', className: `silent ${kind}` },
        ),
        rect(
          group.filter(({ x2, x3 }) => x3 > x2),
          { ...bar, x1: 'x2', x2: 'x3', className: kind, title },
        ),
        text(
          group.filter(({ shared }) => !shared),
          {
            ...at(({ x3 }) => x3 + 5, 'start'),
            text: laneAnswer,
            className: `answer ${kind}`,
          },
        ),
      ]
    }),
    text(sent, {
      ...at(({ shared }) => (shared ? COLUMNS.sharedNumber : COLUMNS.number), 'end'),
      text: ({ attempt }) => String(attempt.attempt),
      className: 'code',
    }),
    text(sent, {
      ...at(({ shared }) => (shared ? COLUMNS.sharedNumber : COLUMNS.number) + 8, 'start'),
      text: whatText,
      title,
      className: 'code',
    }),
  ]
}

const BAR = 12
