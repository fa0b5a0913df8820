/**
 * The two copies of undici: the one that the global fetch is built on, so that its time-outs and its trust can be set, and
 * npm's. The built-in one has to be taken first: npm's would leave its own agent in the same place.
 */

// The built-in copy is loaded when it is first used; a data URL needs no network.
await (await fetch('data:,')).text()

// undici 8 (Node 26) leaves its agent under 2, and under 1 a wrapper for older callers.
const places = globalThis as { [place: symbol]: { constructor: unknown } | undefined }
const builtIn = places[Symbol.for('undici.globalDispatcher.2')] ?? places[Symbol.for('undici.globalDispatcher.1')]

/** npm's undici. */
export const npmUndici = await import('undici')

/** The agent of the built-in copy, as far as the two are the same. */
export const BuiltInAgent = builtIn!.constructor as typeof npmUndici.Agent
