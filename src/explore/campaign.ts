/** A campaign: the client is probed, kept failures are drilled again, then the hunt begins; all of it is counted. */
import { FiredrillError, wrongUse } from '../errors.ts'
import { standing } from '../property/verdict.ts'
import type { Counterexample, Exploration } from '../report/exploration.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { Aim } from './aim.ts'
import { ScenarioArbitrary } from './arbitrary.ts'
import { probe } from './calibrate.ts'
import { CoverageCounts } from './coverage.ts'
import { sample } from './fast-check.ts'
import { type Catch, catchOf, Hunt } from './hunt.ts'
import { brokenBy, type Judged, judge } from './judge.ts'
import { drop, type KeptFile, keep, readKept } from './kept.ts'
import { lasting } from './limits.ts'
import type { Setting } from './options.ts'
import { profileOf } from './profile.ts'
import type { Progress } from './progress.ts'
import { unreached } from './require.ts'
import { Watch } from './watch.ts'

/** One campaign. */
export class Campaign {
  #setting: Setting
  readonly #watch: Watch
  readonly #coverage: CoverageCounts
  readonly #dropped: string[] = []
  readonly #untested: string[] = []
  readonly #broken = new Map<string, Catch & { file: string | null }>()
  readonly #hosts = new Map<string, string>()
  #replayed = 0
  #drills = 0
  #shrinkDrills = 0
  #inconclusive = 0

  constructor(setting: Setting) {
    this.#setting = setting
    this.#watch = new Watch(setting.budgetMs, setting.signal)
    this.#coverage = new CoverageCounts(setting.properties, setting.dialect)
  }

