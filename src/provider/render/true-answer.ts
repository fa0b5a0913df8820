/** A true answer as other answers are cut from it: its headers, and its body in the pieces in which it is sent. */
import type { Act, Headers } from '../../fault/answer.ts'
import type { ServiceRequest } from '../../fault/request.ts'
import type { AnswerContext, Dialect, StreamPart } from '../provider.ts'

/** One request that is to be answered, and what the answer may draw on. */
export interface Asked {
  readonly request: ServiceRequest
  readonly dialect: Dialect
  /** The time is that at which the answer begins to show. */
  readonly context: AnswerContext
}

/** A true answer, in pieces. */
export interface TrueAnswer {
  readonly headers: Headers
  readonly pieces: readonly string[]
  /** The pieces with their roles, when the answer is a stream. */
  readonly parts: readonly StreamPart[] | null
}

/** What the dialect answers to this request in good health. */
export function trueAnswer({ request, dialect, context }: Asked): TrueAnswer {
  const { headers, body } = dialect.healthyAnswer(request, context)
  if (typeof body === 'string') return { headers, pieces: [body], parts: null }
  return { headers, pieces: body.map(({ text }) => text), parts: body }
}

/** A piece of a body as an act. */
export function bodyAct(text: string): Act {
  return { act: 'body', text }
}

/** A text cut in the middle, though never inside a character. */
export function halfOf(text: string): string {
  const half = Math.floor(text.length / 2)
  // Half of a surrogate pair can't be sent as UTF-8.
  return text.slice(0, /[\uD800-\uDBFF]/.test(text[half - 1] ?? '') ? half + 1 : half)
}

/** Headers of which some have another value; their names may be written in any way. */
export function overridden(headers: Headers, own: Headers): Headers {
  return [
    ...withoutHeaders(
      headers,
      own.map(([name]) => name),
    ),
    ...own,
  ]
}

/** Headers but for those of these names. */
export function withoutHeaders(headers: Headers, names: readonly string[]): Headers {
  const lower = new Set(names.map((name) => name.toLowerCase()))
  return headers.filter(([name]) => !lower.has(name.toLowerCase()))
}
