/** A true answer that breaks off: before its headers, after them, or half-way through its body. */
import type { Act, Answer } from '../../fault/answer.ts'
import type { CutPlace } from '../../fault/cut.ts'
import { type Asked, bodyAct, halfOf, trueAnswer } from './true-answer.ts'

/** The acts up to the place, and what happens there. */
export function cutActs(at: CutPlace, last: Act, asked: Asked): Answer {
  if (at === 'headers') return [last]
  const { headers, pieces } = trueAnswer(asked)
  const body = at === 'body' ? halves(pieces)[0].map(bodyAct) : []
  return [{ act: 'head', status: 200, headers }, ...body, last]
}

/** A body of several pieces is cut between two of them, so that a stream breaks after a whole event; else in the middle. */
export function halves(pieces: readonly string[]): [first: readonly string[], rest: readonly string[]] {
  if (pieces.length > 1) {
    const half = Math.floor(pieces.length / 2)
    return [pieces.slice(0, half), pieces.slice(half)]
  }
  const text = pieces[0] ?? ''
  const first = halfOf(text)
  return [[first].filter(Boolean), [text.slice(first.length)].filter(Boolean)]
}
