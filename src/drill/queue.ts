/** Drills of one process run one after another: they share its sockets and its last resorts for errors. */

const QUEUE = Symbol.for('firedrill.queue')
const registry = globalThis as { [QUEUE]?: Promise<unknown> }

/** Runs when every drill that was asked for before has ended. */
export function inTurn<T>(run: () => Promise<T>): Promise<T> {
  const turn = (registry[QUEUE] ?? Promise.resolve()).then(run, run)
  registry[QUEUE] = turn.catch(() => {})
  return turn
}
