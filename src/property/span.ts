/** The part of a trace that some of its calls make up, as a trace of its own. */
import type { TraceEvent } from '../trace/event.ts'
import type { Trace } from '../trace/trace.ts'

/** A part of a trace, and the way from its events back to those of the whole. */
export interface Part {
  readonly part: Trace
  readonly placeOf: (place: number) => number
}

/** The calls that start in `[fromMs, toMs)` with all that happens in them, and what ends the drill for all calls. */
export function callsFrom(trace: Trace, fromMs: number, toMs: number): Part {
  const started = trace.events.filter((event) => event.kind === 'call-started')
  const chosen = new Set(started.filter(({ t }) => t >= fromMs && t < toMs).map(({ call }) => call))
  const callOf = new Map<number, number | null>()
  const othersOpen = new Set<number>()
  const places = trace.events.flatMap((event, place) => {
    if (event.kind === 'attempt-created') callOf.set(event.attempt, event.call)
    note(event, chosen, othersOpen)
    // What stood open while another call ran may have been that call's.
    if (event.kind === 'census' && othersOpen.size > 0) return []
    return belongs(event, chosen, callOf) ? place : []
  })
  const events = places.map((place) => trace.events[place]!)
  return { part: { ...trace, events }, placeOf: (place) => places[place]! }
}

function note(event: TraceEvent, chosen: ReadonlySet<number>, othersOpen: Set<number>): void {
  if (event.kind === 'call-started' && !chosen.has(event.call)) othersOpen.add(event.call)
  if (event.kind === 'call-ended') othersOpen.delete(event.call)
}

function belongs(event: TraceEvent, chosen: ReadonlySet<number>, callOf: ReadonlyMap<number, number | null>): boolean {
  if (event.kind === 'dead-silence') return event.calls.some((call) => chosen.has(call))
  if (event.kind === 'limit-reached' && event.call === null) return true
  const call = 'call' in event ? event.call : (callOf.get(event.attempt) ?? null)
  return call !== null && chosen.has(call)
}
