/** A true answer that breaks off: the connection is reset or closed, or stays open and says nothing more. */
import { type Definition, make } from './definition.ts'
import type { DelayMs } from './delay.ts'
import { choiceField, DELAY, type DelayOption } from './field.ts'

/** Before any header, after all headers and before the body, or after half of a true body. */
export type CutPlace = 'headers' | 'after-headers' | 'body'

interface CutData {
  readonly at: CutPlace
  readonly delayMs?: DelayMs
}

/** A connection that is reset by the peer. */
export interface ResetFault extends CutData {
  readonly kind: 'reset'
}

/** A connection that the peer closes in an orderly way, in the middle of things. */
export interface ClosedFault extends CutData {
  readonly kind: 'closed'
}

/** A connection that stays open and says nothing more. */
export interface SilenceFault extends CutData {
  readonly kind: 'silence'
}

/** A kept-alive connection that has died unnoticed: reset at its next use. On a fresh connection, a true answer. */
export interface StaleSocketFault {
  readonly kind: 'staleSocket'
  readonly delayMs?: DelayMs
}

/** The options of a cut, as the DSL takes them. */
export interface CutOptions extends DelayOption {
  /** Before any header, after the headers, or after half of a true body. Default: `headers`. */
  at?: CutPlace
}

const AT = choiceField('at', ['headers', 'after-headers', 'body'], { usual: 'headers', noun: 'place' })
const RESET: Definition = { kind: 'reset', positional: [], options: [AT, DELAY] }
const CLOSED: Definition = { kind: 'closed', positional: [], options: [AT, DELAY] }
const SILENCE: Definition = { kind: 'silence', positional: [], options: [AT, DELAY] }
const STALE_SOCKET: Definition = { kind: 'staleSocket', positional: [], options: [DELAY] }

/** How cuts are checked, printed and read back. */
export const CUT_DEFINITIONS = [RESET, CLOSED, SILENCE, STALE_SOCKET] as const

/** The peer resets the connection (ECONNRESET): before any header, after the headers, or after half of a true body. */
export function reset(options: CutOptions = {}): ResetFault {
  return make(RESET, options)
}

/** The peer closes the connection (FIN, "other side closed"): before any header, after them, or after half of a true body. */
export function closed(options: CutOptions = {}): ClosedFault {
  return make(CLOSED, options)
}

/** The peer says nothing more and keeps the connection open: from the start, after the headers, or after half of a body. */
export function silence(options: CutOptions = {}): SilenceFault {
  return make(SILENCE, options)
}

/**
 * A request on a kept-alive connection is answered by a reset, as when the peer has dropped idle connections and the
 * client doesn't know yet; on a fresh connection it gets a true answer. Serve it twice to show it to a client that keeps
 * its connections.
 */
export function staleSocket(options: DelayOption = {}): StaleSocketFault {
  return make(STALE_SOCKET, options)
}
