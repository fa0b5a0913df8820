/** The names of faults as explorations take them: kinds, and statuses by their name in the dialect or their number. */
import { wrongUse } from '../errors.ts'
import { FAULT_DEFINITIONS, type Fault } from '../fault/fault.ts'
import type { Dialect } from '../provider/provider.ts'

/** The names by which a fault goes: `status`, `rateLimited` and `429` are one. */
function namesOf(fault: Fault, { statuses }: Pick<Dialect, 'statuses'>): string[] {
  if (fault.kind !== 'status') return [fault.kind]
  const names = Object.keys(statuses).filter((name) => statuses[name] === fault.status)
  return ['status', String(fault.status), ...names]
}

/** Every name of a fault in this dialect, but for numbers. */
export function faultNamesIn({ statuses }: Pick<Dialect, 'statuses'>): string[] {
  return [...FAULT_DEFINITIONS.keys(), ...Object.keys(statuses)]
}

/**
 * Whether a fault goes by one of these names.
 *
 * @param names Null: every fault is allowed.
 * @throws FiredrillError (`wrong-use`) for a name that no fault has, and for none.
 */
export function allowing(names: readonly string[] | null, dialect: Dialect): (fault: Fault) => boolean {
  if (names === null) return () => true
  const known = faultNamesIn(dialect)
  if (names.length === 0) throw wrongUse('explore', 'no faults are allowed', `Name some of ${known.join(', ')}`)
  const stray = names.find((name) => !known.includes(name) && !/^[2-5]\d\d$/.test(name))
  if (stray !== undefined) {
    const why = `there is no fault ${JSON.stringify(stray)} in ${dialect.name}()`
    throw wrongUse('explore', why, `Name some of ${known.join(', ')}`)
  }
  return (fault) => namesOf(fault, dialect).some((name) => names.includes(name))
}
