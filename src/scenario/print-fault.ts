/** Prints a fault in the words of the DSL. */
import type { Definition } from '../fault/definition.ts'
import { FAULT_DEFINITIONS, type Fault } from '../fault/fault.ts'
import type { Field } from '../fault/field.ts'
import type { Dialect } from '../provider/provider.ts'
import { call, flat, object, type Source } from '../source.ts'

/** The name under which printed source knows its provider. */
export const API = 'api'

/** A fault on one line, such as `api.internalError({ retryAfter: 30 })`. */
export function printFault(fault: Fault, dialect: Pick<Dialect, 'statuses'>): string {
  return flat(faultSource(fault, dialect))
}

/** A fault as source. A status is the provider's to name, every other kind has its function in the DSL. */
export function faultSource(fault: Fault, { statuses }: Pick<Dialect, 'statuses'>): Source {
  const definition = FAULT_DEFINITIONS.get(fault.kind)!
  if (fault.kind !== 'status') return definedSource(definition, fault)
  const named = nameOf(fault.status, statuses)
  if (named === undefined) return definedSource(definition, fault, `${API}.status`)
  return definedSource({ ...definition, positional: [] }, fault, `${API}.${named}`)
}

/** What its definition knows of it, as a call of its function. */
export function definedSource({ kind, positional, options }: Definition, made: object, name: string = kind): Source {
  const data = made as Readonly<Record<string, unknown>>
  const first = positional.flatMap((field) => fieldSource(field, data) ?? [])
  const last = object(options.map((field) => [field.option, fieldSource(field, data)]))
  return call(name, last.parts.length === 0 ? first : [...first, last])
}

function nameOf(status: number, statuses: Readonly<Record<string, number>>): string | undefined {
  return Object.keys(statuses).find((name) => statuses[name] === status)
}

function fieldSource(field: Field, data: Readonly<Record<string, unknown>>): Source | undefined {
  const value = data[field.data]
  return value === undefined || value === field.usual ? undefined : field.source(value as never)
}
