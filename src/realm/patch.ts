/** A property of a shared object, replaced once by a facade that stays, and that others may cover and uncover. */
import { syncBuiltinESMExports } from 'node:module'
import { wrongUse } from '../errors.ts'
import { currentPlace, type Realm } from './realm.ts'

/** A facade in place of a property. */
export interface Patch<T> {
  /** What the facade stands in place of. */
  readonly under: T
  /** What others, such as fake timers and spies, have put over it while a drill runs: what code outside of the drill finds. */
  readonly cover: T | undefined
}

/**
 * What becomes of a facade that others have covered when a drill comes. `wrapped`: it stays covered, as their wrapper calls
 * it. `spied`: it comes back for the drill's code. `faked`: so it does, and may be covered and uncovered at any time, in
 * the middle of a drill too.
 */
export type Fate = 'wrapped' | 'spied' | 'faked'

interface Installed extends Patch<unknown> {
  readonly owner: object
  readonly key: PropertyKey
  readonly fate: Fate
  facade: unknown
  cover: unknown
}

const installed: Installed[] = []
const PLAIN = { writable: true, configurable: true }

/**
 * Replaces `owner[key]` by a facade for good. The facade is built from its patch, so that it can reach what it covers.
 *
 * @throws FiredrillError (`wrong-use`) when fake timers stand there already: what is real could no longer be found.
 */
export function patch<T>(owner: object, key: PropertyKey, build: (patch: Patch<T>) => T, fate: Fate = 'spied'): void {
  const under = (owner as Record<PropertyKey, unknown>)[key]
  if (typeof under === 'function' && 'clock' in under) {
    throw wrongUse(
      'set up virtual time',
      `${String(key)} is already faked by another tool`,
      'Import firedrill before fake timers are installed, or restore the real timers first (vi.useRealTimers())',
    )
  }
  const entry: Installed = { owner, key, fate, under, facade: undefined, cover: undefined }
  entry.facade = build(entry as Patch<T>)
  define(entry, entry.facade)
  installed.push(entry)
}

/** Writes the value and keeps how the property is listed. */
function define({ owner, key }: Installed, value: unknown): void {
  Object.defineProperty(owner, key, { ...PLAIN, value, enumerable: isListed(owner, key) })
}

function isListed(owner: object, key: PropertyKey): boolean {
  return Object.getOwnPropertyDescriptor(owner, key)?.enumerable ?? true
}

/**
 * Brings facades to the surface for the length of a drill, and lets named imports of Node's modules find them. Gives the
 * function that puts everything back as it was.
 */
export function surface(): () => void {
  let isCovered = false
  const restores = installed.flatMap((entry) => {
    const { owner, key, fate, facade, under } = entry
    const value = (owner as Record<PropertyKey, unknown>)[key]
    // A tool that had wrapped the original before us, and is gone, has put the original back.
    if (value === under && value !== facade) define(entry, facade)
    else if (value !== facade && fate !== 'wrapped') isCovered = true
    else if (fate !== 'faked') return []
    return fate === 'wrapped' ? [] : [uncover(entry)]
  })
  if (isCovered) syncNamedImports()
  return () => {
    for (const restore of restores) restore()
  }
}

/**
 * Lets code of drills find the facade, and all other code what is there or is put there by then. What code of a drill puts
 * there is its own, and gone with the drill. Gives the function that makes a plain property of it again.
 */
function uncover(entry: Installed): () => void {
  const { owner, key, facade, under } = entry
  const theirs = Object.getOwnPropertyDescriptor(owner, key)
  const before = (owner as Record<PropertyKey, unknown>)[key]
  entry.cover = before === facade ? undefined : before
  let within: { realm: Realm; cover: unknown } | undefined
  const get = () => {
    if ((entry.cover === undefined && within === undefined) || isReadingFacades) return facade
    const realm = currentPlace()?.realm
    if (realm === undefined) return entry.cover ?? facade
    return realm === within?.realm ? within.cover : facade
  }
  const set = function (this: unknown, value: unknown) {
    // An object below a patched prototype gets a property of its own (in a vm context, `this` is another face of the
    // global object); a spy may have replaced the reading half alone.
    const isBelow = this !== owner && owner !== globalThis
    if (isBelow || Object.getOwnPropertyDescriptor(owner, key)?.get !== get) {
      Object.defineProperty(this, key, { ...PLAIN, value, enumerable: true })
      return
    }
    const realm = currentPlace()?.realm
    const isBack = value === facade || value === under
    if (realm !== undefined) within = isBack ? undefined : { realm, cover: value }
    if (realm === undefined || isBack) entry.cover = isBack ? undefined : value
  }
  Object.defineProperty(owner, key, { get, set, configurable: true, enumerable: isListed(owner, key) })
  return () => {
    const after = entry.cover ?? facade
    entry.cover = undefined
    const now = Object.getOwnPropertyDescriptor(owner, key)
    // Somebody has defined it anew since, and it is theirs.
    if (now?.get !== get) return
    if (after === before && theirs !== undefined) Object.defineProperty(owner, key, theirs)
    else define(entry, after)
  }
}

/** Named imports are copies: they have to be made while every property reads as its facade. */
function syncNamedImports(): void {
  isReadingFacades = true
  try {
    syncBuiltinESMExports()
  } finally {
    isReadingFacades = false
  }
}

let isReadingFacades = false
