/** Facades over the console: what code of a drill writes there is also told to its drill. */
import { syncBuiltinESMExports } from 'node:module'
import { format } from 'node:util'
import { type Patch, patch } from './patch.ts'
import { currentPlace } from './realm.ts'

const INSTALLED = Symbol.for('firedrill.console')

type Write = (...args: unknown[]) => void

/** Puts facades over the methods that write records, once a process: a second copy of the package finds those of the first. */
export function installConsoleFacades(): void {
  const registry = globalThis as { [INSTALLED]?: true }
  if (registry[INSTALLED]) return
  registry[INSTALLED] = true
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) patch<Write>(console, method, writeFacade)
  syncBuiltinESMExports()
}

/**
 * Drills bring the facade back over what has covered it, as a suite's silent mock tells nobody what it swallows. A spy that
 * had wrapped the facade calls it in turn: the inner call is then the one that writes.
 */
function writeFacade(patched: Patch<Write>): Write {
  const original = patched.under
  let isWithin = false
  return function (this: unknown, ...args) {
    if (isWithin) return Reflect.apply(original, this, args)
    const place = currentPlace()
    if (place === undefined) return Reflect.apply(original, this, args)
    place.realm.wrote(textOf(args))
    isWithin = true
    try {
      return Reflect.apply(patched.cover ?? original, this, args)
    } finally {
      isWithin = false
    }
  }
}

/** What can't be formatted fails the writing itself, not its record. */
function textOf(args: readonly unknown[]): string {
  try {
    return format(...args)
  } catch {
    return 'a record that cannot be formatted'
  }
}
