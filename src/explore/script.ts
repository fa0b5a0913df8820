/** Generates scripts: one to four steps over the faults of a few families. */

import { type ConnectionFault, isConnectionFault } from '../fault/connection.ts'
import type { Fault } from '../fault/fault.ts'
import { healthy } from '../fault/healthy.ts'
import { status } from '../fault/status.ts'
import { at } from '../scenario/at.ts'
import { capacity } from '../scenario/capacity.ts'
import { during } from '../scenario/during.ts'
import { limits } from '../scenario/limits.ts'
import { mix } from '../scenario/mix.ts'
import { poison } from '../scenario/poison.ts'
import { ramp } from '../scenario/ramp.ts'
import type { Item } from '../scenario/step.ts'
import { times } from '../scenario/times.ts'
import { when } from '../scenario/when.ts'
import { type Aim, countsOf, patienceOf, windowsMs } from './aim.ts'
import type { Dice, Weighted } from './dice.ts'
import { type Family, familiesOf } from './families.ts'

/** Makes one kind of step. */
type Maker = (dice: Dice, fault: () => Fault) => Item

/** Draws scripts for one client. */
export class Scripts {
  readonly #families: readonly Weighted<Family>[]
  readonly #counts: readonly number[]
  readonly #edges: readonly number[]
  readonly #windows: readonly number[]
  readonly #models: readonly string[]
  readonly #makers: readonly Weighted<Maker>[]

  constructor(aim: Aim) {
    const { edges, plain } = windowsMs(aim)
    this.#families = familiesOf(aim)
    this.#counts = countsOf(aim)
    this.#edges = edges
    this.#windows = plain
    this.#models = aim.profile.models
    this.#makers = this.#stepsFor(aim)
  }

  /** True when no fault is left to draw. */
  get isEmpty(): boolean {
    return this.#families.length === 0
  }

  /** One script. The families are drawn first, so that a script has its own kinds of trouble and not a bit of all. */
  draw(dice: Dice): Item[] {
    const families = dice.several(this.#families, dice.weighted(FAMILY_COUNTS))
    const fault = () => dice.pick(dice.pick(families).faults)
    const steps = Array.from({ length: dice.weighted(STEP_COUNTS) }, () => dice.weighted(this.#makers)(dice, fault))
    return dice.chance(MOMENT_PERCENT) ? [this.#moment(dice, fault), ...steps] : steps
  }

  #stepsFor(aim: Aim): Weighted<Maker>[] {
    const refusals = [status(429), status(503), status(500), status(400)].map(aim.allows)
    const [limited, shed, failing, bad] = refusals
    const when = (possible: boolean | undefined, weight: number) => (possible ? weight : 0)
    const patience = patienceOf(aim)
    const makers: Weighted<Maker>[] = [
      [6, (_, fault) => fault()],
      [8, (dice, fault) => times(dice.pick(this.#counts), ...some(dice, fault))],
      [9, (dice, fault) => during(this.#window(dice), ...some(dice, fault))],
      [2, (dice, fault) => during(this.#window(dice), mixed(dice, fault()))],
      [1, (dice, fault) => times(dice.pick(this.#counts), mixed(dice, fault()))],
      [1, (dice, fault) => ramp(this.#window(dice), dice.pick(RAMPS), ...some(dice, fault))],
      [1, (dice, fault) => during(this.#window(dice), times(dice.between(1, 3), fault()), fault())],
      [1, (dice, fault) => times(dice.between(2, 3), during(dice.pick(PACES), fault()), healthy())],
      [1, (dice, fault) => times(dice.between(3, 5), during(dice.pick(PACES), fault()))],
      [this.#models.length > 1 ? 8 : 1, (dice, fault) => this.#track(dice, fault)],
      [when(patience.length > 0, 2), (dice) => dice.pick(patience)],
      [when(limited && failing, 2), (dice) => during('3m', limits(dice.pick(LIMITS)))],
      [when(shed, 1), (dice) => during('1m', capacity(dice.pick(CAPACITIES)))],
      [when(bad, 1), () => during('30s', poison({ checks: ['context-window'], contextTokens: 1 }))],
    ]
    return makers.filter(([weight]) => weight > 0)
  }

  /** Most windows end where a call waits; the others are of everyday lengths. */
  #window(dice: Dice): number {
    return dice.pick(this.#edges.length > 0 && dice.chance(EDGE_PERCENT) ? this.#edges : this.#windows)
  }

  /** A window for one model where there are several, else for one call; it passes without requests too. */
  #track(dice: Dice, fault: () => Fault): Item {
    const model = this.#models.length > 1 ? dice.pick(this.#models.slice(0, MODELS_MAX)) : null
    const drawn = fault()
    // Only the call is known when a connection is made.
    const match =
      model !== null && !isConnectionFault(drawn as ConnectionFault) ? { model } : { call: dice.between(0, 2) }
    return when(match, during(this.#window(dice), drawn))
  }

  #moment(dice: Dice, fault: () => Fault): Item {
    return at(dice.pick([1000, 5000, 30_000]), during(this.#window(dice), fault()))
  }
}

function some(dice: Dice, fault: () => Fault): Fault[] {
  return dice.chance(TWO_FAULTS_PERCENT) ? [fault(), fault()] : [fault()]
}

function mixed(dice: Dice, fault: Fault): Item {
  return mix([dice.pick([1, 1, 3]), healthy()], [dice.pick([1, 3]), fault])
}

const FAMILY_COUNTS: readonly Weighted<number>[] = [
  [5, 1],
  [3, 2],
  [1, 3],
]
const STEP_COUNTS: readonly Weighted<number>[] = [
  [16, 1],
  [7, 2],
  [2, 3],
  [1, 4],
]
const RAMPS = [
  { from: 1, to: 0 },
  { from: 0, to: 1 },
] as const
const LIMITS = [
  { requestsPerMinute: 1 },
  { requestsPerMinute: 5 },
  { requestsPerMinute: 2, maskedAs: 500 },
  { concurrent: 1 },
] as const
const CAPACITIES = [
  { requestsPerSecond: 1, queue: 2 },
  { requestsPerSecond: 1, queue: 0, shedCost: 0.5 },
] as const
/** Windows in a row: a call meets each of them. */
const PACES = [500, 2000, 10_000, 30_000] as const
const EDGE_PERCENT = 50
const MOMENT_PERCENT = 5
const TWO_FAULTS_PERCENT = 25
const MODELS_MAX = 4
