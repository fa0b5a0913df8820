/** What a fault or a limit is made of, as data: enough to check it, to print it, and to read it back. */
import type { Field } from './field.ts'
import { named, plainOptions, refuseUnknown } from './options.ts'

/** One kind of fault or limit. The function of the DSL that makes it has the name of the kind. */
export interface Definition {
  readonly kind: string
  /** Its arguments, in order. One with a `usual` value may be left out. */
  readonly positional: readonly Field[]
  /** The options of the object behind them. */
  readonly options: readonly Field[]
  /** Refuses what can't be meant together. */
  readonly check?: (what: string, data: Readonly<Record<string, unknown>>) => void
}

/**
 * Data of this kind, checked and frozen.
 *
 * @param args What was given: as many arguments as the definition names, then the options.
 * @throws FiredrillError (`wrong-use`) that names the argument or the option, for what can't be meant.
 */
export function make<F extends { readonly kind: string }>(definition: Definition, ...args: unknown[]): F {
  const { kind, positional, options: fields, check } = definition
  const first = args.slice(0, positional.length).filter((value) => value !== undefined)
  const what = `${kind}(${first.map(named).join(', ')})`
  const options = args[positional.length] ?? {}
  const data: Record<string, unknown> = {}
  for (const [index, field] of positional.entries()) put(data, what, field, args[index], true)
  const given: Record<string, unknown> = { ...plainOptions(what, options as Record<string, unknown>) }
  for (const field of fields) {
    put(data, what, field, given[field.option], false)
    delete given[field.option]
  }
  refuseUnknown(what, given)
  check?.(what, data)
  return Object.freeze({ kind, ...data }) as unknown as F
}

/** The arguments that make this data again. */
export function argumentsOf(definition: Definition, data: Readonly<Record<string, unknown>>): unknown[] {
  const options = definition.options.flatMap((field) =>
    data[field.data] === undefined ? [] : [[field.option, data[field.data]]],
  )
  return [...definition.positional.map((field) => data[field.data]), Object.fromEntries(options)]
}

function put(data: Record<string, unknown>, what: string, field: Field, value: unknown, due: boolean): void {
  if (value === undefined && field.usual !== undefined) data[field.data] = field.usual
  else if (value !== undefined || (due && !('usual' in field))) data[field.data] = field.read(what, value)
}
