/** What every request passes before anything answers it: limits, capacity, and a look for poison. */
import { type StatusFault, status } from '../fault/status.ts'
import { POISON_CHECKS } from '../scenario/poison.ts'
import type { Capacity, Gate, Poison } from '../scenario/step.ts'
import type { Passage, Passing } from './passage.ts'
import { passLimits } from './rate.ts'
import type { CapacityState, GateState, RateState } from './state.ts'

/** Asks a gate about a request at this time. */
export function pass(gate: Gate, state: GateState, passing: Passing): Passage {
  switch (gate.kind) {
    case 'limits':
      return passLimits(gate, state as RateState, passing)
    case 'capacity':
      return passCapacity(gate, state as CapacityState, passing.nowMs)
    case 'poison':
      return { refused: poisoned(gate, passing), state, rateLimit: null, queuedMs: 0 }
  }
}

/** A leaking bucket: work drains at the service's own pace, and what is turned away may cost some of it, too. */
function passCapacity(capacity: Capacity, { backlog, atMs }: CapacityState, nowMs: number): Passage {
  const { requestsPerSecond, queue, shedCost, shedAs } = capacity
  const left = Math.max(0, backlog - ((nowMs - atMs) / 1000) * requestsPerSecond)
  // One is being served, the others wait.
  if (left >= queue + 1) {
    const wasted = Math.min(left + shedCost, 2 * (queue + 1))
    return { refused: status(shedAs), state: { backlog: wasted, atMs: nowMs }, rateLimit: null, queuedMs: 0 }
  }
  const queuedMs = Math.ceil((left / requestsPerSecond) * 1000)
  return { refused: null, state: { backlog: left + 1, atMs: nowMs }, rateLimit: null, queuedMs }
}

function poisoned({ checks, contextTokens, maskedAs }: Poison, { request, dialect }: Passing): StatusFault | null {
  const found = dialect.findPoison?.(request, checks ?? POISON_CHECKS, contextTokens) ?? null
  if (found === null) return null
  if (maskedAs !== undefined) return status(maskedAs)
  const { message, errorType } = found
  return status(found.status, { message, ...(errorType === undefined ? {} : { errorType }) })
}
