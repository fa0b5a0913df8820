/** `forever(…)`: a world that never heals. */
import { someItems } from './items.ts'
import type { Forever, Item } from './step.ts'

/**
 * Cycles through the items without end. Nothing can follow it, and the scenario has no healthy tail.
 *
 * @throws FiredrillError (`wrong-use`) for no items, and for `at` among them.
 */
export function forever(...items: readonly Item[]): Forever {
  const rules = { parallel: true, repeats: true, endless: true }
  return Object.freeze({ kind: 'forever', items: someItems('forever(…)', items, rules) })
}
