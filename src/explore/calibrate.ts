/** Probes a client in three short drills, so that scenarios can be aimed at the edges of what it does. */
import type { Client } from '../drill/client.ts'
import { type DrillOptions, drill } from '../drill/drill.ts'
import { silence } from '../fault/cut.ts'
import { healthy } from '../fault/healthy.ts'
import { status } from '../fault/status.ts'
import type { ProviderData } from '../provider/provider.ts'
import { forever } from '../scenario/forever.ts'
import { scenario } from '../scenario/scenario.ts'
import type { Item } from '../scenario/step.ts'
import type { Trace } from '../trace/trace.ts'
import type { Probes } from './profile.ts'

/** The world in which a client is probed. */
export interface ProbeWorld {
  readonly provider: ProviderData
  /** The name of the user's own handlers that are the healthy world, or null. */
  readonly tail: string | null
}

/** What the probes showed, and how many attempts a drill must allow for a call to end by itself. */
export interface Probed extends Probes {
  /** Null: the drills' own limit does. */
  readonly attemptsMax: number | null
}

/**
 * The traces of three probes. What is wrong with the client as such (it speaks to somebody else, its set-up fails) comes
 * out here, before any scenario is generated.
 *
 * @throws FiredrillError (`wrong-use`) as a drill does.
 */
export async function probe(client: Client, { provider, tail }: ProbeWorld, options: DrillOptions): Promise<Probed> {
  const probed = (name: string, script: readonly Item[], limits = options.limits): Promise<Trace> => {
    const made = scenario({ name, description: 'A probe.', provider, script, calls: { count: 1 } })
    return drill(made, client, { ...options, ...(limits === undefined ? {} : { limits }) })
  }
  const failingScript = [forever(status(500))]
  const healthyTrace = await probed('probe-healthy', tail === null ? [] : [healthy(tail)])
  const failing = await probed('probe-failing', failingScript)
  const silent = await probed('probe-silent', [forever(silence())])
  if (failing.limit?.limit !== 'attempts') return { healthy: healthyTrace, failing, silent, attemptsMax: null }
  // Many retries are one thing, and no end of them another.
  const patient = await probed('probe-failing', failingScript, { ...options.limits, attempts: ATTEMPTS_MAX })
  const count = patient.events.filter(({ kind }) => kind === 'attempt-created').length
  if (patient.limit !== null) return { healthy: healthyTrace, failing, silent, attemptsMax: null }
  return { healthy: healthyTrace, failing: patient, silent, attemptsMax: count * 2 }
}

/** A single drill allows so many attempts of a call. */
const ATTEMPTS_MAX = 1000
