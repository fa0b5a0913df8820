/** Which client sockets end in a drill's memory: in which drill's, at which of its hosts, and for which attempt they were opened. */
import type net from 'node:net'
import type { Unsent } from './unsent.ts'
import type { Target } from './wire-host.ts'
import type { DrillWire } from './wires.ts'

/** Where a client's socket ends. */
export interface Carrier {
  readonly wire: DrillWire
  readonly target: Target
  /** The attempt that it was opened for, where that matters. */
  readonly openedFor?: Unsent | undefined
}

const CARRIER = Symbol.for('firedrill.carrier')
type Carried = net.Socket & { [CARRIER]?: Carrier }

/**
 * Notes on a client's socket that it ends in this wire's memory. The server side that interceptors hand out is a proxy
 * of the client's socket, so a property set on the one is seen on the other, where a WeakMap would tell them apart.
 */
export function setCarrier(socket: net.Socket, carrier: Carrier): void {
  ;(socket as Carried)[CARRIER] = carrier
}

/** In whose memory a client's socket ends; undefined for a real connection. */
export function carrierOf(socket: net.Socket): Carrier | undefined {
  return (socket as Carried)[CARRIER]
}
