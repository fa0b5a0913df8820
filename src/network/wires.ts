/** Which wire belongs to which drill: what the interceptors, which serve the whole process, look up. */
import type net from 'node:net'
import type { Place, Realm } from '../realm/realm.ts'
import type { Refusal } from '../trace/event.ts'
import type { Target } from './wire-host.ts'

/** The header that carries an attempt's number from the client's stack to the service. */
export const MARK = 'x-firedrill-attempt'

/** The state of a connection that nobody has claimed or let through (SocketController.PENDING of interceptors). */
export const UNDECIDED = 0

/** What interceptors tell of a connection. */
export interface Connection {
  /** The server's end. */
  readonly socket: net.Socket
  readonly controller: { readonly readyState: number; claim(): void; passthrough(): net.Socket }
  readonly connectionOptions: object
}

/** A drill's wire as the process's interceptors see it. */
export interface DrillWire {
  /** A socket begins to connect, in the context of this call. */
  connecting(socket: net.Socket, target: Target, call: number | null): void
  /** Takes a connection that code of the drill opens. */
  accept(connection: Connection, place: Place): void
  /** A request was created in the drill; gives the number of its attempt, or null when the drill doesn't play its host. */
  requestCreated(method: string, url: string, call: number | null): number | null
  /** An attempt goes over a connection that stands already. */
  reuses(attempt: number): void
  /** Where an attempt needs a new connection, because something is to happen to it; undefined when any connection will do. */
  needsConnection(attempt: number): Target | undefined
  /** The client's stack reported an error on a request. */
  clientSawError(attempt: number, error: unknown): void
  /** A request is under way to a host that is let through: time waits until the function that this gives is called. */
  holdForRequest(): () => void
  /** True for a host that the user lets through to the real network. */
  letsThrough(host: string, port?: number): boolean
  /** The error for something that a drill refuses; writes it down. */
  refused(target: Target, why: Refusal, call: number | null): Error
}

/** One map a process, also where the package is loaded twice. */
const WIRES = Symbol.for('firedrill.wires')
const registry = globalThis as { [WIRES]?: WeakMap<Realm, DrillWire> }
registry[WIRES] ??= new WeakMap<Realm, DrillWire>()

/** The wires of running drills, by realm. */
export const wires = registry[WIRES]
