/** `times(n, …)`: so many turns, then the next step. */
import { wrongUse } from '../errors.ts'
import { named } from '../fault/options.ts'
import { someItems } from './items.ts'
import type { Item, Times } from './step.ts'

/** The most turns that one step takes: more are typing errors. */
export const TURNS_MAX = 1_000_000

/**
 * Serves `count` turns, cycling through the items: `times(3, a, b)` answers a, b, a. A fault or a mix takes one turn;
 * a step is one turn, played to its end.
 *
 * @throws FiredrillError (`wrong-use`) for a count that is no whole number from 1 to 1,000,000, for no items, and for
 * items that can't take turns: `when`, `limits`, `at`, `forever`.
 */
export function times(count: number, ...items: readonly Item[]): Times {
  const what = `times(${named(count)}, …)`
  if (!Number.isInteger(count) || count < 1 || count > TURNS_MAX) {
    throw wrongUse(`make ${what}`, 'a count is a whole number from 1 to 1,000,000', 'Give such a number first')
  }
  const rules = { parallel: false, repeats: true, endless: false }
  return Object.freeze({ kind: 'times', count, items: someItems(what, items, rules) })
}
