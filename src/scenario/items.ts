/** What may stand where in a script: the checks that every list of items goes through when it is made. */
import { durationSource } from '../duration.ts'
import { wrongUse } from '../errors.ts'
import { isFaultKind } from '../fault/fault.ts'
import { named } from '../fault/options.ts'
import type { Beside, Item } from './step.ts'

/** The rules of one kind of list. */
export interface ListRules {
  /** Whether tracks and limits may stand beside the items that are served in order. */
  readonly parallel: boolean
  /** Whether the items are served more than once, so that an absolute time can't stand among them. */
  readonly repeats: boolean
  /** Whether an item may go on for ever, as the last one. */
  readonly endless: boolean
  /** Whether a status page may stand here. Default: no. */
  readonly pages?: boolean
}

/**
 * The items as a frozen list, once they are known to make sense together.
 *
 * @param what The list, for the error, such as `times(2, …)`.
 * @throws FiredrillError (`wrong-use`) for what is no item, stands in the wrong place, or can never be reached.
 */
export function checkedItems(what: string, items: readonly Item[], rules: ListRules): readonly Item[] {
  items.forEach((item, index) => {
    checkItem(`make ${what}`, item, index)
    checkPlace(`make ${what}`, item, rules)
  })
  const sequence = sequential(items)
  sequence.forEach((item, index) => {
    const next = sequence[index + 1]
    if (next === undefined || !endless(item)) return
    throw wrongUse(
      `make ${what}`,
      `${itemName(item)} never ends, so that ${itemName(next)} after it is never reached`,
      'Remove one of the two, or put an end to the first',
    )
  })
  return Object.freeze([...items])
}

/** The same for a step of its own: a list without items would say nothing. */
export function someItems(what: string, items: readonly Item[], rules: ListRules): readonly Item[] {
  if (items.length > 0) return checkedItems(what, items, rules)
  throw wrongUse(`make ${what}`, 'it has nothing to serve', 'Give at least one fault or step')
}

/** The items that are served in order: all but those that stand beside. */
export function sequential(items: readonly Item[]): Exclude<Item, Beside>[] {
  return items.filter((item): item is Exclude<Item, Beside> => !standsBeside(item))
}

/** Whether an item stands beside the others, and takes no turn among them. */
function standsBeside(item: Item): item is Beside {
  return BESIDE.has(item.kind)
}

/** Whether an item goes on for ever by itself, so that nothing after it is ever reached. */
export function endless(item: Item): boolean {
  switch (item.kind) {
    case 'forever':
    case 'limits':
    case 'capacity':
    case 'poison':
      return true
    case 'at':
    case 'when':
      return item.items.some(endless)
    default:
      return false
  }
}

/** An item in a few words, for an error: `during('12m', …)`. */
export function itemName(item: Item): string {
  switch (item.kind) {
    case 'during':
    case 'ramp':
      return `${item.kind}(${durationSource(item.durationMs)}, …)`
    case 'at':
      return `at(${durationSource(item.atMs)}, …)`
    case 'times':
      return `times(${item.count}, …)`
    case 'status':
      return `status(${item.status})`
    default:
      return isFaultKind(item.kind) ? `${item.kind}()` : `${item.kind}(…)`
  }
}

const BESIDE: ReadonlySet<string> = new Set(['when', 'limits', 'capacity', 'poison', 'statusPage'])
const STEPS: ReadonlySet<string> = new Set([...BESIDE, 'times', 'during', 'ramp', 'at', 'forever'])

function isKind(kind: unknown): boolean {
  return kind === 'mix' || STEPS.has(kind as string) || isFaultKind(kind)
}

function checkItem(doing: string, item: unknown, index: number): void {
  const which = `item ${index + 1}`
  if (typeof item === 'function') {
    throw wrongUse(doing, `${which} is a function that wasn't called`, 'Write the brackets: api.internalError()')
  }
  if (typeof item !== 'object' || item === null || !isKind((item as Item).kind)) {
    throw wrongUse(doing, `${which} is ${named(item)}, no fault and no step`, 'Make it with the functions of firedrill')
  }
  if (!Object.isFrozen(item)) {
    throw wrongUse(doing, `${which} was made by hand`, 'Make it with the functions of firedrill, which check it')
  }
}

function checkPlace(doing: string, item: Item, rules: ListRules): void {
  if (item.kind === 'statusPage' && !rules.pages) {
    throw wrongUse(doing, 'a status page has a timeline of its own', 'Put it into the script itself')
  }
  if (!rules.parallel && standsBeside(item)) {
    const why = `${itemName(item)} serves beside other steps and can't take a turn among them`
    throw wrongUse(doing, why, 'Put it into the script, or into during, at, forever or when')
  }
  if (rules.repeats && item.kind === 'at') {
    const why = `${itemName(item)} names one moment of the drill and can't be repeated`
    throw wrongUse(doing, why, 'Put it into the script, or into at or when')
  }
  if (!rules.endless && endless(item)) {
    throw wrongUse(doing, `${itemName(item)} never ends and can't be one of several turns`, 'Put it last in the script')
  }
}
