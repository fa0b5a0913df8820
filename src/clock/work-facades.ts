/**
 * Counts real work that is under way for a drill and that nothing else shows: zlib, crypto and WebAssembly run on other
 * threads, and virtual time must not move before they are done. (Files, by and large, and name look-ups show in
 * `process.getActiveResourcesInfo()`, see `settle.ts`.)
 */
import crypto from 'node:crypto'
import fs from 'node:fs/promises'
import zlib from 'node:zlib'
import { type Patch, patch } from '../realm/patch.ts'
import { currentPlace } from '../realm/realm.ts'

type AnyFunction = (this: unknown, ...args: unknown[]) => unknown

/** Puts counting facades over asynchronous crypto, WebAssembly compilation and the handles of zlib, for good. */
export function installWorkFacades(): void {
  const callbackLast = [
    'pbkdf2',
    'scrypt',
    'hkdf',
    'randomBytes',
    'randomFill',
    'randomInt',
    'generateKey',
    'generateKeyPair',
    'generatePrime',
    'checkPrime',
    'sign',
    'verify',
    'diffieHellman',
    'argon2',
    'encapsulate',
    'decapsulate',
  ]
  // Some came with Node 24.
  for (const name of callbackLast) if (name in crypto) patch<AnyFunction>(crypto, name, countingCallback)
  for (const name of ['arrayBuffer', 'bytes', 'text']) {
    if (name in Blob.prototype) patch<AnyFunction>(Blob.prototype, name, countingPromise)
  }
  const subtle = Object.getPrototypeOf(crypto.webcrypto.subtle) as Record<string, unknown>
  for (const name of Object.getOwnPropertyNames(subtle)) {
    if (name !== 'constructor' && typeof subtle[name] === 'function') patch<AnyFunction>(subtle, name, countingPromise)
  }
  // Node 26 reads a small file in one go on another thread, as a job that shows nowhere.
  for (const [name, value] of Object.entries(fs)) {
    if (typeof value === 'function') patch<AnyFunction>(fs, name, countingPromise)
  }
  const { WebAssembly } = globalThis as unknown as { WebAssembly: object }
  for (const name of ['compile', 'instantiate']) patch<AnyFunction>(WebAssembly, name, countingPromise)
  for (const prototype of zlibHandlePrototypes()) {
    patch<AnyFunction>(prototype, 'init', countingInit)
    patch<AnyFunction>(prototype, 'write', countingWrite)
  }
}

function countingCallback(under: Patch<AnyFunction>): AnyFunction {
  const facade: AnyFunction = function (...args) {
    const realm = currentPlace()?.realm
    const callback = args.at(-1)
    if (realm === undefined || typeof callback !== 'function') return Reflect.apply(under.under, this, args)
    const counted = (...results: unknown[]) => {
      realm.workChanged(-1)
      return Reflect.apply(callback, undefined, results)
    }
    const result = Reflect.apply(under.under, this, [...args.slice(0, -1), counted])
    realm.workChanged(1)
    return result
  }
  // Carries over `util.promisify.custom`, which crypto's functions have.
  return Object.defineProperties(facade, Object.getOwnPropertyDescriptors(under.under))
}

function countingPromise(under: Patch<AnyFunction>): AnyFunction {
  return function (...args) {
    const realm = currentPlace()?.realm
    const result = Reflect.apply(under.under, this, args)
    if (realm !== undefined && result instanceof Promise) {
      realm.workChanged(1)
      const done = () => realm.workChanged(-1)
      result.then(done, done)
    }
    return result
  }
}

/** Writes under way by handle: a zlib handle has one at a time, and tells of its end through the callback of `init`. */
const writesUnderWay = new WeakMap<object, () => void>()

/** The native handle calls back the function among the arguments of `init` after each write. */
function countingInit(under: Patch<AnyFunction>): AnyFunction {
  return function (...args) {
    const wrapped = args.map((argument) => {
      if (typeof argument !== 'function') return argument
      return function (this: object, ...results: unknown[]) {
        writesUnderWay.get(this)?.()
        return Reflect.apply(argument, this, results)
      }
    })
    return Reflect.apply(under.under, this, wrapped)
  }
}

function countingWrite(under: Patch<AnyFunction>): AnyFunction {
  return function (this: unknown, ...args) {
    const realm = currentPlace()?.realm
    if (realm !== undefined) {
      const handle = this as ZlibHandle
      watchErrors(handle)
      realm.workChanged(1)
      writesUnderWay.set(handle, () => {
        if (writesUnderWay.delete(handle)) realm.workChanged(-1)
      })
    }
    return Reflect.apply(under.under, this, args)
  }
}

interface ZlibHandle {
  onerror?: AnyFunction
}

const watched = new WeakSet<object>()

/** A write that fails is told of by the handle's own `onerror`, in place of the callback. */
function watchErrors(handle: ZlibHandle): void {
  const { onerror } = handle
  if (onerror === undefined || watched.has(handle)) return
  watched.add(handle)
  handle.onerror = function (...args) {
    writesUnderWay.get(handle)?.()
    return Reflect.apply(onerror, this, args)
  }
}

/** The prototypes of the native handles: one class for each family of compression. */
function zlibHandlePrototypes(): Set<object> {
  const prototypes = new Set<object>()
  for (const make of [zlib.createGzip, zlib.createBrotliCompress, zlib.createBrotliDecompress, ...zstd()]) {
    const stream = make() as unknown as { _handle: object; close(): void }
    prototypes.add(Object.getPrototypeOf(stream._handle) as object)
    stream.close()
  }
  return prototypes
}

/** Zstandard came with Node 22.15. */
function zstd(): (() => unknown)[] {
  const { createZstdCompress, createZstdDecompress } = zlib as { [name: string]: unknown }
  return [createZstdCompress, createZstdDecompress].filter((make) => typeof make === 'function') as (() => unknown)[]
}
