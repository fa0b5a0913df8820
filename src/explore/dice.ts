/** Draws from a fast-check generator, in the words that generators of scenarios are written in. */
import type { Random } from './fast-check.ts'

/** Something with how often it shall be drawn. */
export type Weighted<T> = readonly [weight: number, value: T]

/** One run's source of chance. */
export class Dice {
  readonly #random: Random

  constructor(random: Random) {
    this.#random = random
  }

  /** A whole number between the two, both included. */
  between(min: number, max: number): number {
    return this.#random.nextInt(min, max)
  }

  /** True so many times in a hundred. */
  chance(percent: number): boolean {
    return this.between(1, 100) <= percent
  }

  /** One of the list, each as likely as the others. */
  pick<T>(list: readonly T[]): T {
    return list[this.between(0, list.length - 1)]!
  }

  /** One of the list, by weight. Weights are whole numbers, at least one of them above 0. */
  weighted<T>(list: readonly Weighted<T>[]): T {
    let left = this.between(1, sum(list))
    for (const [weight, value] of list) {
      left -= weight
      if (left <= 0) return value
    }
    return list.at(-1)![1]
  }

  /** So many different ones of the list, by weight; all of them when there are fewer. */
  several<T>(list: readonly Weighted<T>[], count: number): T[] {
    const chosen: T[] = []
    let rest = list
    while (chosen.length < count && rest.length > 0) {
      const value = this.weighted(rest)
      chosen.push(value)
      rest = rest.filter(([, other]) => other !== value)
    }
    return chosen
  }
}

function sum(list: readonly Weighted<unknown>[]): number {
  return list.reduce((total, [weight]) => total + weight, 0)
}
