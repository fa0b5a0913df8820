/** An audit: clients drilled through every scenario and judged by every rule, folded into a scorecard. */
import { type Client, completeClient } from '../drill/client.ts'
import { type DrillOptions, drill } from '../drill/drill.ts'
import type { LimitOptions } from '../drill/limits.ts'
import { checkHandlers, checkSeed } from '../drill/misuse.ts'
import { isFiredrillError, wrongUse } from '../errors.ts'
import { allProperties } from '../property/all.ts'
import type { Property } from '../property/property.ts'
import type { ProviderData } from '../provider/provider.ts'
import { realNowMs } from '../realm/real-time.ts'
import type { ReportedRun } from '../report/reported.ts'
import type { Scorecard } from '../report/scorecard.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { placeOf, TOLD_APIS } from '../scenario/told-to.ts'
import { CardCounts } from './card.ts'
import { providerOf } from './provider-of.ts'
import { checkSubjects, type Subject, subjectOf } from './subject.ts'
import { scenariosFor } from './told.ts'
import { ownVersion } from './version.ts'

/** What an audit may be told besides its clients. */
export interface AuditOptions extends DrillOptions {
  /** What bounds each drill. Default: 200 attempts of one call, or twice what is promised; else as for any drill. */
  limits?: LimitOptions
  /** The scenarios. Each client meets those of its own API, and those of others in its words, as far as it has any. */
  scenarios: readonly Scenario[]
  /** The command that shows a drill again. Default: the code that does. */
  replay?: (scenario: Scenario, client: string) => string
  /** Is told how far the audit has come, before each drill and at the end. */
  onProgress?: (progress: AuditProgress) => void
  /** Ends the audit after the drill under way, with what was found so far. */
  signal?: AbortSignal
}

/** How far an audit has come. */
export interface AuditProgress {
  /** Drills made, and to be made, over all clients. */
  readonly done: number
  readonly total: number
  /** The client and the scenario that come next; null at the end. */
  readonly client: string | null
  readonly scenario: string | null
}

/** What an audit found. */
export interface Audit {
  /** The same for the same clients, scenarios and seed, byte for byte. */
  readonly scorecard: Scorecard
  /** The runs of the smallest scenarios that showed a rule violated, each once. */
  readonly evidence: readonly ReportedRun[]
  readonly ended: 'all' | 'interrupted'
  /** Real milliseconds from start to end. */
  readonly wallMs: number
}

/**
 * Drills each client through the scenarios, told in the words of its API, and judges it by all rules. A client that is named
 * to be audited but wasn't reached before an interruption has no card.
 *
 * @throws FiredrillError (`wrong-use`) for no clients or scenarios, for clients that share a name or speak to an API that none
 * of the scenarios can be told of, and for bad options.
 */
export async function audit(clients: readonly (Client | Subject)[], options: AuditOptions): Promise<Audit> {
  return await new Auditing(clients.map(subjectOf), options).run()
}

/** A client with the scenarios that it meets. */
interface Plan {
  readonly subject: Subject
  readonly provider: ProviderData
  readonly scenarios: readonly Scenario[]
  /** The names of those that have no words in its API. */
  readonly untold: readonly string[]
}

class Auditing {
  readonly #subjects: readonly Subject[]
  readonly #options: AuditOptions
  readonly #drill: DrillOptions
  readonly #seed: number
  readonly #properties: readonly Property[] = allProperties()
  readonly #startMs = realNowMs()
  #done = 0

  constructor(subjects: readonly Subject[], options: AuditOptions) {
    const { scenarios, replay, onProgress, signal, ...drillOptions } = options
    checkSubjects(subjects)
    if (scenarios.length === 0) throw wrongUse('audit', 'no scenario is given', 'Give some: { scenarios: [ … ] }')
    for (const scenario of scenarios) checkHandlers(scenario, options.healthy ?? {})
    this.#subjects = subjects
    this.#options = options
    this.#seed = checkSeed(options.seed ?? 1)
    this.#drill = { ...drillOptions, seed: this.#seed }
  }

