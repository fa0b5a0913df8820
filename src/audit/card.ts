/** What becomes of one client over all scenarios: counted as drills are made, and folded into its card. */
import type { Contract } from '../contract/contract.ts'
import { compareSizes, type Size, sizeOf } from '../explore/size.ts'
import type { Property, PropertyResult } from '../property/property.ts'
import { standing } from '../property/verdict.ts'
import type { ReportedRun } from '../report/reported.ts'
import type { Run } from '../report/run.ts'
import type { ClientCard, RuleCard } from '../report/scorecard.ts'
import { printScenario } from '../scenario/print.ts'
import { attempts } from '../trace/view.ts'
import { fixesOf } from './fixes.ts'
import { needsOf } from './needs.ts'

/** The counts of one client. */
export class CardCounts {
  readonly #client: string
  readonly #provider: string
  readonly #rules: readonly RuleCounts[]
  readonly #hosts = new Map<string, string>()
  readonly #unjudged: string[] = []
  #drilled = 0
  #contract: Contract | null = null

  constructor(client: string, provider: string, properties: readonly Property[]) {
    this.#client = client
    this.#provider = provider
    this.#rules = properties.map((property) => new RuleCounts(property))
  }

  /** Counts a run that was judged. */
  add(run: Run, replay: string): void {
    this.#drilled++
    this.#contract ??= run.trace.contract
    for (const event of run.trace.events) {
      if (event.kind === 'unexpected-host' && !this.#hosts.has(event.host)) this.#hosts.set(event.host, event.message)
    }
    const shown = { run, replay }
    for (const [place, result] of run.results.entries()) this.#rules[place]!.add(result, shown)
  }

  /** Counts a scenario that could not be judged. */
  addUnjudged(scenario: string, why: string): void {
    this.#drilled++
    this.#unjudged.push(`${scenario} could not be judged: ${why}`)
  }

  /** The runs that show the violations, each once. */
  get evidence(): ReportedRun[] {
    return [...new Set(this.#rules.flatMap(({ smallest }) => smallest?.shown ?? []))]
  }

  /**
   * The card.
   *
   * @param planned How many scenarios the client was to meet.
   * @param untold The names of those that can't be told in the words of its API.
   */
  card(planned: number, untold: readonly string[]): ClientCard {
    const rules = this.#rules.map((counts) => counts.card(this.#contract))
    const failures = [...this.#hosts].map(([host, message]) => `Unexpected host ${host}: ${message}`)
    const doubts = [
      ...(this.#drilled < planned ? [`The audit was interrupted after ${this.#drilled} of ${planned} scenarios.`] : []),
      ...this.#unjudged,
      ...(rules.some(({ held }) => held > 0) ? [] : ['No rule came to the test and was held.']),
    ]
    const isBroken = failures.length > 0 || rules.some(({ verdict }) => verdict === 'violated')
    return {
      client: this.#client,
      provider: this.#provider,
      drilled: this.#drilled,
      untold,
      verdict: isBroken ? 'fail' : doubts.length > 0 ? 'inconclusive' : 'pass',
      reasons: [...failures, ...doubts],
      inconclusive: this.#unjudged.length,
      rules,
      fixes: fixesOf(rules),
    }
  }
}

/** A scenario that showed a rule violated. */
interface Violated {
  readonly name: string
  readonly size: Size
}

/** One rule over the scenarios so far. */
class RuleCounts {
  readonly #property: Property
  readonly #violations: Violated[] = []
  readonly #missing = new Map<string, number>()
  /** The smallest scenario alone is kept with its run: the runs of all would fill the memory. */
  smallest: (Violated & { readonly message: string; readonly shown: ReportedRun }) | null = null
  #held = 0
  #unexercised = 0

  constructor(property: Property) {
    this.#property = property
  }

  add(result: PropertyResult, shown: ReportedRun): void {
    const verdict = standing(result)
    // What was only advised against puts nobody to the test: it is told what to declare so that it does.
    if (verdict === 'unexercised' || verdict === 'advised') {
      this.#unexercised++
      this.#missing.set(result.message, (this.#missing.get(result.message) ?? 0) + 1)
      return
    }
    if (verdict === 'held') {
      this.#held++
      return
    }
    const { scenario, trace } = shown.run
    const size = [...sizeOf(scenario), attempts(trace).length]
    const { name } = scenario
    const isSmallest = this.smallest === null || compareSizes(size, this.smallest.size) < 0
    this.#violations.push({ name, size })
    if (isSmallest) this.smallest = { name, size, message: result.message, shown }
  }

  card(contract: Contract | null): RuleCard {
    const { id, rule } = this.#property
    const violated = this.#violations.length
    const verdict = violated > 0 ? 'violated' : this.#held > 0 ? 'held' : 'unexercised'
    const missing = [...this.#missing].toSorted(([, one], [, other]) => other - one).map(([message]) => message)
    return {
      id,
      rule,
      verdict,
      held: this.#held,
      violated,
      unexercised: this.#unexercised,
      violation: this.#violation(),
      needs: verdict === 'unexercised' && contract !== null ? needsOf(rule, contract, missing) : null,
    }
  }

  #violation(): RuleCard['violation'] {
    if (this.smallest === null) return null
    const { message, shown } = this.smallest
    const { scenario } = shown.run
    return {
      scenario: scenario.name,
      source: printScenario(scenario),
      message,
      replay: shown.replay,
      others: this.#violations
        .toSorted((one, other) => compareSizes(one.size, other.size))
        .map(({ name }) => name)
        .filter((name) => name !== scenario.name),
    }
  }
}
