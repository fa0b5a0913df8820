/** Writes a drill's events down, in order, with virtual time. */
import type { TraceEvent } from '../trace/event.ts'

/** An event without its time. */
export type Happening = TraceEvent extends infer Event ? (Event extends TraceEvent ? Omit<Event, 't'> : never) : never

/** The events of one drill so far. */
export class Recorder {
  readonly events: TraceEvent[] = []
  readonly #nowMs: () => number

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs
  }

  record(happening: Happening): void {
    const { kind, ...rest } = happening
    this.events.push({ kind, t: this.#nowMs(), ...rest } as TraceEvent)
  }
}
