/** Attempts whose request has not come in: which of them a connection that is opened is for, and what becomes of it. */
import type { Handshake } from '../fault/handshake.ts'
import type { Target } from './wire-host.ts'

/** An attempt whose request has not come in. */
export interface Unsent {
  readonly attempt: number
  readonly target: Target
  readonly call: number | null
  /** What the connection that it needs goes through; null when it simply stands. */
  readonly handshake: Handshake | null
}

/** The attempts of a drill whose requests have not come in. */
export class UnsentAttempts {
  readonly #unsent = new Map<number, Unsent>()
  /** Those that have no connection yet, oldest first. */
  readonly #waiting = new Set<Unsent>()
  /** The one that is being created right now. */
  #newest: Unsent | undefined

  get size(): number {
    return this.#unsent.size
  }

  add(unsent: Unsent): void {
    this.#unsent.set(unsent.attempt, unsent)
    this.#waiting.add(unsent)
    this.#newest = unsent
    queueMicrotask(() => {
      if (this.#newest === unsent) this.#newest = undefined
    })
  }

  /** The attempt's request has come in, or never will. */
  delete(attempt: number): void {
    this.connected(attempt)
    this.#unsent.delete(attempt)
  }

  /** The attempt has a connection, or gets one that stands already. */
  connected(attempt: number): void {
    const unsent = this.#unsent.get(attempt)
    if (unsent !== undefined) this.#waiting.delete(unsent)
  }

  /** Where an attempt needs a new connection, because something is to happen to it. */
  needsConnection(attempt: number): Target | undefined {
    const unsent = this.#unsent.get(attempt)
    return unsent?.handshake ? unsent.target : undefined
  }

  /**
   * The attempt that a new connection is for. What connects in one go with the creation of a request connects for that
   * one. Otherwise it is the oldest without a connection to the same host, of the call that opens it if it has any: a full
   * pool opens a connection for one request in the context of another, so another call's will do.
   */
  takeFor(target: Target, call: number | null): Unsent | undefined {
    const newest = this.#newest
    const isFor = newest !== undefined && this.#waiting.has(newest) && isSame(newest.target, target)
    const taken = isFor ? newest : this.#oldest(target, call)
    if (taken !== undefined) this.#waiting.delete(taken)
    return taken
  }

  #oldest(target: Target, call: number | null): Unsent | undefined {
    let oldest: Unsent | undefined
    for (const unsent of this.#waiting) {
      if (!isSame(unsent.target, target)) continue
      if (unsent.call === call) return unsent
      oldest ??= unsent
    }
    return oldest
  }
}

/** Whether two targets are one. */
export function isSame(one: Target, other: Target): boolean {
  return one.port === other.port && one.host.toLowerCase() === other.host.toLowerCase()
}
