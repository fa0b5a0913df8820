/** Right parts that outlive an attempt: a chain of models, and a circuit breaker. */
import { passes } from './errors.ts'
import { type Caller, OPUS, once, prepared, type Question, type Retrying, retrying, SONNET } from './parts.ts'

/** The links of a chain, each with the retries that it declares. */
export const CHAIN = [
  { model: OPUS, retries: 1 },
  { model: SONNET, retries: 2 },
] as const

/** What a client with that chain declares: one retry on the first link, the step, and two on the second. */
export const CHAIN_PROMISES = {
  retries: 4,
  jitter: 'proportional',
  attemptTime: '30s',
  fallback: { chain: CHAIN },
} as const

/** One link of the chain: an attempt, and the retries that it has. */
export function onLink(
  call: Caller,
  { model, retries }: { model: string; retries: number },
  question: Question = {},
  parts: Retrying = {},
): Promise<string> {
  const request = prepared(call, { ...question, model })
  return retrying(call.signal, () => once(call, request), { ...parts, retries })
}

/** The whole chain in order, for failures that pass. */
export async function fallingBack(call: Caller, question: Question = {}): Promise<string> {
  for (const [index, link] of CHAIN.entries()) {
    try {
      return await onLink(call, link, question)
    } catch (error) {
      if (call.signal.aborted || index === CHAIN.length - 1 || !passes(error)) throw error
    }
  }
  throw new Error('the chain has no links')
}

/** What the breaker's client declares. */
export const BREAKER = { threshold: 0.5, window: '1m', reset: '20s', volume: 5 } as const

/** The circuit is open. */
export class CircuitOpen extends Error {}

/** A circuit breaker that is asked before each attempt, and told of its end. */
export class Breaker {
  readonly #resetMs: number
  readonly #volume: number
  readonly #probesMax: number
  #results: { t: number; failed: boolean }[] = []
  #openedMs: number | null = null
  #era = 0
  #probes = 0

  constructor({ resetMs = 20_000, volume = BREAKER.volume as number, probesMax = 1 } = {}) {
    this.#resetMs = resetMs
    this.#volume = volume
    this.#probesMax = probesMax
  }

  /** Makes an attempt, unless the circuit is open; `last` is why it is asked again. */
  async run<T>(attempt: () => Promise<T>, last?: unknown): Promise<T> {
    if (this.#openedMs !== null) {
      const isOpen = Date.now() < this.#openedMs + this.#resetMs || this.#probes >= this.#probesMax
      if (isOpen) throw new CircuitOpen('the circuit is open', { cause: last })
      this.#probes++
    }
    const era = this.#era
    const isProbe = this.#openedMs !== null
    try {
      const value = await attempt()
      this.#settle(era, isProbe, false)
      return value
    } catch (error) {
      const isAborted = (error as { name?: unknown }).name === 'AbortError'
      if (!isAborted) this.#settle(era, isProbe, passes(error))
      else if (isProbe && era === this.#era) this.#probes--
      throw error
    }
  }

  #settle(era: number, isProbe: boolean, failed: boolean): void {
    if (era !== this.#era) return
    const now = Date.now()
    if (isProbe) {
      this.#turn(failed ? now : null)
      return
    }
    this.#results = [...this.#results.filter(({ t }) => t > now - 60_000), { t: now, failed }]
    const failedCount = this.#results.filter((result) => result.failed).length
    const isTripped = failed && this.#results.length >= this.#volume
    if (isTripped && failedCount >= this.#results.length * BREAKER.threshold) this.#turn(now)
  }

  #turn(openedMs: number | null): void {
    this.#openedMs = openedMs
    this.#era++
    this.#probes = 0
    this.#results = []
  }
}

/** A request repeated as promised, each attempt of it past the breaker. */
export function throughBreaker(call: Caller, breaker: Breaker, question: Question = {}): Promise<string> {
  const request = prepared(call, question)
  let last: unknown
  return retrying(
    call.signal,
    () =>
      breaker
        .run(() => once(call, request), last)
        .catch((error: unknown) => {
          if (!(error instanceof CircuitOpen)) last = error
          throw error
        }),
    { passes: (error) => !(error instanceof CircuitOpen) && passes(error) },
  )
}
