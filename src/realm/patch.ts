/** A property of a shared object, replaced once by a facade that stays, and that others may cover and uncover. */
import { wrongUse } from '../errors.ts'

/** A facade in place of a property. */
export interface Patch<T> {
  /** What stands under the facade: what code outside of every drill gets. */
  under: T
}

interface Installed extends Patch<unknown> {
  readonly owner: Record<PropertyKey, unknown>
  readonly key: PropertyKey
  readonly original: unknown
  readonly surfaces: boolean
  facade: unknown
}

const installed: Installed[] = []

/**
 * Replaces `owner[key]` by a facade for good. The facade is built from its patch, so that it can reach what it covers.
 *
 * @param surfaces Whether drills bring the facade back over what has covered it since: right for timers, which fakes
 * replace; wrong for what others wrap, as their wrapper calls the facade. Default: true.
 * @throws FiredrillError (`wrong-use`) when fake timers stand there already: what is real could no longer be found.
 */
export function patch<T>(owner: object, key: PropertyKey, build: (patch: Patch<T>) => T, surfaces = true): void {
  const record = owner as Record<PropertyKey, unknown>
  const original = record[key]
  if (typeof original === 'function' && 'clock' in original) {
    throw wrongUse(
      'set up virtual time',
      `${String(key)} is already faked by another tool`,
      'Import firedrill before fake timers are installed, or restore the real timers first (vi.useRealTimers())',
    )
  }
  const entry: Installed = { owner: record, key, original, under: original, surfaces, facade: undefined }
  entry.facade = build(entry as Patch<T>)
  replace(record, key, entry.facade)
  installed.push(entry)
}

/**
 * Brings every facade back to the surface for the length of a drill, over fake timers that a suite has installed since.
 * Outside of the drill's context they delegate to those. Gives the function that puts everything back as it was; undefined
 * when nothing was covered.
 */
export function surface(): (() => void) | undefined {
  const covered = installed.filter((entry) => entry.surfaces && entry.owner[entry.key] !== entry.facade)
  for (const entry of installed) {
    // A tool that had wrapped the original before us, and is gone, has put the original back.
    if (!entry.surfaces && entry.owner[entry.key] === entry.original) replace(entry.owner, entry.key, entry.facade)
  }
  if (covered.length === 0) return undefined
  for (const entry of covered) {
    entry.under = entry.owner[entry.key]
    replace(entry.owner, entry.key, entry.facade)
  }
  return () => {
    for (const entry of covered) {
      replace(entry.owner, entry.key, entry.under)
      entry.under = entry.original
    }
  }
}

/** Writes the value and keeps how the property is listed. */
function replace(owner: Record<PropertyKey, unknown>, key: PropertyKey, value: unknown): void {
  const before = Object.getOwnPropertyDescriptor(owner, key)
  Object.defineProperty(owner, key, {
    value,
    configurable: true,
    writable: true,
    enumerable: before?.enumerable ?? true,
  })
}
