/** Simpler scenarios in the place of one: what shrinking tries, the simplest first. Pure. */
import { isFiredrillError } from '../errors.ts'
import type { Fault } from '../fault/fault.ts'
import { at } from '../scenario/at.ts'
import type { CallsOptions } from '../scenario/calls.ts'
import { during } from '../scenario/during.ts'
import { endless } from '../scenario/items.ts'
import { mix } from '../scenario/mix.ts'
import { ramp } from '../scenario/ramp.ts'
import { type Scenario, scenario } from '../scenario/scenario.ts'
import type { Item, Match, Mix } from '../scenario/step.ts'
import { times } from '../scenario/times.ts'
import { when } from '../scenario/when.ts'
import { merged } from './merge.ts'
import { PLAIN_FAULTS, simplerFaults, simplerOptions } from './simpler-fault.ts'
import { fewer, shorterTimes } from './simpler-numbers.ts'
import { compareSizes, type Size, sizeOf } from './size.ts'
import { splitTail, withTail } from './tail.ts'

/** Whether a fault may be used. */
type Allows = (fault: Fault) => boolean

/**
 * Scenarios that are simpler than this one, each only once, the simplest first: without some steps, with plainer faults,
 * without options, with fewer calls, with shorter windows. All of them end in health, and use allowed faults only.
 */
export function simplerScenarios(from: Scenario, allows: Allows): Scenario[] {
  const size = sizeOf(from)
  const found = new Map<string, { scenario: Scenario; size: Size }>()
  const take = (script: readonly Item[], calls: CallsOptions | undefined) => {
    const made = tryMake(from, script, calls)
    if (made === null) return
    const madeSize = sizeOf(made)
    if (compareSizes(madeSize, size) < 0) found.set(keyOf(made), { scenario: made, size: madeSize })
  }
  const calls = optionsOf(from)
  const [steps, tail] = splitTail(from.script)
  for (const script of simplerLists(steps, allows)) take(withTail(script, tail), calls)
  for (const simpler of simplerCalls(calls)) take(from.script, simpler)
  return [...found.values()]
    .toSorted((one, other) => compareSizes(one.size, other.size))
    .map(({ scenario }) => scenario)
}

/** What makes two scenarios the same drill, as text. */
export function keyOf({ script, calls }: Scenario): string {
  return JSON.stringify([script, calls])
}

function optionsOf({ calls }: Scenario): CallsOptions | undefined {
  if (calls === null) return undefined
  const { count, everyMs, abortAfterMs } = calls
  return { count, every: everyMs, ...(abortAfterMs === null ? {} : { abortAfter: abortAfterMs }) }
}

function tryMake(from: Scenario, script: readonly Item[], calls: CallsOptions | undefined): Scenario | null {
  if (script.some(endless)) return null
  const { name, description, provider } = from
  return orNull(() => scenario({ name, description, provider, script, ...(calls === undefined ? {} : { calls }) }))
}

/** What a constructor makes, or null for what it refuses: a step may mean nothing in its new place. */
function orNull<T>(make: () => T): T | null {
  try {
    return make()
  } catch (error) {
    if (isFiredrillError(error)) return null
    throw error
  }
}

function* simplerCalls(calls: CallsOptions | undefined): Iterable<CallsOptions | undefined> {
  if (calls === undefined) return
  const { count = 1, every = 0, abortAfter, ...rest } = calls
  const abort = abortAfter === undefined ? {} : { abortAfter }
  yield undefined
  if (abortAfter !== undefined) yield { ...rest, count, every }
  for (const less of fewer(count)) yield { count: less, every, ...abort }
  for (const ms of [1000, 0, ...shorterTimes(every as number)]) yield { count, every: ms, ...abort }
  for (const ms of shorterTimes((abortAfter as number | undefined) ?? 0)) yield { count, every, abortAfter: ms }
}

/** Lists with fewer or simpler items. */
function* simplerLists(items: readonly Item[], allows: Allows): Iterable<readonly Item[]> {
  const half = Math.ceil(items.length / 2)
  if (items.length > 2) yield* [items.slice(0, half), items.slice(half)]
  for (const [index, item] of items.entries()) {
    yield items.toSpliced(index, 1)
    for (const simpler of simplerItems(item, allows)) yield items.toSpliced(index, 1, ...simpler)
    const next = items[index + 1]
    if (next !== undefined) for (const one of merged(item, next)) yield items.toSpliced(index, 2, one)
  }
}

/** What may stand for one item: none, one or several. */
function* simplerItems(item: Item, allows: Allows): Iterable<readonly Item[]> {
  switch (item.kind) {
    case 'limits':
    case 'capacity':
    case 'poison':
      for (const plain of PLAIN_FAULTS) if (allows(plain)) yield [plain]
      for (const simpler of simplerOptions(item)) yield [simpler]
      return
    case 'statusPage':
    case 'forever':
      return
    case 'mix':
      yield* simplerMixes(item, allows)
      return
  }
  if (!('items' in item)) {
    for (const simpler of simplerFaults(item)) if (allows(simpler)) yield [simpler]
    return
  }
  yield item.items
  yield [item.items[0]!]
  for (const inner of simplerLists(item.items, allows)) yield* remade(item, inner)
  yield* retimed(item)
}

type Listed = Exclude<Extract<Item, { items: readonly Item[] }>, { kind: 'forever' }>

/** The same step around other items. */
function* remade(step: Listed, items: readonly Item[]): Iterable<readonly Item[]> {
  const made = orNull((): Item => {
    switch (step.kind) {
      case 'times':
        return times(step.count, ...items)
      case 'during':
        return during(step.durationMs, ...items)
      case 'ramp':
        return ramp(step.durationMs, { from: step.from, to: step.to }, ...items)
      case 'at':
        return at(step.atMs, ...items)
      case 'when':
        return when(step.match, ...items)
    }
  })
  if (made !== null) yield [made]
}

/** The same step for fewer turns, for a shorter time, or for more requests. */
function* retimed(step: Listed): Iterable<readonly Item[]> {
  switch (step.kind) {
    case 'times':
      for (const count of fewer(step.count)) yield [times(count, ...step.items)]
      return
    case 'during':
      for (const ms of shorterTimes(step.durationMs)) yield [during(ms, ...step.items)]
      return
    case 'ramp':
      yield [during(step.durationMs, ...step.items)]
      return
    case 'at':
      for (const ms of shorterTimes(step.atMs)) yield [at(ms, ...step.items)]
      return
    case 'when':
      for (const match of simplerMatches(step.match)) {
        const made = orNull(() => when(match, ...step.items))
        if (made !== null) yield [made]
      }
  }
}

function* simplerMatches(match: Match): Iterable<Match> {
  if (Object.keys(match).length === 1) return
  for (const name of Object.keys(match)) {
    const { [name as keyof Match]: _, ...others } = match
    yield others
  }
}

function* simplerMixes({ shares }: Mix, allows: Allows): Iterable<readonly Item[]> {
  for (const [, fault] of shares) yield [fault]
  for (const [index, [weight, fault]] of shares.entries()) {
    if (shares.length > 1) yield* made(() => mix(...shares.toSpliced(index, 1)))
    for (const simpler of simplerFaults(fault)) {
      if (allows(simpler)) yield* made(() => mix(...shares.with(index, [weight, simpler])))
    }
  }
}

function* made(make: () => Item): Iterable<readonly Item[]> {
  const item = orNull(make)
  if (item !== null) yield [item]
}
