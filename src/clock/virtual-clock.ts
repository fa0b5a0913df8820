/** Virtual time for one drill: a queue of timers that moves only when it is told to. The only door to fake timers. */
import { AsyncResource } from 'node:async_hooks'
import FakeTimers from '@sinonjs/fake-timers'
import type { TimerOwner } from '../realm/realm.ts'
import { currentPlace } from '../realm/realm.ts'
import { type TimerHost, VirtualTimer } from './virtual-timer.ts'

/** The moment at which every drill begins: 2026-01-01T00:00:00Z. Fixed, so that traces repeat. */
export const EPOCH_MS = Date.UTC(2026, 0, 1)

/** Numbers of virtual timers start here, far above those of real ones. */
const FIRST_TIMER_ID = 1e12

/** A clock whose time stands still until `advance` moves it to its next timer. */
export class VirtualClock implements TimerHost {
  readonly #clock = FakeTimers.createClock(EPOCH_MS, Number.POSITIVE_INFINITY)
  readonly #pending = new Set<VirtualTimer>()
  readonly #named = new Map<number, VirtualTimer>()
  #nextId = FIRST_TIMER_ID
  #firedCount = 0
  #beginMs: number | undefined

  /** Virtual milliseconds since 1970. */
  get epochMs(): number {
    return this.#clock.now
  }

  /** Virtual milliseconds since `begin`; 0 before. */
  get nowMs(): number {
    return this.#beginMs === undefined ? 0 : this.#clock.now - this.#beginMs
  }

  /** The drill's own time begins: the client is set up. */
  begin(): void {
    this.#beginMs = this.#clock.now
  }

  /** How many timers of the client's own have fired. */
  get firedCount(): number {
    return this.#firedCount
  }

  /** True when something will happen if time moves, not counting what `except` owns. */
  hasPending(except?: TimerOwner): boolean {
    for (const timer of this.#pending) if (timer.owner !== except) return true
    return false
  }

  /** How many timers of the client's own will fire for a call; null: for any. */
  timerCountOf(call: number | null): number {
    const isClients = ({ owner }: VirtualTimer) => owner === 'client' || owner === 'signal'
    return this.#count((timer) => isClients(timer) && (call === null || timer.call === call))
  }

  /** How many timers of the client's own will fire that it could have cleared. */
  clearableTimerCount(): number {
    return this.#count(({ owner }) => owner === 'client')
  }

  #count(counts: (timer: VirtualTimer) => boolean): number {
    let count = 0
    for (const timer of this.#pending) if (counts(timer)) count++
    return count
  }

  /** Starts a timer; its callback runs in the asynchronous context that started it. */
  start(callback: () => void, delayMs: number, options: { repeats?: boolean; owner: TimerOwner }): VirtualTimer {
    const { repeats = false, owner } = options
    const starter = new AsyncResource('firedrill.timer')
    const fire = () => {
      if (owner === 'client' || owner === 'signal') this.#firedCount++
      starter.runInAsyncScope(callback)
    }
    return new VirtualTimer(this, fire, { delayMs, repeats, owner, call: currentPlace()?.call ?? null })
  }

  /** Moves time to the next timer and fires it. Whatever its callback throws comes out here. */
  advance(): void {
    this.#clock.next()
  }

  arm(timer: VirtualTimer, fire: () => void, delayMs: number): unknown {
    this.#pending.add(timer)
    return this.#clock.setTimeout(() => {
      this.#pending.delete(timer)
      fire()
    }, delayMs)
  }

  disarm(timer: VirtualTimer, handle: unknown): void {
    this.#pending.delete(timer)
    this.#clock.clearTimeout(handle as never)
  }

  name(timer: VirtualTimer): number {
    for (const [id, named] of this.#named) if (named === timer) return id
    const id = this.#nextId++
    this.#named.set(id, timer)
    return id
  }

  timerById(id: number): VirtualTimer | undefined {
    return this.#named.get(id)
  }
}
