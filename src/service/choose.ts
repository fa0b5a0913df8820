/** Finds what answers a request: the member in force, on the way down through the lists. */
import type { Fault } from '../fault/fault.ts'
import { type HealthyFault, healthy } from '../fault/healthy.ts'
import type { ServiceRequest } from '../fault/request.ts'
import { randomAt } from '../random.ts'
import type { Mix, Ramp } from '../scenario/step.ts'
import { pass } from './gate.ts'
import { matches } from './match.ts'
import type { Passing, RateLimit } from './passage.ts'
import type { Plan, StepTurn, Turn } from './plan.ts'
import { beginMs, settle } from './settle.ts'
import { type GateState, type ListState, listState } from './state.ts'

/** One request on its way down. */
export interface Visit {
  readonly request: ServiceRequest
  readonly nowMs: number
  readonly seed: number
  readonly draws: Readonly<Record<string, number>>
  readonly dialect: Passing['dialect']
  readonly underWayCount: number
  /** True while there is no connection yet: gates read requests, and don't see this one. */
  readonly connecting: boolean
}

/** What answers. */
export interface Choice {
  readonly fault: Fault
  /** What answered, in the words of a trace. */
  readonly step: string
  /** The path of the fault, mix or limit that has answered with this; null for health between the steps. */
  readonly served: string | null
  /** The paths of the mixes and ramps that were drawn from. */
  readonly drawn: readonly string[]
}

/** The list after the request, what answers (null: nothing here does), and the limit to tell of. */
export interface Chosen {
  readonly state: ListState
  readonly choice: Choice | null
  readonly rateLimit: RateLimit | null
  /** How long the request waits in queues before it is answered. */
  readonly queuedMs: number
}

const HEALTHY: HealthyFault = healthy()

/** Lets a list answer a request: the members beside first, in their order, then the one whose turn it is. */
export function choose(plan: Plan, before: ListState, visit: Visit): Chosen {
  const settled = settle(plan, before, visit.nowMs)
  const besides = chooseBeside(plan, settled, visit)
  const state = { ...settled, beside: besides.beside }
  if (besides.choice !== null || state.turn >= plan.turnsMax) return { ...besides, state }
  const turn = plan.turns[state.turn % plan.turns.length] as Turn
  if (turn.kind === 'step') {
    const inner = chooseInStep(turn, state, visit)
    return {
      ...inner,
      rateLimit: inner.rateLimit ?? besides.rateLimit,
      queuedMs: inner.queuedMs + besides.queuedMs,
    }
  }
  const choice = turn.kind === 'answer' ? answered(turn.path, turn.fault) : drawn(turn, visit)
  const over = { ...state, turn: state.turn + 1, startMs: visit.nowMs, inner: null }
  return { ...besides, state: over, choice }
}

function chooseBeside(plan: Plan, state: ListState, visit: Visit): Omit<Chosen, 'state'> & Pick<ListState, 'beside'> {
  const beside = [...state.beside]
  let rateLimit: RateLimit | null = null
  let queuedMs = 0
  for (const [index, member] of plan.beside.entries()) {
    if (member.kind === 'gate') {
      if (visit.connecting) continue
      const passage = pass(member.gate, beside[index] as GateState, visit)
      beside[index] = passage.state
      if (passage.refused !== null) {
        return { beside, choice: answered(member.path, passage.refused), rateLimit: passage.rateLimit, queuedMs: 0 }
      }
      rateLimit = passage.rateLimit ?? rateLimit
      queuedMs += passage.queuedMs
    } else if (matches(member.match, visit.request, visit.connecting)) {
      const track = choose(member.plan, beside[index] as ListState, visit)
      beside[index] = track.state
      rateLimit = track.rateLimit ?? rateLimit
      queuedMs += track.queuedMs
      if (track.choice !== null) return { beside, choice: track.choice, rateLimit, queuedMs }
    }
  }
  return { beside, choice: null, rateLimit, queuedMs }
}

function chooseInStep(turn: StepTurn, state: ListState, visit: Visit): Chosen {
  const begin = beginMs(turn, state.startMs)
  if (begin > visit.nowMs) return { state, choice: calm(`healthy before ${turn.path}`), rateLimit: null, queuedMs: 0 }
  if (turn.step.kind === 'ramp' && !caught(turn.step, turn.path, visit.nowMs - begin, visit)) {
    const choice = { ...calm(`healthy in ${turn.path}`), drawn: [turn.path] }
    return { state, choice, rateLimit: null, queuedMs: 0 }
  }
  const inner = choose(turn.plan, state.inner ?? listState(turn.plan, begin), visit)
  const choice = inner.choice ?? calm(`healthy in ${turn.path}`)
  const drawn = turn.step.kind === 'ramp' ? [turn.path] : []
  const within = { ...state, inner: inner.state }
  return { ...inner, state: within, choice: { ...choice, drawn: [...drawn, ...choice.drawn] } }
}

function answered(path: string, fault: Fault): Choice {
  return { fault, step: path, served: path, drawn: [] }
}

/** Whether a ramp answers a request that comes so long after its beginning. */
function caught(ramp: Ramp, path: string, sinceMs: number, { seed, draws }: Visit): boolean {
  const { durationMs, from, to } = ramp
  const share = from + (to - from) * (sinceMs / durationMs)
  return randomAt(seed, `ramp ${JSON.stringify(ramp)}`, draws[path] ?? 0) < share
}

function drawn({ path, key, mix }: Extract<Turn, { kind: 'draw' }>, { seed, draws }: Visit): Choice {
  const chance = randomAt(seed, key, draws[path] ?? 0)
  return { ...answered(path, shareAt(mix, chance)), drawn: [path] }
}

/** The share in which this chance in [0, 1) falls, when all of them are laid side by side. */
function shareAt({ shares }: Mix, chance: number): Fault {
  let left = chance * shares.reduce((sum, [weight]) => sum + weight, 0)
  let fault: Fault = HEALTHY
  for (const [weight, share] of shares) {
    if (weight === 0) continue
    fault = share
    left -= weight
    if (left < 0) break
  }
  return fault
}

function calm(step: string): Choice {
  return { fault: HEALTHY, step, served: null, drawn: [] }
}
