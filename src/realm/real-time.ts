/** Real time, for the harness alone: taken before the facades are installed, so that it is real in a drill too. */

/** Where copies of undici keep the dispatcher that `fetch` uses: set as soon as one has been loaded. */
const UNDICI_DISPATCHERS = [Symbol.for('undici.globalDispatcher.1'), Symbol.for('undici.globalDispatcher.2')]

/** True when connections of undici may be older than this package. Read here, as msw, which comes later, loads undici. */
export const undiciWasHereFirst = UNDICI_DISPATCHERS.some((symbol) => symbol in globalThis)

/** A second copy of the package, which comes after the facades, has to find what the first one found. */
const REAL = Symbol.for('firedrill.real-time')
const registry = globalThis as { [REAL]?: typeof real }
const real = { readMs: performance.now.bind(performance), setImmediate, setTimeout }
registry[REAL] ??= real

/** Starts an immediate of the event loop, whatever stands still. */
export const startRealImmediate = registry[REAL].setImmediate
/** Starts a timer of real time. */
export const startRealTimer = registry[REAL].setTimeout
const readRealMs = registry[REAL].readMs

/** Real milliseconds since some fixed moment. */
export function realNowMs(): number {
  return readRealMs()
}

/** Resolves after one turn of the event loop. */
export function realTurn(): Promise<void> {
  return new Promise((resolve) => startRealImmediate(resolve))
}

/** Resolves after five real milliseconds: for waiting without keeping a core busy. */
export function realPause(): Promise<void> {
  return new Promise((resolve) => startRealTimer(resolve, 5))
}
