/**
 * undici's own time-outs on the right clock. Each copy of undici (Node's built-in one, and every one from npm) keeps one
 * list of "fast timers" for the whole process and ages all of them by one 499 ms tick (undici `lib/util/timers.js`, read
 * in 6.21 to 8.12, November 2026). A drill that moved that tick would age its neighbours' requests too, and a tick that
 * is armed in real time would never let a drill's time-outs fire. So each drill gets a list of its own, aged by the same
 * rule on virtual time, and the process's list keeps real time.
 */
import { closureOf } from '../realm/inspect.ts'
import { currentPlace, type Realm, type RealmTimer } from '../realm/realm.ts'

/** undici's `TICK_MS`. */
const TICK_MS = 499

/** undici's FastTimer, as far as it matters here. */
interface FastTimer {
  _idleTimeout: number
  _onTimeout(argument: unknown): void
  _timerArg: unknown
}

interface FastTimerClass {
  readonly prototype: { refresh(this: FastTimer): void; clear(this: FastTimer): void }
}

const adopted = new WeakSet<object>()

/**
 * Sees each timer that the process starts or refreshes. The first tick of a copy of undici gives that copy away: from
 * then on its fast timers follow the realm that they were started in. True for a tick: it belongs to no drill.
 */
export function adoptUndiciTick(callback: unknown, delayMs: unknown): boolean {
  if (delayMs !== TICK_MS || typeof callback !== 'function' || callback.name !== 'onTick') return false
  if (adopted.has(callback)) return true
  adopted.add(callback)
  const scope = closureOf(callback, ['FastTimer', 'fastTimers'])
  const { FastTimer, fastTimers } = scope as { FastTimer?: FastTimerClass; fastTimers?: FastTimer[] }
  if (FastTimer === undefined || fastTimers === undefined) return false
  takeOver(FastTimer)
  // The tick was started by a timer that stands at the end of the list already: it moves to its own realm too.
  const realm = currentPlace()?.realm
  const newest = fastTimers.at(-1)
  if (realm !== undefined && newest !== undefined) {
    fastTimers.pop()
    lists.for(realm).add(newest)
  }
  return true
}

function takeOver(FastTimer: FastTimerClass): void {
  const { refresh, clear } = FastTimer.prototype
  FastTimer.prototype.refresh = function () {
    const realm = homes.get(this) ?? currentPlace()?.realm
    if (realm === undefined) Reflect.apply(refresh, this, [])
    else lists.for(realm).add(this)
  }
  FastTimer.prototype.clear = function () {
    const realm = homes.get(this)
    if (realm === undefined) Reflect.apply(clear, this, [])
    else lists.for(realm).delete(this)
  }
}

/** The realm that a fast timer was first started in; it stays there. */
const homes = new WeakMap<FastTimer, Realm>()

const lists = {
  byRealm: new WeakMap<Realm, FastTimerList>(),
  for(realm: Realm): FastTimerList {
    let list = this.byRealm.get(realm)
    if (list === undefined) {
      list = new FastTimerList(realm)
      this.byRealm.set(realm, list)
    }
    return list
  },
}

/** One drill's fast timers, aged as undici ages them: by whole ticks, counted from the tick before they were started. */
class FastTimerList {
  readonly #realm: Realm
  /** The tick that each timer counts from. Cleared timers stay until the next tick, as they do in undici. */
  readonly #since = new Map<FastTimer, number | 'pending' | 'cleared'>()
  #fastNowMs = 0
  #tick: RealmTimer | undefined

  constructor(realm: Realm) {
    this.#realm = realm
  }

  add(timer: FastTimer): void {
    homes.set(timer, this.#realm)
    this.#since.set(timer, 'pending')
    // undici restarts its tick for the first timer of the list.
    if (this.#tick === undefined || this.#since.size === 1) this.#startTick()
  }

  delete(timer: FastTimer): void {
    if (this.#since.has(timer)) this.#since.set(timer, 'cleared')
  }

  #startTick(): void {
    this.#tick?.clear()
    this.#tick = this.#realm.startTimer(() => this.#onTick(), TICK_MS, false, 'runtime')
  }

  #onTick(): void {
    this.#tick = undefined
    this.#fastNowMs += TICK_MS
    for (const [timer, since] of [...this.#since]) {
      if (since === 'cleared') {
        this.#since.delete(timer)
      } else if (since === 'pending') {
        this.#since.set(timer, this.#fastNowMs - TICK_MS)
      } else if (this.#fastNowMs >= since + timer._idleTimeout) {
        this.#since.delete(timer)
        this.#realm.stirred()
        timer._onTimeout(timer._timerArg)
      }
    }
    if (this.#since.size > 0 && this.#tick === undefined) this.#startTick()
  }
}
