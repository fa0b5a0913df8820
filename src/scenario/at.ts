/** `at(time, …)`: health until a moment of the drill, then these answers. */
import { type Duration, durationMs } from '../duration.ts'
import { named } from '../fault/options.ts'
import { someItems } from './items.ts'
import type { At, Item } from './step.ts'

/**
 * Healthy until this time since the start of the drill; then serves the items once each, in order. Tracks among the
 * items hold it open until they are spent, and limits for ever.
 *
 * @param time The time since the start of the drill, rounded to whole milliseconds.
 * @throws FiredrillError (`wrong-use`) for no duration and for no items. `scenario` refuses a time that has passed by
 * then.
 */
export function at(time: Duration, ...items: readonly Item[]): At {
  const what = `at(${named(time)}, …)`
  const rules = { parallel: true, repeats: false, endless: true }
  return Object.freeze({
    kind: 'at',
    atMs: Math.round(durationMs(time, what)),
    items: someItems(what, items, rules),
  })
}
