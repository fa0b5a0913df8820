/** A timer on virtual time that behaves as Node's `Timeout` does, also towards Node's own internals. */
import type { RealmTimer, TimerOwner } from '../realm/realm.ts'

/** What a timer needs of its clock. */
export interface TimerHost {
  arm(timer: VirtualTimer, fire: () => void, delayMs: number): unknown
  disarm(timer: VirtualTimer, handle: unknown): void
  /** Keeps the timer findable by its number. */
  name(timer: VirtualTimer): number
}

/** The longest delay of a Node timer; longer ones fire after 1 ms (Node's `lib/internal/timers.js`, Node 22 to 26). */
export const TIMEOUT_MAX_MS = 2 ** 31 - 1

/** A timer on virtual time. */
export class VirtualTimer implements RealmTimer {
  readonly isVirtualTimer = true
  readonly owner: TimerOwner
  readonly call: number | null
  readonly #host: TimerHost
  readonly #callback: () => void
  readonly #delayMs: number
  readonly #repeats: boolean
  #handle: unknown = undefined
  #refed = true

  /**
   * Tells Node's internal `clearTimeout`, which destroyed sockets call, that there is nothing for it to unlink: it only
   * writes `_onTimeout = null`, which clears this timer.
   */
  readonly _destroyed = true

  constructor(
    host: TimerHost,
    callback: () => void,
    options: { delayMs: number; repeats: boolean; owner: TimerOwner; call: number | null },
  ) {
    this.#host = host
    this.#callback = callback
    this.#delayMs = nodeDelayMs(options.delayMs)
    this.#repeats = options.repeats
    this.owner = options.owner
    this.call = options.call
    this.#arm()
  }

  /** True while it will fire. */
  get pending(): boolean {
    return this.#handle !== undefined
  }

  clear(): void {
    if (this.#handle === undefined) return
    this.#host.disarm(this, this.#handle)
    this.#handle = undefined
  }

  refresh(): this {
    this.clear()
    this.#arm()
    return this
  }

  close(): this {
    this.clear()
    return this
  }

  ref(): this {
    this.#refed = true
    return this
  }

  unref(): this {
    this.#refed = false
    return this
  }

  hasRef(): boolean {
    return this.#refed
  }

  get _onTimeout(): (() => void) | null {
    return this.pending ? this.#callback : null
  }

  set _onTimeout(value: (() => void) | null) {
    if (value === null) this.clear()
  }

  [Symbol.toPrimitive](): number {
    return this.#host.name(this)
  }

  [Symbol.dispose](): void {
    this.clear()
  }

  #arm(): void {
    const fire = () => {
      this.#handle = undefined
      if (this.#repeats) this.#arm()
      this.#callback()
    }
    this.#handle = this.#host.arm(this, fire, this.#delayMs)
  }
}

/** The delay as Node takes it: whole milliseconds, at least 1, and 1 for what is no delay or is too long. */
function nodeDelayMs(delayMs: number): number {
  return delayMs >= 1 && delayMs <= TIMEOUT_MAX_MS ? Math.trunc(delayMs) : 1
}
