/** `during(duration, …)`: every answer of a window of time. */
import { type Duration, durationMs } from '../duration.ts'
import { wrongUse } from '../errors.ts'
import { named } from '../fault/options.ts'
import { someItems } from './items.ts'
import type { During, Item } from './step.ts'

/**
 * Answers every request of a window, cycling through the items. The window starts at the instant when the step before
 * it is spent, and passes without requests too; its end cuts off whatever is in play.
 *
 * @param duration The length of the window, rounded to whole milliseconds: at least one.
 * @throws FiredrillError (`wrong-use`) for no duration, for no items, and for `at` among the items.
 */
export function during(duration: Duration, ...items: readonly Item[]): During {
  const what = `during(${named(duration)}, …)`
  const wholeMs = Math.round(durationMs(duration, what))
  if (wholeMs < 1) throw wrongUse(`make ${what}`, 'its window has no length', 'Give at least 1 millisecond')
  const rules = { parallel: true, repeats: true, endless: true }
  return Object.freeze({ kind: 'during', durationMs: wholeMs, items: someItems(what, items, rules) })
}
