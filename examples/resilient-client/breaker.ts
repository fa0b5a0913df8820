/**
 * A circuit breaker for one link. It is written out here because cockatiel's (4.0) differs where it matters: it takes a
 * probe that the caller aborted for a success, and lets calls wait for another call's probe, out of reach of their own
 * abort and time limit (its `CircuitBreakerPolicy.js`, executeHalfOpen).
 */
import { SETTINGS } from './settings.ts'

/** What an attempt says of its link; `none` for one that the caller gave up. */
export type Result = 'failure' | 'success' | 'none'

/** Leave to send one request, to be given back with its result. */
export interface Pass {
  readonly era: number
}

const { threshold, windowMs, volume, resetMs } = SETTINGS.breaker

/** Closed, it counts; open, it lets nothing through; after the reset, one probe decides. */
export class Breaker {
  #phase: 'closed' | 'open' | 'half-open' = 'closed'
  /** Counts the phases: what was sent in an earlier one says nothing about this one. */
  #era = 0
  #openedMs = 0
  #probing = false
  #results: { readonly atMs: number; readonly failed: boolean }[] = []

  /** Whether a request may be sent now. */
  get admits(): boolean {
    if (this.#phase === 'closed') return true
    return this.#phase === 'open' ? Date.now() >= this.#openedMs + resetMs : !this.#probing
  }

  /** Takes leave to send one request: at once after `admits`, as the probe's place is for one only. */
  enter(): Pass {
    if (this.#phase === 'open') this.#turn('half-open')
    if (this.#phase === 'half-open') this.#probing = true
    return { era: this.#era }
  }

  /** Takes the result of what was sent. Always to be called, however the attempt ends: else the probe's place is lost. */
  leave({ era }: Pass, result: Result): void {
    if (era !== this.#era) return
    if (this.#phase === 'half-open') {
      this.#probing = false
      if (result !== 'none') this.#turn(result === 'failure' ? 'open' : 'closed')
    } else if (result !== 'none') {
      this.#count(result === 'failure')
    }
  }

  #count(failed: boolean): void {
    const nowMs = Date.now()
    this.#results = [...this.#results.filter(({ atMs }) => atMs > nowMs - windowMs), { atMs: nowMs, failed }]
    const { length } = this.#results
    const failures = this.#results.filter((one) => one.failed).length
    if (failed && length >= volume && failures / length >= threshold) this.#turn('open')
  }

  #turn(phase: 'closed' | 'open' | 'half-open'): void {
    this.#phase = phase
    this.#era++
    this.#results = []
    this.#probing = false
    if (phase === 'open') this.#openedMs = Date.now()
  }
}
