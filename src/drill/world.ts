/** The world of one drill: where its clock, its wire and its client meet, and what the process-wide facades see of it. */

import type { VirtualClock } from '../clock/virtual-clock.ts'
import { TIMEOUT_MAX_MS } from '../clock/virtual-timer.ts'
import { currentPlace, type Place, type Realm, type RealmTimer, runAt, type TimerOwner } from '../realm/realm.ts'
import { describeError } from './describe.ts'
import type { Recorder } from './recorder.ts'

/** A drill's realm on its virtual clock. */
export class World implements Realm {
  open = true
  readonly #clock: VirtualClock
  readonly #random: () => number
  readonly #recorder: Recorder
  #workCount = 0
  #stirCount = 0

  constructor(clock: VirtualClock, random: () => number, recorder: Recorder) {
    this.#clock = clock
    this.#random = random
    this.#recorder = recorder
  }

  /** Counts everything that happens. */
  get stirCount(): number {
    return this.#stirCount
  }

  /** True while real work is under way: on other threads, or in an immediate. */
  get working(): boolean {
    return this.#workCount > 0
  }

  epochMs(): number {
    return this.#clock.epochMs
  }

  startTimer(callback: () => void, delayMs: number, repeats: boolean, owner: TimerOwner): RealmTimer {
    const stirs = owner === 'runtime' ? 0 : 1
    this.#stirCount += stirs
    const call = currentPlace()?.call ?? null
    const guarded = () => {
      this.#stirCount += stirs
      if (!this.open && owner !== 'harness') return
      try {
        callback()
      } catch (error) {
        this.unhandled('exception', error, call)
      }
    }
    const timer = this.#clock.start(guarded, delayMs, { repeats, owner })
    if (!this.open) timer.clear()
    return timer
  }

  timerById(id: number): RealmTimer | undefined {
    return this.#clock.timerById(id)
  }

  random(): number {
    return this.#random()
  }

  workChanged(change: 1 | -1): void {
    this.#workCount += change
    this.#stirCount++
  }

  stirred(): void {
    this.#stirCount++
  }

  wrote(text: string): void {
    this.#recorder.record({ kind: 'log', call: currentPlace()?.call ?? null, record: text, to: 'console' })
  }

  /** A wait of the drill's own on virtual time, longer than any timer's if need be. */
  async wait(delayMs: number): Promise<void> {
    for (let leftMs = delayMs; leftMs > 0; leftMs -= TIMEOUT_MAX_MS) {
      const stepMs = Math.min(leftMs, TIMEOUT_MAX_MS)
      await new Promise<void>((resolve) => this.startTimer(resolve, stepMs, false, 'harness'))
    }
  }

  /**
   * Moves time to its next timer. Ticks of the runtime's own that stir nothing are passed at once, up to this time: there
   * is nothing to wait for after them.
   */
  advance(untilMs: number): void {
    const seen = this.#stirCount
    do this.#clock.advance()
    while (this.#stirCount === seen && this.#clock.nowMs <= untilMs && this.#clock.hasPending())
  }

  unhandled(what: 'rejection' | 'exception', error: unknown, call: number | null): void {
    this.#stirCount++
    this.#recorder.record({ kind: 'unhandled', call, what, error: describeError(error) })
  }

  /** Runs code of the client, for one of its calls or for none. */
  run<T>(call: number | null, code: () => T): T {
    const place: Place = { realm: this, call }
    return runAt(place, code)
  }
}
