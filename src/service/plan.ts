/** A script made ready for serving: members by kind, their paths, what repeats how often. Derived from the script alone. */
import type { Fault } from '../fault/fault.ts'
import type { HealthyFault } from '../fault/healthy.ts'
import { sequential } from '../scenario/items.ts'
import type {
  At,
  Beside as BesideItem,
  During,
  Forever,
  Gate,
  Item,
  Match,
  Mix,
  Ramp,
  Times,
} from '../scenario/step.ts'

/** A list of items: members that are served in turn, and others that stand beside them. */
export interface Plan {
  /** Where the list is, such as `script` or `script[0].during`. */
  readonly path: string
  readonly turns: readonly Turn[]
  readonly beside: readonly Beside[]
  /** After how many turns the list is spent. Infinity: it cycles. */
  readonly turnsMax: number
  /** Never spent by itself: a window's end cuts it off, or nothing does. */
  readonly endless: boolean
  /** How long one pass through the turns takes when all of them are windows; null when one waits for requests. */
  readonly passMs: number | null
}

/** A member that is served in turn. */
export type Turn =
  | { readonly kind: 'answer'; readonly path: string; readonly fault: Fault }
  /** `key` is the content of the mix and its place among equal ones: its stream of chance, whatever stands around it. */
  | { readonly kind: 'draw'; readonly path: string; readonly key: string; readonly mix: Mix }
  | StepTurn

/** A step that is played to its end in one turn. */
export interface StepTurn {
  readonly kind: 'step'
  readonly path: string
  readonly step: Times | During | Ramp | At | Forever
  readonly plan: Plan
  /** How long it takes when it waits for no request; null when it does. */
  readonly lengthMs: number | null
}

/** A member that stands beside the others. */
export type Beside =
  | { readonly kind: 'track'; readonly path: string; readonly match: Match; readonly plan: Plan }
  | { readonly kind: 'gate'; readonly path: string; readonly gate: Gate }

/** The plan of a whole script: its last member, when that is plain health, is the tail. */
export interface ScriptPlan extends Plan {
  readonly tail: HealthyFault
}

/** The plan of a script, worked out once for each script. */
export function planOf(script: readonly Item[]): ScriptPlan {
  const known = plans.get(script)
  if (known !== undefined) return known
  const last = sequential(script).at(-1)
  const tail = last?.kind === 'healthy' ? last : undefined
  const plan = listPlan('script', script, 1, false, new Map(), tail)
  const made = { ...plan, tail: tail ?? HEALTHY }
  plans.set(script, made)
  return made
}

const HEALTHY: HealthyFault = Object.freeze({ kind: 'healthy' })

const plans = new WeakMap<readonly Item[], ScriptPlan>()

function isGate(item: Item): item is Gate {
  return item.kind === 'limits' || item.kind === 'capacity' || item.kind === 'poison'
}

/** @param rounds How often the list is gone through: once, for ever (Infinity), or `{ count }` turns in all. */
function listPlan(
  path: string,
  items: readonly Item[],
  rounds: number | { readonly count: number },
  endless: boolean,
  seen: Map<string, number>,
  tail?: Item,
): Plan {
  const turns: Turn[] = []
  const beside: Beside[] = []
  items.forEach((item, index) => {
    const place = `${path}[${index}]`
    if (item.kind === 'when') {
      const plan = listPlan(`${place}.when`, item.items, 1, false, seen)
      beside.push({ kind: 'track', path: place, match: item.match, plan })
    } else if (isGate(item)) {
      beside.push({ kind: 'gate', path: `${place}.${item.kind}`, gate: item })
    } else if (item.kind === 'statusPage') {
      // Another host's: it answers no request of the script.
      return
    } else if (item !== tail || index !== items.lastIndexOf(item)) {
      turns.push(turnPlan(place, item, seen))
    }
  })
  const lengths = turns.map((turn) => (turn.kind === 'step' ? turn.lengthMs : null))
  const turnsMax = typeof rounds === 'number' ? rounds * turns.length : rounds.count
  return {
    path,
    turns,
    beside,
    turnsMax: turns.length === 0 ? 0 : turnsMax,
    endless,
    passMs: turns.length === 0 ? null : total(lengths),
  }
}

function turnPlan(path: string, item: Exclude<Item, BesideItem>, seen: Map<string, number>): Turn {
  switch (item.kind) {
    case 'mix': {
      const content = JSON.stringify(item.shares)
      const occurrence = seen.get(content) ?? 0
      seen.set(content, occurrence + 1)
      return { kind: 'draw', path, key: `mix ${content} ${occurrence}`, mix: item }
    }
    case 'times': {
      const plan = listPlan(`${path}.times`, item.items, { count: item.count }, false, seen)
      return { kind: 'step', path, step: item, plan, lengthMs: timesLengthMs(item.count, plan) }
    }
    case 'during': {
      const plan = listPlan(`${path}.during`, item.items, Number.POSITIVE_INFINITY, true, seen)
      return { kind: 'step', path, step: item, plan, lengthMs: item.durationMs }
    }
    case 'ramp': {
      const plan = listPlan(`${path}.ramp`, item.items, Number.POSITIVE_INFINITY, true, seen)
      return { kind: 'step', path, step: item, plan, lengthMs: item.durationMs }
    }
    case 'forever': {
      const plan = listPlan(`${path}.forever`, item.items, Number.POSITIVE_INFINITY, true, seen)
      return { kind: 'step', path, step: item, plan, lengthMs: null }
    }
    case 'at': {
      const plan = listPlan(`${path}.at`, item.items, 1, false, seen)
      return { kind: 'step', path, step: item, plan, lengthMs: null }
    }
    default:
      return { kind: 'answer', path, fault: item }
  }
}

function timesLengthMs(count: number, { turns, passMs }: Plan): number | null {
  if (passMs === null) return null
  const begun = turns.slice(0, count % turns.length).map((turn) => (turn.kind === 'step' ? turn.lengthMs : null))
  return Math.floor(count / turns.length) * passMs + (total(begun) ?? 0)
}

function total(lengths: readonly (number | null)[]): number | null {
  return lengths.reduce<number | null>((sum, length) => (sum === null || length === null ? null : sum + length), 0)
}
