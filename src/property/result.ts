/** The one form of every judge: a rule and its findings go in, a property and its results come out. */
import type { Contract, ContractOptions } from '../contract/contract.ts'
import type { Trace } from '../trace/trace.ts'
import { declaredOver } from './declared.ts'
import type { Property, PropertyResult, RuleId } from './property.ts'

/** What a judge found: a result without the names of its property. */
export type Finding = Pick<PropertyResult, 'verdict' | 'message' | 'evidence' | 'advice' | 'severity'>

/** One breach of a rule, with the places that prove it; null stands for an event that never came. */
export interface Breach {
  /** What the client did, when, and what was expected. */
  readonly what: string
  /** What to do about it. */
  readonly remedy: string
  readonly evidence: readonly (number | null)[]
}

/** A rule with its judge, before the options of one use are laid over the client's contract. */
export interface Judge {
  readonly id: string
  readonly rule: RuleId
  readonly claim: string
  readonly declared: ContractOptions
  readonly find: (trace: Trace, contract: Contract) => Finding
}

/** The property that judges by a rule. */
export function propertyOf({ id, rule, claim, declared, find }: Judge): Property {
  const contractOver = declaredOver(declared)
  return Object.freeze({
    id,
    rule,
    claim,
    check: (trace: Trace): PropertyResult => ({ id, rule, ...find(trace, contractOver(trace.contract)) }),
  })
}

/** The rule was tested and kept. */
export function held(fact: string, advice: readonly string[] = []): Finding {
  return { verdict: 'held', message: `${fact}.`, evidence: [], advice }
}

/** The rule was broken: the first breach is told and proved, the others are counted. */
export function violated(breaches: readonly [Breach, ...Breach[]], advice: readonly string[] = []): Finding {
  const [{ what, remedy, evidence }, ...others] = breaches
  const more = others.length === 0 ? '' : ` (and ${others.length} more like it)`
  const places = evidence.filter((place) => place !== null)
  return {
    verdict: 'violated',
    message: `${what}${more}. ${remedy}.`,
    evidence: [...new Set(places)].sort((a, b) => a - b),
    advice,
  }
}

/** The rule never came to the test. */
export function unexercised(reason: string): Finding {
  return { verdict: 'unexercised', message: `${reason}.`, evidence: [], advice: [] }
}

/** True when there is a first one, so that it can be told. */
export function isSome<T>(list: readonly T[]): list is readonly [T, ...T[]] {
  return list.length > 0
}
