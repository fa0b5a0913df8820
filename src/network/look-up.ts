/** How the names that sockets connect to are looked up in a drill: inside, and as a connection that is opening has it. */
import type net from 'node:net'
import { startRealImmediate } from '../realm/real-time.ts'
import { lookedUp } from './name-facades.ts'

type LookUp = net.LookupFunction

const LOOK_UP = Symbol.for('firedrill.look-up')
type Looking = net.Socket & { [LOOK_UP]?: LookUp }

/** Lets a connection that is opening look its name up in a way of its own. */
export function setLookUp(socket: net.Socket, lookUp: LookUp): void {
  ;(socket as Looking)[LOOK_UP] = lookUp
}

/**
 * The look-up of a socket in a drill. Its answer comes on a turn of its own, as a name server's would: until then the wire
 * has taken the connection, and clients have begun to wait for the events of their sockets.
 */
export function lookUpOf(socket: net.Socket): LookUp {
  return (host, options, callback) => {
    startRealImmediate(() => {
      const lookUp = (socket as Looking)[LOOK_UP] ?? answerNow
      lookUp(host, options, callback)
    })
  }
}

/** Answers with the address that all names of a drill have. */
export const answerNow: LookUp = (host, options, callback) => {
  const [address, family] = lookedUp(host, options) as [Parameters<typeof callback>[1], number]
  callback(null, address, family)
}
