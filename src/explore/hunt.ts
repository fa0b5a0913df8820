/** The hunt: fast-check generates scenarios and makes those smaller that break a property, until each is found or time is up. */
import type { PropertyResult } from '../property/property.ts'
import type { Counterexample } from '../report/exploration.ts'
import { type Scenario, scenario } from '../scenario/scenario.ts'
import type { ScenarioArbitrary } from './arbitrary.ts'
import { asyncProperty, check } from './fast-check.ts'
import { brokenBy, type Judged, judge } from './judge.ts'
import { lasting } from './limits.ts'
import type { Setting } from './options.ts'
import { keyOf } from './simpler.ts'
import type { Watch } from './watch.ts'

/** How many drills making one counterexample smaller may take. */
const SHRINK_DRILLS_MAX = 300

/** Who is told of every drill of the campaign, and of the properties that are known to be broken by then. */
export type Listener = (judged: Judged, broken: readonly string[]) => void

/** A counterexample as it comes out of the hunt. */
export type Catch = Omit<Counterexample, 'drills' | 'file'>

/** What becomes of the scenario that fast-check shows next. */
type Phase =
  | { readonly kind: 'seeking' }
  /** It is simpler than the best one so far: does it break the same property? */
  | { readonly kind: 'shrinking'; readonly target: string; best: Judged; drills: number; cutShort: boolean }
  | { readonly kind: 'over' }

/** One hunt. */
export class Hunt {
  readonly #setting: Setting
  readonly #watch: Watch
  readonly #arbitrary: ScenarioArbitrary
  readonly #onDrill: Listener
  readonly #caught = new Map<string, Catch>()
  /** Properties that need no looking for: they are known to be broken. */
  readonly #known: ReadonlySet<string>
  readonly #tried = new Set<string>()
  #phase: Phase = { kind: 'seeking' }
  /** The run that is judged, and the next one. */
  #last: { readonly run: number; readonly judged: Judged } | null = null
  #run = 0
  #shrinkDrills = 0
  #failure: unknown

  constructor(
    setting: Setting,
    watch: Watch,
    arbitrary: ScenarioArbitrary,
    known: ReadonlySet<string>,
    onDrill: Listener,
  ) {
    this.#setting = setting
    this.#watch = watch
    this.#arbitrary = arbitrary
    this.#known = known
    this.#onDrill = onDrill
  }

  get caught(): readonly Catch[] {
    return [...this.#caught.values()]
  }

  get shrinkDrills(): number {
    return this.#shrinkDrills
  }

  /** Looks for a counterexample to each property. After one is found, the same run is looked at again for others. */
  async run(): Promise<void> {
    const { runs } = this.#setting
    let from = 0
    while (from < runs && this.#phase.kind !== 'over' && this.#isLookingFor.length > 0) {
      this.#phase = { kind: 'seeking' }
      this.#run = from
      const found = await this.#check(from, runs - from)
      if (found === null) return
      from = found
    }
  }

  get #broken(): string[] {
    return [...this.#known, ...this.#caught.keys()]
  }

  get #isLookingFor(): string[] {
    const broken = this.#broken
    return this.#setting.properties.map(({ id }) => id).filter((id) => !broken.includes(id))
  }

