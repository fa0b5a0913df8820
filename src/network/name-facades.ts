/** Facades over name look-ups: a drill answers its own, from an address block that is reserved for documentation. */
import dns from 'node:dns'
import { type Patch, patch } from '../realm/patch.ts'
import { currentPlace } from '../realm/realm.ts'
import { wires } from './wires.ts'

type AnyFunction = (this: unknown, ...args: unknown[]) => unknown

/** RFC 5737 and RFC 3849: nothing real is there. */
const ADDRESS = { 4: '192.0.2.1', 6: '2001:db8::1' } as const

/** Replaces the look-ups of node:dns by facades, once a process and for good. */
export function installNameFacades(): void {
  patch<AnyFunction>(dns, 'lookup', (under) => callbackFacade(under, lookedUp), 'wrapped')
  patch<AnyFunction>(dns.promises, 'lookup', (under) => promiseFacade(under, lookedUp), 'wrapped')
  for (const owner of [dns, dns.Resolver.prototype]) {
    for (const name of resolvers(owner))
      patch<AnyFunction>(owner, name, (under) => callbackFacade(under, resolved(name)), 'wrapped')
  }
  for (const owner of [dns.promises, dns.promises.Resolver.prototype]) {
    for (const name of resolvers(owner))
      patch<AnyFunction>(owner, name, (under) => promiseFacade(under, resolved(name)), 'wrapped')
  }
}

/** What a look-up gives: the arguments of its callback, or an error. */
type LookUp = (name: string, options: unknown) => unknown[] | Error

/** What `dns.lookup` gives in a drill. */
export const lookedUp: LookUp = (_name, options) => {
  const { family: wanted, all } =
    typeof options === 'object' && options !== null ? (options as LookUpOptions) : { family: options }
  const family = wanted === 6 || wanted === 'IPv6' ? 6 : 4
  return all ? [[{ address: ADDRESS[family], family }]] : [ADDRESS[family], family]
}

interface LookUpOptions {
  family?: unknown
  all?: boolean
}

function resolved(resolver: string): LookUp {
  return (name, type) => {
    const wanted = resolver === 'resolve' && typeof type === 'string' ? type : resolver.slice('resolve'.length)
    if (wanted === '4' || wanted === 'A' || wanted === '') return [[ADDRESS[4]]]
    if (wanted === '6' || wanted === 'AAAA') return [[ADDRESS[6]]]
    const syscall = `query${wanted}`
    const error = new Error(`${syscall} ENOTFOUND ${name}`)
    return Object.assign(error, { errno: undefined, code: 'ENOTFOUND', syscall, hostname: name })
  }
}

function callbackFacade(under: Patch<AnyFunction>, lookUp: LookUp): AnyFunction {
  return function (...args) {
    const callback = args.at(-1)
    if (isReal(args[0]) || typeof callback !== 'function') return Reflect.apply(under.under, this, args)
    const result = lookUp(String(args[0]), args.length > 2 ? args[1] : undefined)
    process.nextTick(() => (result instanceof Error ? callback(result) : callback(null, ...result)))
    return {}
  }
}

function promiseFacade(under: Patch<AnyFunction>, lookUp: LookUp): AnyFunction {
  return async function (...args) {
    if (isReal(args[0])) return Reflect.apply(under.under, this, args)
    const result = lookUp(String(args[0]), args[1])
    if (result instanceof Error) throw result
    return lookUp === lookedUp && result.length === 2 ? { address: result[0], family: result[1] } : result[0]
  }
}

/** Outside of drills, for a name that is none, and for a host that the user lets through. */
function isReal(name: unknown): boolean {
  const place = currentPlace()
  if (place === undefined || typeof name !== 'string') return true
  return wires.get(place.realm)?.letsThrough(name) ?? false
}

function resolvers(owner: object): string[] {
  return Object.keys(Object.getOwnPropertyDescriptors(owner)).filter((name) => /^resolve([A-Z0-9]|$)/.test(name))
}
