/** What happens at each stage of opening a connection, from the handshake that the service has in mind and the client's options. */
import dns from 'node:dns'
import net from 'node:net'
import type { Handshake, TlsFlaw } from '../fault/handshake.ts'

/** The stages of opening a connection: how long each takes in virtual time, and how it fails if it does. */
export interface OpeningPlan {
  readonly lookUpMs?: number
  readonly lookUpError?: 'ENOTFOUND' | 'EAI_AGAIN'
  /** The family of the address that the name stands for. */
  readonly family?: 4 | 6
  readonly connectMs?: number
  readonly connectError?: 'ECONNREFUSED' | 'ETIMEDOUT'
  readonly tlsMs?: number
  readonly tlsFlaw?: TlsFlaw
}

/** What a client asks of its connection, as far as it matters here: options of `net.connect`. */
export interface OpeningOptions {
  readonly family?: unknown
  readonly autoSelectFamily?: unknown
  readonly autoSelectFamilyAttemptTimeout?: unknown
}

/**
 * How long Linux goes on asking for a connection that nothing answers, with its default of 6 retries (tcp(7),
 * tcp_syn_retries: "approximately 127 seconds"). Other systems give up earlier; a drill is the same on all of them.
 */
const SYSTEM_CONNECT_MS = 127_000

/** A connection that stands at once. */
export const AT_ONCE: OpeningPlan = {}

/**
 * The stages of a connection that goes this way. A host that is an address needs no look-up, so a look-up that is slow or
 * fails changes nothing for it; without TLS a slow handshake changes nothing either, and one that fails is a peer that
 * closes. A client that looks a name up by itself (`dns.lookup`) gets its address all the same: it is the connection that
 * is chosen to fail, not the name.
 */
export function openingPlan(handshake: Handshake, options: OpeningOptions): OpeningPlan {
  const { delayMs } = handshake
  switch (handshake.kind) {
    case 'refused':
      return { connectMs: delayMs, connectError: 'ECONNREFUSED' }
    case 'unreachable':
      return unreachable(delayMs)
    case 'name':
      return { lookUpMs: delayMs, lookUpError: handshake.code }
    case 'tls':
      return { tlsMs: delayMs, tlsFlaw: handshake.flaw }
    case 'late':
      return { [({ lookup: 'lookUpMs', connect: 'connectMs', tls: 'tlsMs' } as const)[handshake.phase]]: delayMs }
    case 'family':
      return familyDown(handshake.family, delayMs, options)
  }
}

/**
 * One family is black-holed. A client that is pinned to a family has nothing else. One that tries both (Node's
 * `autoSelectFamily`) goes on to the second when the first has not answered in time; one that doesn't takes the first address,
 * which is the IPv6 one unless Node was told otherwise (`dns.setDefaultResultOrder`). Only the outcome is played: the
 * socket is told of one address, not of both, and emits no `connectionAttemptTimeout`.
 */
function familyDown(dead: 4 | 6, delayMs: number, options: OpeningOptions): OpeningPlan {
  const alive = dead === 4 ? 6 : 4
  const pinned =
    options.family === 4 || options.family === 'IPv4' ? 4 : options.family === 6 || options.family === 'IPv6' ? 6 : null
  const first = pinned ?? (dns.getDefaultResultOrder() === 'ipv4first' ? 4 : 6)
  if (first !== dead) return { connectMs: delayMs, family: alive }
  const triesBoth = pinned === null && (options.autoSelectFamily ?? net.getDefaultAutoSelectFamily())
  if (!triesBoth) return { ...unreachable(delayMs), family: dead }
  const attemptMs = options.autoSelectFamilyAttemptTimeout ?? net.getDefaultAutoSelectFamilyAttemptTimeout()
  return { connectMs: delayMs + Number(attemptMs), family: alive }
}

function unreachable(delayMs: number): OpeningPlan {
  return { connectMs: delayMs + SYSTEM_CONNECT_MS, connectError: 'ETIMEDOUT' }
}