  /** Lets fast-check go on from this run; gives the run that broke a property, or null. */
  async #check(from: number, numRuns: number): Promise<number | null> {
    const { seed } = this.#setting
    const property = asyncProperty(this.#arbitrary, (shown) => this.#visit(shown))
    const details = await check(property, { ...OURS, seed: seed | 0, numRuns, path: String(from) })
    if (this.#failure !== undefined) throw this.#failure
    if (this.#phase.kind !== 'shrinking' || details.counterexamplePath === null) return null
    const { target, best, drills, cutShort } = this.#phase
    const how = { seed, limits: lasting(this.#setting.drill.limits) }
    this.#caught.set(
      target,
      catchOf(best, target, { ...how, path: details.counterexamplePath, shrinkDrills: drills, cutShort }),
    )
    return this.#last!.run
  }

  /** What fast-check asks of each scenario: to throw is to fail. */
  async #visit(shown: Scenario): Promise<void> {
    try {
      if (this.#phase.kind === 'seeking') await this.#seek(shown)
      else if (this.#phase.kind === 'shrinking') await this.#shrink(shown, this.#phase)
    } catch (error) {
      if (error !== FAILED) {
        this.#failure ??= error
        this.#phase = { kind: 'over' }
      }
      throw error
    }
  }

  async #seek(shown: Scenario): Promise<void> {
    const judged = await this.#judged(shown)
    if (judged === null) {
      this.#phase = { kind: 'over' }
      throw FAILED
    }
    const wanted = this.#isLookingFor
    const broken = brokenBy(judged).find(({ id }) => wanted.includes(id))
    if (broken === undefined) return
    this.#tried.clear()
    this.#phase = { kind: 'shrinking', target: broken.id, best: judged, drills: 0, cutShort: false }
    throw FAILED
  }

  /** The run judged; a run that was already is not drilled again. Null when time is up. */
  async #judged(shown: Scenario): Promise<Judged | null> {
    const run = this.#run++
    if (this.#last?.run === run) return this.#last.judged
    if (this.#watch.seekingOver !== null) return null
    const judged = await judge(shown, this.#setting, this.#watch)
    if (!judged.isConclusive && this.#watch.over !== null) return null
    this.#last = { run, judged }
    this.#onDrill(judged, this.#broken)
    return judged
  }

  /** Once a limit is reached, everything counts as too simple: what was found by then stands. */
  async #shrink(shown: Scenario, phase: Extract<Phase, { kind: 'shrinking' }>): Promise<void> {
    const key = keyOf(shown)
    if (phase.cutShort || this.#tried.has(key)) return
    if (phase.drills >= SHRINK_DRILLS_MAX || this.#watch.over !== null) {
      phase.cutShort = true
      return
    }
    phase.drills++
    this.#shrinkDrills++
    this.#tried.add(key)
    const judged = await judge(shown, this.#setting, this.#watch)
    this.#setting.onProgress({
      phase: 'shrinking',
      drills: this.#run,
      runs: this.#setting.runs,
      broken: [...this.#broken, phase.target],
      shrinkDrills: phase.drills,
    })
    if (!brokenBy(judged).some(({ id }) => id === phase.target)) return
    phase.best = judged
    throw FAILED
  }
}

/** A judged scenario as a counterexample: named after what it breaks, ready to be pasted. */
export function catchOf(
  { scenario: found, trace, results }: Judged,
  target: string,
  how: Pick<Catch, 'seed' | 'limits' | 'path' | 'shrinkDrills' | 'cutShort'>,
): Catch {
  const result = results.find(({ id }) => id === target) as PropertyResult
  const named = renamed(found, result)
  return { result, scenario: named, trace: { ...trace, scenario: named.name }, ...how }
}

function renamed({ provider, script, calls }: Scenario, { id, rule }: PropertyResult): Scenario {
  const name = /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id) ? `breaks-${id}` : 'breaks-a-property'
  const plan = calls && {
    count: calls.count,
    every: calls.everyMs,
    ...(calls.abortAfterMs === null ? {} : { abortAfter: calls.abortAfterMs }),
  }
  return scenario({
    name,
    description: `Found by exploration: it breaks ${/^R\d+$/.test(rule) ? `${rule} ` : ''}${id}.`,
    provider,
    script,
    ...(plan === null ? {} : { calls: plan }),
    ...(/^R(?:[1-9]|1\d|2[0-2])$/.test(rule) ? { covers: [rule] } : {}),
  })
}

/** What tells fast-check that a scenario has failed; nobody sees it. */
const FAILED = Object.freeze(new Error('A property is broken.'))

/** Whatever a user's tests have configured globally for fast-check, this is ours. */
const OURS = {
  randomType: 'xorshift128plus',
  unbiased: false,
  endOnFailure: false,
  skipEqualValues: false,
  ignoreEqualValues: false,
  maxSkipsPerRun: 100,
  examples: [] as [Scenario][],
  verbose: 0,
} as const
