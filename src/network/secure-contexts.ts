/**
 * TLS contexts of connections that exist in memory only. Node makes one for each connection, with ciphers and the system's
 * certificates, which takes longer than all the rest of it; where nobody looks into it, one will do for all.
 */
import tls, { type SecureContext, type SecureContextOptions } from 'node:tls'
import { type Patch, patch } from '../realm/patch.ts'
import { currentPlace } from '../realm/realm.ts'
import { wires } from './wires.ts'

type Create = (options?: ContextOptions) => SecureContext

/** What `tls.connect` hands over: all of a connection's options, and whether it alone will use the context. */
interface ContextOptions extends SecureContextOptions {
  readonly host?: string
  readonly port?: number | string
  readonly singleUse?: boolean
}

/** What a client gives for certificates and the like of its own. */
const OWN: readonly (keyof SecureContextOptions)[] = [
  ...(['ca', 'cert', 'key', 'pfx', 'crl', 'passphrase', 'privateKeyEngine', 'privateKeyIdentifier'] as const),
  ...(['clientCertEngine', 'dhparam', 'ecdhCurve', 'sigalgs', 'secureOptions', 'secureProtocol'] as const),
  ...(['sessionIdContext', 'sessionTimeout', 'ticketKeys', 'honorCipherOrder', 'minVersion', 'maxVersion'] as const),
]

/** Replaces the making of contexts by a facade, once a process and for good. */
export function shareSecureContexts(): void {
  patch<Create>(tls, 'createSecureContext', contextFacade, 'wrapped')
}

function contextFacade(under: Patch<Create>): Create {
  const shared = new Map<unknown, SecureContext>()
  return (options) => {
    if (options === undefined || !isInMemory(options) || OWN.some((name) => options[name] !== undefined)) {
      return under.under(options)
    }
    // Node 26 frees a context of a single use with its connection (node lib/internal/tls/common.js).
    const context = shared.get(options.ciphers) ?? under.under({ ...options, singleUse: false })
    shared.set(options.ciphers, context)
    return context
  }
}

/** A connection of a drill to a host that isn't let through to the real network. */
function isInMemory({ host, port }: ContextOptions): boolean {
  const place = currentPlace()
  const wire = place && wires.get(place.realm)
  return wire !== undefined && host !== undefined && !wire.letsThrough(host, Number(port ?? 0))
}
