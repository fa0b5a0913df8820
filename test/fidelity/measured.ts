/**
 * Reality where it takes time: all of a file's requests are made at once, so that it is waited for only once. On a busy
 * machine that can hold an answer up until a time-out strikes that was not meant to; so a test that is tried again
 * measures again, alone.
 */
import type { Outcome } from './outcome.ts'

/** What came of a request in reality, and the port that it went to. */
export interface Measured {
  readonly outcome: Outcome
  readonly port: number
}

/** How often a test may measure again. */
export const AGAIN = { retry: 2 }

/** Measurements of many cases at once, and of one again. */
export class Reality<Case> {
  readonly #measure: (cases: readonly Case[]) => Promise<Map<Case, Measured>>
  #all = new Map<Case, Measured>()

  constructor(measure: (cases: readonly Case[]) => Promise<Map<Case, Measured>>) {
    this.#measure = measure
  }

  /** Measures all cases at once. */
  async prepare(cases: readonly Case[]): Promise<void> {
    this.#all = await this.#measure(cases)
  }

  /** What was measured for a case; from the second time on, measured again. */
  async of(one: Case): Promise<Measured> {
    const measured = this.#all.get(one) ?? (await this.#measure([one])).get(one)
    if (measured === undefined) throw new Error('Failed to look at reality: it measured another case.')
    this.#all.delete(one)
    return measured
  }
}
