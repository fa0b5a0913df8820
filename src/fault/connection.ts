/**
 * Failures before any request can travel. They are chosen when the client creates its request, by what is known then (host,
 * path, call), and make it open a new connection. A request that is already on its way on another connection when such a
 * fault's turn comes sees that connection reset, as when a host goes down; silent, where nothing is reachable; or gets a
 * true answer, where the connection was only to be slow.
 */
import { wrongUse } from '../errors.ts'
import { type Definition, make } from './definition.ts'
import { type Delay, type DelayMs, drawDelayMs } from './delay.ts'
import { choiceField, DELAY, type DelayOption, delayField, type Field } from './field.ts'
import type { ConnectPhase, Handshake, TlsFlaw } from './handshake.ts'
import { named } from './options.ts'

/** A closed port: ECONNREFUSED. */
export interface RefusedFault {
  readonly kind: 'refused'
  readonly delayMs?: DelayMs
}

/** An address where nothing answers. */
export interface UnreachableFault {
  readonly kind: 'unreachable'
}

/** A name that can't be looked up. */
export interface DnsFailureFault {
  readonly kind: 'dnsFailure'
  readonly code: 'ENOTFOUND' | 'EAI_AGAIN'
  readonly delayMs?: DelayMs
}

/** A TLS handshake that fails. */
export interface TlsFailureFault {
  readonly kind: 'tlsFailure'
  readonly flaw: TlsFlaw
  readonly delayMs?: DelayMs
}

/** A connection that takes its time; what it carries is then answered truly. */
export interface SlowConnectionFault {
  readonly kind: 'slowConnection'
  readonly phase: ConnectPhase
  readonly delayMs: DelayMs
}

/** One address family that is black-holed; what gets through by the other is answered truly. */
export interface FamilyDownFault {
  readonly kind: 'familyDown'
  readonly family: 4 | 6
}

/** The faults that strike before any request can travel. */
export type ConnectionFault =
  | RefusedFault
  | UnreachableFault
  | DnsFailureFault
  | TlsFailureFault
  | SlowConnectionFault
  | FamilyDownFault

const FAMILY: Field = {
  option: 'family',
  data: 'family',
  read: (what, value) => {
    if (value === 4 || value === 6) return value
    throw wrongUse(`make ${what}`, `there is no address family ${named(value)}`, 'Give 4 or 6')
  },
  source: String,
}

const REFUSED: Definition = { kind: 'refused', positional: [], options: [DELAY] }
const UNREACHABLE: Definition = { kind: 'unreachable', positional: [], options: [] }
const DNS_FAILURE: Definition = {
  kind: 'dnsFailure',
  positional: [choiceField('code', ['ENOTFOUND', 'EAI_AGAIN'])],
  options: [DELAY],
}
const TLS_FAILURE: Definition = {
  kind: 'tlsFailure',
  positional: [choiceField('flaw', ['expired', 'self-signed', 'wrong-host', 'unknown-issuer', 'aborted'])],
  options: [DELAY],
}
const SLOW_CONNECTION: Definition = {
  kind: 'slowConnection',
  positional: [choiceField('phase', ['lookup', 'connect', 'tls']), delayField('delay', 'delayMs')],
  options: [],
}
const FAMILY_DOWN: Definition = { kind: 'familyDown', positional: [FAMILY], options: [] }

/** How connection faults are checked, printed and read back. */
export const CONNECTION_DEFINITIONS = [
  REFUSED,
  UNREACHABLE,
  DNS_FAILURE,
  TLS_FAILURE,
  SLOW_CONNECTION,
  FAMILY_DOWN,
] as const

const KINDS: ReadonlySet<string> = new Set(CONNECTION_DEFINITIONS.map(({ kind }) => kind))

/** Whether a fault strikes before any request can travel. */
export function isConnectionFault(fault: { readonly kind: string }): fault is ConnectionFault {
  return KINDS.has(fault.kind)
}

/** The port is closed: `connect ECONNREFUSED`. */
export function refused(options: DelayOption = {}): RefusedFault {
  return make(REFUSED, options)
}

/** Nothing answers at the address: the client's own connect time-out fires, else the system's (ETIMEDOUT, about two minutes). */
export function unreachable(options: Readonly<Record<string, never>> = {}): UnreachableFault {
  return make(UNREACHABLE, options)
}

/** The name isn't found (`ENOTFOUND`), or no name server answers for now (`EAI_AGAIN`). */
export function dnsFailure(code: DnsFailureFault['code'], options: DelayOption = {}): DnsFailureFault {
  return make(DNS_FAILURE, code, options)
}

/**
 * The TLS handshake fails: a certificate that has expired, is self-signed, is for another host, or comes from an issuer
 * that the client doesn't know; or a peer that closes in the middle (`aborted`). The client's own TLS settings decide:
 * with `rejectUnauthorized: false` the connection stands, and the request is answered truly. Without TLS the peer closes.
 */
export function tlsFailure(flaw: TlsFlaw, options: DelayOption = {}): TlsFailureFault {
  return make(TLS_FAILURE, flaw, options)
}

/** The connection stands late: the name look-up, the connection itself or the TLS handshake takes this long. */
export function slowConnection(phase: ConnectPhase, delay: Delay): SlowConnectionFault {
  return make(SLOW_CONNECTION, phase, delay)
}

/**
 * One address family is black-holed while the other works. Only the outcome is simulated: a client that tries both (Node's
 * `autoSelectFamily`) stands after its attempt time-out, one that is pinned to the dead family gets nowhere.
 */
export function familyDown(family: 4 | 6): FamilyDownFault {
  return make(FAMILY_DOWN, family)
}

/**
 * What becomes of the connection.
 *
 * @param random A number in [0, 1) of this answer's own, by key.
 */
export function handshakeOf(fault: ConnectionFault, random: (key: string) => number): Handshake {
  const delayMs = 'delayMs' in fault && fault.delayMs !== undefined ? drawDelayMs(fault.delayMs, random) : 0
  switch (fault.kind) {
    case 'refused':
    case 'unreachable':
      return { kind: fault.kind, delayMs }
    case 'dnsFailure':
      return { kind: 'name', code: fault.code, delayMs }
    case 'tlsFailure':
      return { kind: 'tls', flaw: fault.flaw, delayMs }
    case 'slowConnection':
      return { kind: 'late', phase: fault.phase, delayMs }
    case 'familyDown':
      return { kind: 'family', family: fault.family, delayMs }
  }
}
