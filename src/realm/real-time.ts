/** Real time, for the harness alone: taken before the facades are installed, so that it is real in a drill too. */

const readRealMs = performance.now.bind(performance)

/** Starts an immediate of the event loop, whatever stands still. */
export const startRealImmediate = setImmediate
/** Starts a timer of real time. */
export const startRealTimer = setTimeout

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
