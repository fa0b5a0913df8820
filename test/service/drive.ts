/** Drives a service by hand: requests at given times, and what answered them. */
import type { ServiceRequest } from '../../src/fault/request.ts'
import { anthropic, anthropicDialect } from '../../src/provider/anthropic/dialect.ts'
import { scenario } from '../../src/scenario/scenario.ts'
import type { Item } from '../../src/scenario/step.ts'
import { type Served, serve } from '../../src/service/serve.ts'
import { initialState, type ServiceState } from '../../src/service/state.ts'
import { aRequest } from '../provider/request.ts'

/** What every drill needs; the seed may be another. */
export const OPTIONS = { seed: 1, dialect: anthropicDialect, epochMs: Date.parse('2026-01-01T00:00:00Z') }

/** The provider of all scripts here. */
export const api = anthropic()

/** A request at a time. */
export interface Arrival extends Partial<ServiceRequest> {
  readonly atMs: number
}

/** Serves requests in order, from the beginning of the script. A number is a plain request at that time. */
export function drive(
  script: readonly Item[],
  arrivals: readonly (number | Arrival)[],
  seed = OPTIONS.seed,
): { served: Served[]; state: ServiceState } {
  const served: Served[] = []
  let state = initialState(scenario({ name: 'driven', description: 'Driven by hand.', provider: api, script }))
  for (const arrival of arrivals) {
    const { atMs, ...request } = typeof arrival === 'number' ? { atMs: arrival } : arrival
    const answered = serve(state, aRequest(request), atMs, { ...OPTIONS, seed })
    served.push(answered)
    state = answered.state
  }
  return { served, state }
}

/** What answered each request, as `step: fault`. */
export function answers(script: readonly Item[], arrivals: readonly (number | Arrival)[]): string[] {
  return drive(script, arrivals).served.map(({ step, label }) => `${step}: ${label}`)
}

/** The same, faults alone. */
export function faults(
  script: readonly Item[],
  arrivals: readonly (number | Arrival)[],
  seed = OPTIONS.seed,
): string[] {
  return drive(script, arrivals, seed).served.map(({ label }) => label)
}

/** A header of an answer; null when it has none of this name. */
export function headerOf({ answer }: Pick<Served, 'answer'>, name: string): string | null {
  const head = answer.find((act) => act.act === 'head')
  return head?.headers.find(([key]) => key === name)?.[1] ?? null
}