  /** Runs it to its end. */
  async run(): Promise<Exploration> {
    this.#progress('probing')
    const arbitrary = await this.#arbitrary()
    if (this.#setting.path !== null) await this.#replay(arbitrary, this.#setting.path)
    else {
      await this.#replayKept()
      await this.#hunt(arbitrary)
      this.#keepAll()
    }
    return this.#result()
  }

  async #arbitrary(): Promise<ScenarioArbitrary> {
    const { provider, dialect, allows, client, given, drill, tail } = this.#setting
    const probed = await probe(given, { provider, tail }, drill)
    const profile = profileOf(probed)
    if (probed.attemptsMax !== null) {
      this.#setting = {
        ...this.#setting,
        drill: { ...drill, limits: { ...drill.limits, attempts: probed.attemptsMax } },
      }
    }
    const aim: Aim = { provider, dialect, profile, contract: client.contract, allows, tail }
    const arbitrary = new ScenarioArbitrary(aim)
    if (!arbitrary.isEmpty) return arbitrary
    throw wrongUse('explore', 'this client can meet none of the faults that are allowed', 'Allow more kinds of faults')
  }

  /** Only the scenario at this path, as it stands. */
  async #replay(arbitrary: ScenarioArbitrary, path: string): Promise<void> {
    const { seed, drill } = this.#setting
    const judged = await judge(scenarioAt(arbitrary, seed, path), this.#setting, this.#watch)
    this.#count(judged, [])
    for (const { id } of brokenBy(judged)) {
      const how = { seed, limits: lasting(drill.limits), path, shrinkDrills: 0, cutShort: false }
      this.#broken.set(id, { ...catchOf(judged, id, how), file: null })
    }
  }

  async #replayKept(): Promise<void> {
    const { kept, client, properties } = this.#setting
    if (kept === null) return
    const judgedHere = new Set(properties.map(({ id }) => id))
    for (const file of readKept(kept)) {
      const { failure } = file
      if (failure.client !== client.name || !judgedHere.has(failure.property) || this.#watch.over !== null) continue
      await this.#replayFile(file)
    }
  }

  async #replayFile(file: KeptFile): Promise<void> {
    const { scenario, seed, limits, property } = file.failure
    const drill = { ...this.#setting.drill, seed, limits: { ...this.#setting.drill.limits, ...limits } }
    const judged = await judge(scenario, { ...this.#setting, drill }, this.#watch)
    if (!judged.isConclusive) return
    this.#replayed++
    this.#progress('kept')
    const result = judged.results.find(({ id }) => id === property)
    if (result === undefined) return
    const verdict = standing(result)
    if (verdict === 'violated') {
      if (this.#broken.has(property)) return
      const caught = catchOf(judged, property, { seed, limits, path: null, shrinkDrills: 0, cutShort: false })
      this.#broken.set(property, { ...caught, file: file.path })
    } else if (verdict === 'unexercised') this.#untested.push(file.path)
    else {
      drop(file)
      this.#dropped.push(file.path)
    }
  }

  async #hunt(arbitrary: ScenarioArbitrary): Promise<void> {
    const known = new Set(this.#broken.keys())
    const hunt = new Hunt(this.#setting, this.#watch, arbitrary, known, (...drilled) => this.#count(...drilled))
    await hunt.run()
    this.#shrinkDrills = hunt.shrinkDrills
    for (const caught of hunt.caught) this.#broken.set(caught.result.id, { ...caught, file: null })
  }

  #keepAll(): void {
    const { kept, client } = this.#setting
    if (kept === null) return
    for (const [property, caught] of this.#broken) {
      if (caught.file !== null) continue
      const { scenario, seed, limits } = caught
      const file = keep(kept, { property, client: client.name, seed, limits, scenario })
      this.#broken.set(property, { ...caught, file })
    }
  }

  #count(judged: Judged, broken: readonly string[]): void {
    this.#drills++
    if (judged.isConclusive) this.#coverage.add(judged.scenario, judged.trace, judged.results)
    else this.#inconclusive++
    for (const event of judged.trace.events) {
      if (event.kind === 'unexpected-host' && !this.#hosts.has(event.host)) this.#hosts.set(event.host, event.message)
    }
    this.#progress('exploring', broken)
  }

  #progress(phase: Progress['phase'], broken: readonly string[] = [...this.#broken.keys()]): void {
    const { onProgress, runs } = this.#setting
    onProgress({ phase, drills: this.#drills, runs, broken, shrinkDrills: 0 })
  }

  #result(): Exploration {
    const { client, seed, runs, path } = this.#setting
    const { coverage } = this.#coverage
    const counterexamples = [...this.#broken.values()].map((caught): Counterexample => {
      const counts = coverage.properties.find(({ id }) => id === caught.result.id)
      return { ...caught, drills: counts?.violated ?? 0 }
    })
    const failures = [...this.#hosts].map(([host, message]) => `unexpected host ${host}: ${message}`)
    const doubts = path === null ? [...unreached(this.#setting.required, coverage), ...this.#doubts(coverage)] : []
    const isBroken = counterexamples.length > 0 || failures.length > 0
    return {
      schemaVersion: 1,
      client: client.name,
      seed,
      runs: path === null ? runs : 1,
      drills: this.#drills,
      shrinkDrills: this.#shrinkDrills,
      inconclusive: this.#inconclusive,
      ended: this.#ended(counterexamples.length),
      verdict: isBroken ? 'fail' : doubts.length > 0 ? 'inconclusive' : 'pass',
      reasons: [...failures, ...doubts],
      counterexamples,
      kept: { replayed: this.#replayed, dropped: this.#dropped, untested: this.#untested },
      coverage,
      wallMs: Math.round(this.#watch.wallMs),
    }
  }

  #doubts({ properties }: Exploration['coverage']): string[] {
    const total = this.#drills
    if (total === 0) return ['The budget was spent before the first scenario was drilled. Give more time.']
    if (this.#inconclusive === total)
      return ['Every drill came to a limit of the harness. Raise the limits of the drills.']
    return properties.some(({ held }) => held > 0) ? [] : ['No property came to the test and was held.']
  }

  #ended(brokenCount: number): Exploration['ended'] {
    if (this.#setting.path !== null || this.#drills >= this.#setting.runs) return 'runs'
    if (brokenCount === this.#setting.properties.length) return 'all-broken'
    return this.#watch.over === 'interrupted' ? 'interrupted' : 'budget'
  }
}

function scenarioAt(arbitrary: ScenarioArbitrary, seed: number, path: string): Scenario {
  try {
    return sample(arbitrary, { seed: seed | 0, path, numRuns: 1 })[0]!
  } catch (error) {
    if (error instanceof FiredrillError) throw error
    throw wrongUse(
      'explore',
      `the path "${path}" leads nowhere`,
      'Give the same client, seed and options as when it was found',
      error,
    )
  }
}
