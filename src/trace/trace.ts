/** A trace: one drill's events with what is needed to replay it. */
import type { Contract } from '../contract/contract.ts'
import type { LimitReached, TraceEvent } from './event.ts'

/** What one drill showed. JSON, versioned; the same seed gives the same trace, byte for byte. */
export interface Trace {
  readonly schemaVersion: 1
  readonly scenario: string
  readonly client: string
  readonly seed: number
  readonly events: readonly TraceEvent[]
  /** The limit that ended the drill, or null when every call ended by itself. */
  readonly limit: LimitReached | null
  /** Virtual milliseconds from the first call to the end. */
  readonly virtualMs: number
  /** What the client declared, so that a trace can be judged by itself. */
  readonly contract: Contract
}
