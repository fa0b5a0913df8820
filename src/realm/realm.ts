/**
 * The realm of a drill: what its own asynchronous context carries, and nothing outside of it can see. The facades over
 * timers, clocks, randomness and sockets are installed once a process; they ask here whose code is running.
 */
import { AsyncLocalStorage } from 'node:async_hooks'

/**
 * Who set a timer: the client's code, the client by `AbortSignal.timeout` (which nobody can clear), its runtime (undici's
 * own time-outs), or the drill itself.
 */
export type TimerOwner = 'client' | 'signal' | 'runtime' | 'harness'

/** What the facades need of a timer that runs on virtual time. */
export interface RealmTimer {
  clear(): void
  readonly isVirtualTimer: true
}

/** One drill as the facades see it: the only thing that they delegate to. */
export interface Realm {
  /** False once the drill is over: what still runs in it then gets timers that never fire and no connection. */
  open: boolean
  /** Virtual time: milliseconds since 1970. */
  epochMs(): number
  /** Starts a timer on virtual time for whoever is running. One of the runtime's own says itself when it stirs something. */
  startTimer(callback: () => void, delayMs: number, repeats: boolean, owner: TimerOwner): RealmTimer
  /** The timer that a number stands for, as `clearTimeout(Number(timer))` has it. */
  timerById(id: number): RealmTimer | undefined
  /** A number in [0, 1) of the seed: what `Math.random` gives. */
  random(): number
  /** Counts work that real time has to finish before virtual time may move: +1 when it starts, -1 when it ends. */
  workChanged(change: 1 | -1): void
  /** Something happened: virtual time has to wait for what follows from it. */
  stirred(): void
  /** Whoever is running wrote this to the console. */
  wrote(text: string): void
  /** Nobody caught this error, in the context of this call. */
  unhandled(what: 'rejection' | 'exception', error: unknown, call: number | null): void
}

/** Where code runs: in which drill, and for which of its calls (null: for none, such as the client's set-up). */
export interface Place {
  readonly realm: Realm
  readonly call: number | null
}

/** One storage a process, also where the package is loaded twice: all copies share the facades. */
const STORAGE = Symbol.for('firedrill.place')
const registry = globalThis as { [STORAGE]?: AsyncLocalStorage<Place> }
registry[STORAGE] ??= new AsyncLocalStorage<Place>()
const places = registry[STORAGE]

/** Where the running code is; undefined outside of every drill. */
export function currentPlace(): Place | undefined {
  return places.getStore()
}

/** Runs a function, and all that it starts, at a place. */
export function runAt<T>(place: Place, run: () => T): T {
  return places.run(place, run)
}

/** Runs a function, and all that it starts, outside of every drill: for the harness's own doings. */
export function runOutside<T>(run: () => T): T {
  return places.exit(run)
}

/**
 * The place that an object of Node's own (a timer) was created at. Node keeps the context of asynchronous resources under
 * a symbol: as a map from storages in Node 24 and later, as the storage's value itself in Node 22.
 */
export function placeOfContext(resource: object): Place | undefined {
  for (const symbol of Object.getOwnPropertySymbols(resource)) {
    const value = (resource as Record<symbol, unknown>)[symbol]
    // Node's map is none of this realm's Map: it is known by its method.
    const frame = value as { get?(key: object): unknown } | null | undefined
    const place = typeof frame?.get === 'function' ? frame.get(places) : value
    if (typeof place === 'object' && place !== null && 'realm' in place) return place as Place
  }
  return undefined
}
