/** What a caller gets instead of an answer: a typed error for the program, and a sentence for the person. */
import type { Failure } from './failure.ts'

/** Why there is no answer. */
export type Why =
  /** The request itself can't be answered: to send it again won't help. */
  | 'refused'
  /** The service is down, limited or too slow. */
  | 'unavailable'
  /** The answer broke off after part of it had been shown. */
  | 'interrupted'

/** No answer. `cause` is the error of the last attempt as the SDK threw it. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError'
  readonly why: Why
  readonly status: number | null
  readonly requestId: string | null
  /** Under this id the request will be answered later; null where it was not put aside. */
  readonly laterId: string | null

  constructor(why: Why, failure: Failure | null, laterId: string | null) {
    super(`No answer (${why}): ${failure?.type ?? failure?.status ?? 'nothing was sent, or no answer came'}`, {
      cause: failure?.cause,
    })
    this.why = why
    this.status = failure?.status ?? null
    this.requestId = failure?.requestId ?? null
    this.laterId = laterId
  }

  /** What a person may be shown. Nothing of the error is in it: that is in the log. */
  get friendly(): string {
    if (this.laterId !== null) return FRIENDLY.later
    return FRIENDLY[this.why]
  }
}

const FRIENDLY = {
  refused: "Sorry, I can't answer this. If you think that I should, please tell us.",
  unavailable: "Sorry, I can't answer at the moment. Please try again in a few minutes.",
  interrupted: 'Sorry, I was interrupted in the middle of my answer. Please ask me again.',
  later: "I can't answer at the moment, but I have kept your question and will come back to it.",
} as const
