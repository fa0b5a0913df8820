/**
 * Eases off. Some services hide a rate limit behind 500s: part of what is sent passes, the rest fails without a word about
 * when to come back. Nobody can tell that from a broken server, but to send less helps in both cases.
 */
import { SETTINGS } from './settings.ts'

const { firstGapMs, longestGapMs, memoryMs } = SETTINGS.pace

/** Keeps a gap between any two requests: doubled by failures that look like a limit, made smaller by each success. */
export class Pace {
  #gapMs = 0
  #sentMs = Number.NEGATIVE_INFINITY
  /** When each model last answered. */
  readonly #passedMs = new Map<string, number>()
  #slowedMs = Number.NEGATIVE_INFINITY

  /** How long to wait before a request may be sent; 0 while nothing is wrong, and where nothing passes any more. */
  get waitMs(): number {
    const nowMs = Date.now()
    const isOutage = nowMs - Math.max(...this.#passedMs.values()) >= memoryMs
    return isOutage ? 0 : Math.max(0, Math.ceil(this.#sentMs + this.#gapMs - nowMs))
  }

  /** A request goes out. */
  sent(): void {
    this.#sentMs = Date.now()
  }

  /** A request had its answer. */
  passed(model: string): void {
    this.#passedMs.set(model, Date.now())
    this.#gapMs = this.#gapMs <= firstGapMs ? 0 : this.#gapMs * 0.8
  }

  /** A request failed without a hint. Where nothing of that model passes it is an outage: that is the breaker's business. */
  failed(model: string): void {
    const nowMs = Date.now()
    const isMixed = nowMs - (this.#passedMs.get(model) ?? Number.NEGATIVE_INFINITY) < memoryMs
    // Requests that were under way together fail together: that counts once.
    const isNews = nowMs - this.#slowedMs >= Math.max(this.#gapMs, firstGapMs)
    if (!isMixed || !isNews) return
    this.#slowedMs = nowMs
    this.#gapMs = Math.min(Math.max(firstGapMs, this.#gapMs * 2), longestGapMs)
  }
}
