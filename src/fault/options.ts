/** Checks for what callers hand to the DSL: they may be JavaScript, a parsed file, or a slip of the pen. */
import { wrongUse } from '../errors.ts'

/**
 * The options as they were given, once they are known to be a plain object.
 *
 * @param what The call, for the error, such as `status(500)`.
 * @throws FiredrillError (`wrong-use`) for anything but a plain object.
 */
export function plainOptions<Options extends object>(what: string, options: Options): Options {
  if (isRecord(options)) return options
  throw wrongUse(`make ${what}`, `its options are ${named(options)}, not an object`, 'Give { … } with named options')
}

/** Refuses options that nobody reads: a misspelt name would otherwise be silently without effect. */
export function refuseUnknown(what: string, unknown: object): void {
  const name = Object.keys(unknown)[0]
  if (name !== undefined) throw wrongUse(`make ${what}`, `it has no option "${name}"`, 'Check the spelling')
}

/** Tells a plain object from everything else, arrays and null included. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A value in a few words, for an error. */
export function named(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)
  if (value === null || value === undefined || typeof value === 'number' || typeof value === 'boolean') {
    return String(value)
  }
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}
