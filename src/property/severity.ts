/** How much a violation weighs: a failure, unless it is only advised against. */
import type { Property } from './property.ts'

/** The same property as advice: a violation is told and proved as ever, but fails neither a run nor a combination. */
export function advise(property: Property): Property {
  return Object.freeze({
    ...property,
    check: (trace) => ({ ...property.check(trace), severity: 'advice' as const }),
  } satisfies Property)
}
