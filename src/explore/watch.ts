/** When an exploration must come to its end: its budget is spent, or somebody has seen enough. */
import { realNowMs } from '../realm/real-time.ts'

/** Watches the wall clock and the signal. It may cut an exploration off, and never changes what is done before. */
export class Watch {
  readonly #startMs = realNowMs()
  readonly #budgetMs: number
  readonly #signal: AbortSignal | null

  constructor(budgetMs: number, signal: AbortSignal | null) {
    this.#budgetMs = budgetMs
    this.#signal = signal
  }

  get wallMs(): number {
    return realNowMs() - this.#startMs
  }

  /** Why nothing new shall be looked for, or null. A part of the budget is left for making smaller what is found last. */
  get seekingOver(): 'budget' | 'interrupted' | null {
    return this.#over(this.#budgetMs * SEEKING_SHARE)
  }

  /** Why nothing at all shall be done any more, or null. */
  get over(): 'budget' | 'interrupted' | null {
    return this.#over(this.#budgetMs)
  }

  /** What is left of the budget, for the drill that comes next. */
  get leftMs(): number {
    return Math.max(this.#budgetMs - this.wallMs, 1)
  }

  #over(budgetMs: number): 'budget' | 'interrupted' | null {
    if (this.#signal?.aborted) return 'interrupted'
    return this.wallMs >= budgetMs ? 'budget' : null
  }
}

const SEEKING_SHARE = 0.8
