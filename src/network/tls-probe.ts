/**
 * What a client's own TLS says to a broken certificate. The handshake really takes place, between the client's options and a
 * server in memory, so the error is the running Node's own, and the client's `ca`, `rejectUnauthorized` and
 * `checkServerIdentity` decide.
 */
import { Duplex } from 'node:stream'
import tls from 'node:tls'
import type { TlsFlaw } from '../fault/handshake.ts'
import { runOutside } from '../realm/realm.ts'
import { AUTHORITY, EXPIRED, KEY, OF_ANOTHER_HOST, SELF_SIGNED } from './certificates.ts'

/** A flaw that lies in the certificate. */
export type CertificateFlaw = Exclude<TlsFlaw, 'aborted'>

const CERTIFICATES: Record<CertificateFlaw, string> = {
  expired: EXPIRED,
  'self-signed': SELF_SIGNED,
  'wrong-host': OF_ANOTHER_HOST,
  'unknown-issuer': OF_ANOTHER_HOST,
}

/** The error with which a client of these options refuses the certificate; null when it accepts it. */
export function tlsVerdict(flaw: CertificateFlaw, clientOptions: tls.ConnectionOptions): Promise<Error | null> {
  return runOutside(() => shakeHands(flaw, clientOptions))
}

function shakeHands(flaw: CertificateFlaw, clientOptions: tls.ConnectionOptions): Promise<Error | null> {
  const [near, far] = pipe()
  const server = new tls.TLSSocket(far as never, { isServer: true, key: KEY, cert: CERTIFICATES[flaw] })
  server.on('error', () => {})
  return new Promise<Error | null>((resolve) => {
    const client = tls.connect(probeOptions(flaw, clientOptions, near))
    client.on('secureConnect', () => resolve(null))
    client.on('error', resolve)
    client.on('close', () => resolve(null))
  }).finally(() => {
    near.destroy()
    far.destroy()
  })
}

/** The client's options, but for what belongs to its own socket. */
function probeOptions(flaw: CertificateFlaw, options: tls.ConnectionOptions, socket: Duplex): tls.ConnectionOptions {
  const { session, timeout, path, ...own } = options as tls.ConnectionOptions & Record<string, unknown>
  const probe: tls.ConnectionOptions = { ...own, socket }
  delete (probe as { signal?: unknown; onread?: unknown }).signal
  delete (probe as { onread?: unknown }).onread
  // What is wrong with these two isn't their issuer: the client has to trust it to see the flaw.
  if (flaw === 'expired' || flaw === 'wrong-host') {
    probe.ca = AUTHORITY
    delete probe.secureContext
  }
  return probe
}

/** Two ends of a connection in memory. */
function pipe(): [Duplex, Duplex] {
  const ends: Duplex[] = [0, 1].map((mine) => {
    return new Duplex({
      read() {},
      write(chunk: Buffer, _encoding, done) {
        ends[1 - mine]!.push(chunk)
        done()
      },
      final(done) {
        ends[1 - mine]!.push(null)
        done()
      },
    })
  })
  return [ends[0]!, ends[1]!]
}
