/** Probes a client in a few short drills, so that scenarios can be aimed at the edges of what it does. */
import type { Client } from '../drill/client.ts'
import { type DrillOptions, drill } from '../drill/drill.ts'
import { reset, silence } from '../fault/cut.ts'
import type { Fault } from '../fault/fault.ts'
import { healthy } from '../fault/healthy.ts'
import { status } from '../fault/status.ts'
import type { ProviderData } from '../provider/provider.ts'
import { forever } from '../scenario/forever.ts'
import { scenario } from '../scenario/scenario.ts'
import type { Item } from '../scenario/step.ts'
import type { Trace } from '../trace/trace.ts'
import { attempts } from '../trace/view.ts'
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
 * The traces of the probes. What is wrong with the client as such (it speaks to somebody else, its set-up fails) comes
 * out here, before any scenario is generated.
 *
 * @throws FiredrillError (`wrong-use`) as a drill does.
 */
export async function probe(client: Client, { provider, tail }: ProbeWorld, options: DrillOptions): Promise<Probed> {
  const probed = (name: string, script: readonly Item[], attempts = options.limits?.attempts): Promise<Trace> => {
    const made = scenario({ name: `probe-${name}`, description: 'A probe.', provider, script, calls: { count: 1 } })
    const limits = { ...options.limits, ...(attempts === undefined ? {} : { attempts }) }
    return drill(made, client, { ...options, limits })
  }
  const healthyTrace = await probed('healthy', tail === null ? [] : [healthy(tail)])
  const silent = await probed('silent', [forever(silence())])
  const failing: Probes['failing'][number][] = []
  let attemptsMax: number | null = null
  let isEndless = false
  for (const [name, fault] of Object.entries(FAILURES)) {
    const trace = await probed(name, [forever(fault)], attemptsMax ?? undefined)
    failing.push({ fault, trace })
    if (isEndless || trace.limit?.limit !== 'attempts') continue
    // Many retries are one thing, and no end of them another. That is dear to see, and seen once.
    const patient = await probed(name, [forever(fault)], ATTEMPTS_MAX)
    isEndless = patient.limit !== null
    if (isEndless) continue
    failing[failing.length - 1] = { fault, trace: patient }
    attemptsMax = attempts(patient).length * 2
  }
  return { healthy: healthyTrace, silent, failing, attemptsMax }
}

/** What clients tell apart when they retry, the plainest failure first. */
const FAILURES: Readonly<Record<string, Fault>> = { failing: status(500), limited: status(429), 'cut-off': reset() }

/** A single drill allows so many attempts of a call. */
const ATTEMPTS_MAX = 1000