  async run(): Promise<Audit> {
    const plans = await this.#plans()
    const counts: CardCounts[] = []
    const cards: Scorecard['clients'][number][] = []
    for (const plan of plans) {
      if (this.#isInterrupted) break
      const count = await this.#audited(plan, total(plans))
      counts.push(count)
      cards.push(count.card(plan.scenarios.length, plan.untold))
    }
    this.#options.onProgress?.({ done: this.#done, total: total(plans), client: null, scenario: null })
    const isPartial = this.#done < total(plans)
    return {
      scorecard: {
        schemaVersion: 1,
        firedrill: ownVersion(),
        seed: this.#seed,
        ...(isPartial ? { partial: { done: this.#done, total: total(plans) } } : {}),
        scenarios: namesMet(this.#options.scenarios, plans),
        clients: cards,
      },
      evidence: counts.flatMap(({ evidence }) => evidence),
      ended: isPartial ? 'interrupted' : 'all',
      wallMs: Math.round(realNowMs() - this.#startMs),
    }
  }

  get #isInterrupted(): boolean {
    return this.#options.signal?.aborted === true
  }

  async #plans(): Promise<Plan[]> {
    const { scenarios } = this.#options
    const providers = providersOf(scenarios)
    const plans: Plan[] = []
    for (const subject of this.#subjects) {
      const provider = await providerOf(subject, providers, this.#drill)
      const told = scenariosFor(provider, scenarios)
      if (told.scenarios.length === 0) throw untold(subject, provider)
      plans.push({ subject, provider, ...told })
    }
    return plans
  }

  async #audited({ subject, provider, scenarios }: Plan, total: number): Promise<CardCounts> {
    const counts = new CardCounts(subject.name, provider.name, this.#properties)
    for (const scenario of scenarios) {
      if (this.#isInterrupted) break
      this.#options.onProgress?.({ done: this.#done, total, client: subject.name, scenario: scenario.name })
      await this.#add(counts, subject, scenario)
      this.#done++
    }
    return counts
  }

  async #add(counts: CardCounts, subject: Subject, scenario: Scenario): Promise<void> {
    const startMs = realNowMs()
    try {
      const client = await subject.clientFor(scenario)
      const drilled = await drill(scenario, client, { ...this.#drill, limits: this.#limits(client) })
      const trace = { ...drilled, client: subject.name }
      // How far a drill comes in real time is the machine's, and no part of what is the same from run to run.
      if (trace.limit?.limit === 'wall-time') {
        counts.addUnjudged(scenario.name, 'its drill came to the limit of real time.')
        return
      }
      const results = this.#properties.map((property) => property.check(trace))
      const wallMs = Math.round(realNowMs() - startMs)
      counts.add({ scenario, trace, results, required: [], wallMs }, this.#replayOf(scenario, subject.name))
    } catch (error) {
      // The client has spoken to its provider before: in this one scenario it can't be drilled.
      if (!isFiredrillError(error) || error.kind !== 'wrong-use') throw error
      counts.addUnjudged(scenario.name, error.message)
    }
  }

  /** A client without an end shows it soon: most scenarios would find it out again, at some expense. */
  #limits(client: Client): LimitOptions {
    const { retries } = completeClient(client).contract
    return { attempts: Math.max(ATTEMPTS_MAX, ((retries ?? 0) + 1) * 2), ...this.#drill.limits }
  }

  #replayOf(scenario: Scenario, client: string): string {
    const { replay } = this.#options
    return replay === undefined ? `drill(scenario, client, { seed: ${this.#seed} })` : replay(scenario, client)
  }
}

const ATTEMPTS_MAX = 200

function total(plans: readonly Plan[]): number {
  return plans.reduce((sum, { scenarios }) => sum + scenarios.length, 0)
}

function namesMet(scenarios: readonly Scenario[], plans: readonly Plan[]): string[] {
  const met = new Set(plans.flatMap((plan) => plan.scenarios.map(({ name }) => name)))
  return [...new Set(scenarios.map(({ name }) => name))].filter((name) => met.has(name))
}

/** The APIs that clients may speak to. One without hosts is for all that the scenarios don't name. */
function providersOf(scenarios: readonly Scenario[]): ProviderData[] {
  const named = scenarios.map(({ provider }) => provider)
  const all = named.some(({ hosts }) => hosts.length === 0) ? named : [...TOLD_APIS.map(placeOf), ...named]
  const keyOf = ({ name, hosts }: ProviderData) => JSON.stringify([name, hosts])
  return [...new Map(all.map((provider) => [keyOf(provider), provider])).values()]
}

function untold({ name }: Subject, provider: ProviderData): Error {
  const why = `it speaks to ${provider.name} at ${provider.hosts.join(', ')}, and none of the scenarios can be told of that`
  return wrongUse(`audit "${name}"`, why, `Give scenarios whose provider is ${provider.name}()`)
}
