/** Generates when calls are made: mostly as a scenario does by itself, else several callers, or one that gives up. */
import type { CallsOptions } from '../scenario/calls.ts'
import { type Aim, abortsMs, callCounts, pausesMs } from './aim.ts'
import type { Dice, Weighted } from './dice.ts'

/** Draws the calls of scenarios for one client. */
export class CallPlans {
  readonly #counts: readonly number[]
  readonly #pauses: readonly number[]
  readonly #aborts: readonly number[]

  constructor(aim: Aim) {
    this.#counts = callCounts(aim)
    this.#pauses = pausesMs(aim)
    this.#aborts = abortsMs(aim)
  }

  /** The calls of one scenario; undefined: one after another, until one has met the healed world. */
  draw(dice: Dice): CallsOptions | undefined {
    switch (dice.weighted(SHAPES)) {
      case 'usual':
        return undefined
      case 'several':
        return { count: dice.pick(this.#counts), every: dice.pick(this.#pauses) }
      case 'abort':
        return { count: dice.weighted(ABORTED), every: dice.pick(this.#pauses), abortAfter: dice.pick(this.#aborts) }
    }
  }
}

const SHAPES: readonly Weighted<'usual' | 'several' | 'abort'>[] = [
  [11, 'usual'],
  [5, 'several'],
  [3, 'abort'],
]
const ABORTED: readonly Weighted<number>[] = [
  [3, 1],
  [1, 3],
]
