/**
 * Connections that were made before a drill and would carry its requests to the real service: the idle ones in undici's
 * pools are closed when a drill begins (`node-agents.ts` does it for node:http). Sockets that speak anything but HTTP (databases) and
 * those with a request under way stay.
 */
import { subscribe } from 'node:diagnostics_channel'
import net from 'node:net'
import { objectsWith } from '../realm/inspect.ts'
import { mayHaveConnection } from '../realm/loop-handles.ts'
import { undiciWasHereFirst } from '../realm/real-time.ts'
import { carrierOf } from './carrier.ts'
import { isSame } from './unsent.ts'
import type { Target } from './wire-host.ts'
import type { DrillWire } from './wires.ts'

/** The sockets of every undici in the process, as far as they were opened since the package was imported. */
class UndiciSockets {
  readonly #sockets = new Set<WeakRef<net.Socket>>()
  readonly #socketOf = new WeakMap<object, net.Socket>()
  readonly #requests = new WeakMap<net.Socket, number>()

  opened(socket: net.Socket): void {
    const reference = new WeakRef(socket)
    this.#sockets.add(reference)
    socket.once('close', () => this.#sockets.delete(reference))
  }

  busy(socket: net.Socket, request: object): void {
    this.#socketOf.set(request, socket)
    this.#requests.set(socket, (this.#requests.get(socket) ?? 0) + 1)
  }

  idle(request: object): void {
    const socket = this.#socketOf.get(request)
    if (socket === undefined) return
    this.#socketOf.delete(request)
    this.#requests.set(socket, (this.#requests.get(socket) ?? 1) - 1)
  }

  /** Closes the idle connections that are real. */
  closeIdle(): void {
    for (const socket of this.#idle()) if (carrierOf(socket) === undefined) socket.destroy()
  }

  /** Closes the idle connections of a drill to one of its hosts. */
  closeIdleTo(wire: DrillWire, target: Target): void {
    for (const socket of this.#idle()) {
      const carrier = carrierOf(socket)
      if (carrier?.wire === wire && isSame(carrier.target, target)) socket.destroy()
    }
  }

  *#idle(): Iterable<net.Socket> {
    for (const reference of this.#sockets) {
      const socket = reference.deref()
      if (socket === undefined) this.#sockets.delete(reference)
      else if (!this.#requests.get(socket)) yield socket
    }
  }
}

/** The sockets of every undici in the process. */
export const undiciSockets = new UndiciSockets()

/** Watches the connections that undici opens. */
export function watchLiveSockets(): void {
  subscribe('undici:client:connected', (message) => {
    const { socket } = message as { socket?: net.Socket }
    if (socket instanceof net.Socket) undiciSockets.opened(socket)
  })
}

/** Closes what would carry a drill's requests past it. */
export function closeLiveSockets(): void {
  if (mustSearch) {
    mustSearch = false
    const sockets = mayHaveConnection() ? objectsWith<net.Socket>(net.Socket.prototype) : []
    for (const socket of sockets) if (isUndiciSocket(socket)) undiciSockets.opened(socket)
  }
  undiciSockets.closeIdle()
}

/** True until the sockets that undici opened before it could be watched have been looked for. */
let mustSearch = undiciWasHereFirst

/** undici hangs its parser on the socket under a symbol of this name (undici lib/core/symbols.js). */
function isUndiciSocket(socket: net.Socket): boolean {
  const symbols = Object.getOwnPropertySymbols(socket)
  return (
    !socket.destroyed && symbols.some((symbol) => symbol.description === 'parser' || symbol.description === 'kParser')
  )
}
