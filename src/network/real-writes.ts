/**
 * Notices what a drill's code writes to a real connection (a host that is let through, a database's live socket), so that
 * virtual time waits for the answer.
 */
import net from 'node:net'
import { type Patch, patch } from '../realm/patch.ts'
import { realNowMs } from '../realm/real-time.ts'
import { currentPlace, type Realm } from '../realm/realm.ts'

/** A connection that doesn't answer within this much real time holds virtual time no longer: it may never answer. */
const ANSWER_MAX_MS = 1000

type Write = (this: net.Socket, ...args: unknown[]) => void

const awaited = new WeakMap<Realm, Map<net.Socket, { bytesRead: number; sinceMs: number }>>()

/** Watches the writes of real sockets, once a process. Sockets in a drill's memory have a write of their own. */
export function watchRealWrites(): void {
  patch<Write>(net.Socket.prototype, '_writeGeneric', writeFacade, 'wrapped')
}

function writeFacade(under: Patch<Write>): Write {
  return function (...args) {
    const realm = currentPlace()?.realm
    if (realm !== undefined && this.remoteAddress !== undefined) {
      const sockets = awaited.get(realm) ?? new Map()
      awaited.set(realm, sockets.set(this, { bytesRead: this.bytesRead, sinceMs: realNowMs() }))
    }
    Reflect.apply(under.under, this, args)
  }
}

/** True while a real connection that code of the drill wrote to may still answer. */
export function awaitsRealAnswer(realm: Realm): boolean {
  const sockets = awaited.get(realm)
  if (sockets === undefined) return false
  for (const [socket, { bytesRead, sinceMs }] of sockets) {
    if (socket.destroyed || socket.bytesRead !== bytesRead || realNowMs() - sinceMs > ANSWER_MAX_MS)
      sockets.delete(socket)
  }
  return sockets.size > 0
}
