/** The service: one pure step from a request and a state to an answer and the next state. */
import { type Act, type Answer, answerMs } from '../fault/answer.ts'
import { type ConnectionFault, handshakeOf, isConnectionFault } from '../fault/connection.ts'
import type { Fault } from '../fault/fault.ts'
import type { Handshake } from '../fault/handshake.ts'
import { healthy } from '../fault/healthy.ts'
import type { ServiceRequest } from '../fault/request.ts'
import type { Dialect } from '../provider/provider.ts'
import { type Rendered, render } from '../provider/render/render.ts'
import { randomAt } from '../random.ts'
import { printFault } from '../scenario/print-fault.ts'
import { type Choice, type Chosen, choose } from './choose.ts'
import type { RateLimit } from './passage.ts'
import { planOf } from './plan.ts'
import type { ServiceState } from './state.ts'

/** What the service needs besides the request, the same for a whole drill. */
export interface ServeOptions {
  readonly seed: number
  /** How the host of the request speaks. */
  readonly dialect: Dialect
  /** How the scenario names statuses, when that is by another dialect. */
  readonly names?: Pick<Dialect, 'statuses'>
  /** Milliseconds since 1970 at drill time 0. */
  readonly epochMs: number
}

/** What answers a request, and where from. */
interface Told {
  readonly state: ServiceState
  /**
   * What answered: a path such as `script[0].during[1]`, `script[1].limits` or `script[2].when[0]`, or `healthy tail`,
   * `healthy before script[1]` (a pending `at`), `healthy in script[0]` (a window whose tracks and limits all let it by).
   */
  readonly step: string
  readonly fault: Fault
  /** The fault in the words of the DSL, such as `api.internalError()`. */
  readonly label: string
}

/** One request, answered. */
export interface Served extends Told {
  readonly answer: Answer
  /** False for a true answer, however late. */
  readonly faulty: boolean
}

/** A request whose connection has a fate. */
export interface Reserved extends Told {
  readonly handshake: Handshake
}

/**
 * Answers one request. Pure: the same arguments give the same answer, and no argument is changed.
 *
 * @param nowMs Drill time at which the request has arrived whole. It never runs backwards from one request to the next.
 */
export function serve(state: ServiceState, request: ServiceRequest, nowMs: number, options: ServeOptions): Served {
  const { list, choice, queuedMs, rateLimit } = chosen(state, request, nowMs, options, false)
  const { answer, faulty } = rendered(state, choice.fault, request, nowMs + queuedMs, options, rateLimit)
  const wait: readonly Act[] = queuedMs > 0 ? [{ act: 'wait', delayMs: queuedMs }] : []
  return {
    answer: [...wait, ...answer],
    faulty,
    ...told({ ...state, list }, choice, nowMs, [...wait, ...answer], options),
  }
}

/**
 * What becomes of the connection that a new request needs, when the script has a fault of connections for it: that turn is
 * then taken. Null when the request shall simply be sent; nothing has changed then.
 *
 * @param request What is known of it before it is sent: its host, path and call.
 */
export function reserve(
  state: ServiceState,
  request: ServiceRequest,
  nowMs: number,
  options: ServeOptions,
): Reserved | null {
  const { list, choice } = chosen(state, request, nowMs, options, true)
  const { fault } = choice
  if (!isConnectionFault(fault)) return null
  const handshake = handshakeOf(fault satisfies ConnectionFault, randomOf(state, options))
  return { handshake, ...told({ ...state, list }, choice, nowMs, [], options) }
}

/** The true answer to a request whose connection stands after all; its turn was taken when the connection was made. */
export function serveAfterHandshake(
  state: ServiceState,
  request: ServiceRequest,
  nowMs: number,
  options: ServeOptions,
): Rendered & { readonly state: ServiceState } {
  const answered = rendered(state, HEALTHY, request, nowMs, options, null)
  return { ...answered, state: counted(state, nowMs, answered.answer) }
}

const HEALTHY = healthy()

function chosen(
  state: ServiceState,
  request: ServiceRequest,
  nowMs: number,
  { seed, dialect }: ServeOptions,
  connecting: boolean,
): Omit<Chosen, 'state' | 'choice'> & { list: ServiceState['list']; choice: Choice } {
  const plan = planOf(state.script)
  const underWayCount = underWay(state, nowMs).length
  const visit = { request, nowMs, seed, draws: state.draws, dialect, underWayCount, connecting }
  const { state: list, choice, ...rest } = choose(plan, state.list, visit)
  return { ...rest, list, choice: choice ?? { fault: plan.tail, step: 'healthy tail', served: null, drawn: [] } }
}

function rendered(
  state: ServiceState,
  fault: Fault,
  request: ServiceRequest,
  nowMs: number,
  options: ServeOptions,
  rateLimit: RateLimit | null,
): Rendered {
  const { dialect, epochMs } = options
  const context = {
    epochMs: epochMs + nowMs,
    random: randomOf(state, options),
    ...(rateLimit === null ? {} : { rateLimit: sinceEpoch(rateLimit, epochMs) }),
  }
  return render(fault, request, dialect, context)
}

function told(state: ServiceState, choice: Choice, nowMs: number, answer: Answer, options: ServeOptions): Told {
  const after = counted(state, nowMs, answer)
  const { fault, step } = choice
  const draws = choice.drawn.map((path) => [path, (state.draws[path] ?? 0) + 1] as const)
  return {
    state: {
      ...after,
      draws: draws.length === 0 ? state.draws : { ...state.draws, ...Object.fromEntries(draws) },
      served: servedAfter(state.served, choice),
    },
    step,
    fault,
    label: printFault(fault, options.names ?? options.dialect),
  }
}

/** One more request, and its answer under way until it has been sent. One that falls silent isn't being worked on. */
function counted(state: ServiceState, nowMs: number, answer: Answer): ServiceState {
  const takesMs = answerMs(answer)
  const others = underWay(state, nowMs)
  const underWayUntilMs = takesMs > 0 ? [...others, nowMs + takesMs] : others
  return { ...state, requestCount: state.requestCount + 1, underWayUntilMs }
}

function underWay({ underWayUntilMs }: ServiceState, nowMs: number): readonly number[] {
  return underWayUntilMs.filter((untilMs) => untilMs > nowMs)
}

function randomOf({ requestCount }: ServiceState, { seed }: ServeOptions): (key: string) => number {
  return (key) => randomAt(seed, `answer ${key}`, requestCount)
}

function sinceEpoch({ limit, remaining, resetEpochMs }: RateLimit, epochMs: number): RateLimit {
  return { limit, remaining, resetEpochMs: resetEpochMs + epochMs }
}

function servedAfter(served: readonly string[], choice: Choice): readonly string[] {
  return choice.served === null || served.includes(choice.served) ? served : [...served, choice.served]
}
