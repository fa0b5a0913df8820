/** The order of time in a script: an absolute time that has passed before it can be reached is a contradiction. */
import { durationSource } from '../duration.ts'
import { wrongUse } from '../errors.ts'
import { itemName, sequential } from './items.ts'
import type { At, Item } from './step.ts'

/** The earliest moment at which something can happen, and the step that keeps it from happening earlier. */
interface Earliest {
  readonly ms: number
  readonly because: Item | null
}

/**
 * Refuses an `at` that lies before the earliest time at which the steps before it can be spent.
 *
 * @throws FiredrillError (`wrong-use`) that names both steps.
 */
export function checkOrder(what: string, script: readonly Item[]): void {
  walk(what, script, { ms: 0, because: null })
}

/** Checks a list that starts at this time at the earliest; gives the earliest time at which it is spent. */
function walk(what: string, items: readonly Item[], start: Earliest): Earliest {
  for (const item of items) if (item.kind === 'when') walk(what, item.items, start)
  return sequential(items).reduce((earliest, item) => after(what, item, earliest), start)
}

function after(what: string, item: Item, start: Earliest): Earliest {
  switch (item.kind) {
    case 'during':
    case 'ramp':
      walk(what, item.items, start)
      return { ms: start.ms + item.durationMs, because: item }
    case 'times':
      walk(what, item.items, start)
      return shortestMs(item) > 0 ? { ms: start.ms + shortestMs(item), because: item } : start
    case 'forever':
      return walk(what, item.items, start)
    case 'at':
      if (item.atMs < start.ms) throw contradiction(what, item, start)
      return walk(what, item.items, { ms: item.atMs, because: item })
    default:
      return start
  }
}

function contradiction(what: string, item: At, { ms, because }: Earliest): Error {
  const why = `${itemName(item)} comes too late in the script: ${because === null ? 'what' : itemName(because)} stands before it`
  return wrongUse(
    `make ${what}`,
    `${why} and ${because?.kind === 'at' ? 'begins' : 'ends'} at ${durationSource(ms).replaceAll("'", '')} at the earliest`,
    'Put them in the order of time',
  )
}

/** The shortest time that an item takes: requests may come at once, windows last as long as they last. */
function shortestMs(item: Item): number {
  if (item.kind === 'during' || item.kind === 'ramp') return item.durationMs
  if (item.kind !== 'times') return 0
  const turns = item.items.map(shortestMs)
  const pass = sum(turns)
  return Math.floor(item.count / turns.length) * pass + sum(turns.slice(0, item.count % turns.length))
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
