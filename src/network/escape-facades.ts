/** Facades over what would leave the process without a connection that can be claimed: bare HTTP/2 sessions, datagrams. */
import dgram from 'node:dgram'
import http2 from 'node:http2'
import net from 'node:net'
import { type Patch, patch } from '../realm/patch.ts'
import { currentPlace } from '../realm/realm.ts'
import { type DrillWire, wires } from './wires.ts'

type AnyFunction = (this: unknown, ...args: unknown[]) => unknown

/** Replaces `http2.connect`, the sending of datagrams and the connecting of sockets by facades, once a process and for good. */
export function installEscapeFacades(): void {
  patch<AnyFunction>(http2, 'connect', http2Facade, false)
  patch<AnyFunction>(dgram.Socket.prototype, 'send', datagramFacade, false)
  patch<AnyFunction>(net.Socket.prototype, 'connect', connectFacade, false)
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

/** What still runs when its drill is over connects to nothing: nobody takes its connections any more. */
function connectFacade(under: Patch<AnyFunction>): AnyFunction {
  return function (...args) {
    return currentPlace()?.realm.open === false ? this : Reflect.apply(under.under, this, args)
  }
}

function currentDrill(): { wire: DrillWire; call: number | null } | undefined {
  const place = currentPlace()
  const wire = place && wires.get(place.realm)
  return place === undefined || wire === undefined ? undefined : { wire, call: place.call }
}
