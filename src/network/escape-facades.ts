/** Facades over what would leave the process without a connection that can be claimed: bare HTTP/2 sessions, datagrams. */
import dgram from 'node:dgram'
import http2 from 'node:http2'
import net from 'node:net'
import { type Patch, patch } from '../realm/patch.ts'
import { currentPlace } from '../realm/realm.ts'
import { lookUpOf } from './look-up.ts'
import type { Target } from './wire-host.ts'
import { type DrillWire, wires } from './wires.ts'

type AnyFunction = (this: unknown, ...args: unknown[]) => unknown

/** Replaces `http2.connect`, the sending of datagrams and the connecting of sockets by facades, once a process and for good. */
export function installEscapeFacades(): void {
  patch<AnyFunction>(http2, 'connect', http2Facade, 'wrapped')
  patch<AnyFunction>(dgram.Socket.prototype, 'send', datagramFacade, 'wrapped')
  patch<AnyFunction>(net.Socket.prototype, 'connect', connectFacade, 'wrapped')
}

function http2Facade(under: Patch<AnyFunction>): AnyFunction {
  return function (authority, ...rest) {
    const drill = currentDrill()
    const url = URL.canParse(String(authority)) ? new URL(String(authority)) : undefined
    if (drill === undefined || url === undefined || drill.wire.letsThrough(url.hostname)) {
      return Reflect.apply(under.under, this, [authority, ...rest])
    }
    throw drill.wire.refused({ host: url.hostname, port: Number(url.port || 443) }, 'http2', drill.call)
  }
}

/** `send(message, [offset, length,] port, address, callback)`: the address is the last text among the arguments. */
function datagramFacade(under: Patch<AnyFunction>): AnyFunction {
  return function (...args) {
    const drill = currentDrill()
    const host = args.slice(1).findLast((argument) => typeof argument === 'string') ?? 'localhost'
    if (drill === undefined || drill.wire.letsThrough(String(host))) return Reflect.apply(under.under, this, args)
    const port = Number(args.slice(1).findLast((argument) => typeof argument === 'number') ?? 0)
    const error = drill.wire.refused({ host: String(host), port }, 'datagram', drill.call)
    const callback = args.at(-1)
    if (typeof callback === 'function') process.nextTick(callback, error)
    return undefined
  }
}

/**
 * What still runs when its drill is over connects to nothing: nobody takes its connections any more. What a drill is to
 * take is told to its wire at once, in the order in which connections are asked for, and looks its name up in the drill.
 */
function connectFacade(under: Patch<AnyFunction>): AnyFunction {
  return function (...args) {
    const place = currentPlace()
    if (place?.realm.open === false) return this
    const socket = this as net.Socket
    const [options, ...rest] = args
    if (place === undefined || !isIntercepted(socket, options)) return Reflect.apply(under.under, this, args)
    wires.get(place.realm)?.connecting(socket, targetOf(options), place.call)
    return Reflect.apply(under.under, this, [{ ...options, lookup: lookUpOf(socket) }, ...rest])
  }
}

/** Interceptors give the sockets that they take a `connect` of their own, and plain options (@mswjs/interceptors 0.45). */
function isIntercepted(socket: net.Socket, options: unknown): options is { host?: unknown; port?: unknown } {
  return Object.hasOwn(socket, 'connect') && typeof options === 'object' && options !== null && !Array.isArray(options)
}

function targetOf({ host, port }: { host?: unknown; port?: unknown }): Target {
  return { host: String(host ?? 'localhost'), port: Number(port ?? 0) }
}

function currentDrill(): { wire: DrillWire; call: number | null } | undefined {
  const place = currentPlace()
  const wire = place && wires.get(place.realm)
  return place === undefined || wire === undefined ? undefined : { wire, call: place.call }
}
