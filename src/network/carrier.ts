/** Which client sockets end in a drill's memory, and in which drill's. */
import type net from 'node:net'
import type { DrillWire } from './wires.ts'

const CARRIER = Symbol.for('firedrill.carrier')
type Carried = net.Socket & { [CARRIER]?: DrillWire }

/**
 * Notes on a client's socket that it ends in this wire's memory. The server side that interceptors hand out is a proxy
 * of the client's socket, so a property set on the one is seen on the other, where a WeakMap would tell them apart.
 */
export function setCarrier(socket: net.Socket, wire: DrillWire): void {
  ;(socket as Carried)[CARRIER] = wire
}

/** The wire in whose memory a client's socket ends; undefined for a real connection. */
export function carrierOf(socket: net.Socket): DrillWire | undefined {
  return (socket as Carried)[CARRIER]
}
