/** One request on its way through a gate, and what the gate makes of it. */
import type { ServiceRequest } from '../fault/request.ts'
import type { StatusFault } from '../fault/status.ts'
import type { AnswerContext, Dialect } from '../provider/provider.ts'
import type { GateState } from './state.ts'

/** One request before a gate. */
export interface Passing {
  readonly request: ServiceRequest
  readonly nowMs: number
  readonly dialect: Pick<Dialect, 'countTokens' | 'findPoison'>
  /** How many answers are under way. */
  readonly underWayCount: number
}

/** What a gate says about one request: refused with a fault, or let through, perhaps after a while in a queue. */
export interface Passage {
  readonly refused: StatusFault | null
  readonly state: GateState
  /** What an answer may tell about the limit; null when there is none, or it is masked. */
  readonly rateLimit: RateLimit | null
  readonly queuedMs: number
}

/** What an answer may tell about a limit. */
export type RateLimit = NonNullable<AnswerContext['rateLimit']>
