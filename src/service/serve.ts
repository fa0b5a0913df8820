/** The service: one pure step from a request and a state to an answer and the next state. */
import type { Answer } from '../fault/answer.ts'
import type { Fault } from '../fault/fault.ts'
import type { ServiceRequest } from '../fault/request.ts'
import type { Dialect } from '../provider/provider.ts'
import { render } from '../provider/render.ts'
import { randomAt } from '../random.ts'
import { printFault } from '../scenario/print-fault.ts'
import { type Choice, choose } from './choose.ts'
import type { RateLimit } from './gate.ts'
import { planOf } from './plan.ts'
import type { ServiceState } from './state.ts'

/** What the service needs besides the request, the same for a whole drill. */
export interface ServeOptions {
  readonly seed: number
  readonly dialect: Dialect
  /** Milliseconds since 1970 at drill time 0. */
  readonly epochMs: number
}

/** One request, answered. */
export interface Served {
  readonly answer: Answer
  readonly state: ServiceState
  /**
   * What answered: a path such as `script[0].during[1]`, `script[1].limits` or `script[2].when[0]`, or `healthy tail`,
   * `healthy before script[1]` (a pending `at`), `healthy in script[0]` (a window whose tracks and limits all let it by).
   */
  readonly step: string
  readonly fault: Fault
  /** The fault in the words of the DSL, such as `api.internalError()`. */
  readonly label: string
  /** False for a true answer, however late. */
  readonly faulty: boolean
}

/**
 * Answers one request. Pure: the same arguments give the same answer, and no argument is changed.
 *
 * @param nowMs Drill time at which the request has arrived whole. It never runs backwards from one request to the next.
 */
export function serve(state: ServiceState, request: ServiceRequest, nowMs: number, options: ServeOptions): Served {
  const { seed, dialect, epochMs } = options
  const plan = planOf(state.script)
  const chosen = choose(plan, state.list, { request, nowMs, seed, draws: state.draws })
  const choice = chosen.choice ?? { fault: plan.tail, step: 'healthy tail', served: null, drawn: null }
  const { fault, step } = choice
  const context = {
    epochMs: epochMs + nowMs,
    random: (key: string) => randomAt(seed, `answer ${key}`, state.requestCount),
    ...(chosen.rateLimit === null ? {} : { rateLimit: sinceEpoch(chosen.rateLimit, epochMs) }),
  }
  return {
    answer: render(fault, request, dialect, context),
    state: {
      script: state.script,
      list: chosen.state,
      requestCount: state.requestCount + 1,
      draws: drawsAfter(state.draws, choice),
      served: servedAfter(state.served, choice),
    },
    step,
    fault,
    label: printFault(fault, dialect),
    faulty: fault.kind !== 'healthy',
  }
}

function sinceEpoch({ limit, remaining, resetEpochMs }: RateLimit, epochMs: number): RateLimit {
  return { limit, remaining, resetEpochMs: resetEpochMs + epochMs }
}

function drawsAfter(draws: ServiceState['draws'], { drawn }: Choice): ServiceState['draws'] {
  return drawn === null ? draws : { ...draws, [drawn]: (draws[drawn] ?? 0) + 1 }
}

function servedAfter(served: readonly string[], choice: Choice): readonly string[] {
  return choice.served === null || served.includes(choice.served) ? served : [...served, choice.served]
}
