/** Where connections and requests go. */
import type { Target } from './wire-host.ts'
import type { Connection } from './wires.ts'

/** The far end of a connection that is being opened. */
export function targetOfConnection({ connectionOptions }: Connection): Target {
  const { host, servername, port } = connectionOptions as Record<string, unknown>
  return { host: String(host ?? servername ?? 'localhost'), port: Number(port ?? 0) }
}

/** The far end that a request of this address needs. A host in brackets is an IPv6 address, which sockets write without. */
export function targetOfUrl(url: string): Target {
  if (last?.url !== url) last = { url, target: parsed(url) }
  return last.target
}

/** The last one: retries go where the attempt before went. */
let last: { readonly url: string; readonly target: Target } | undefined

function parsed(url: string): Target {
  if (!URL.canParse(url)) return { host: url, port: 0 }
  const { protocol, hostname, port } = new URL(url)
  const defaultPort = protocol === 'https:' ? 443 : 80
  return { host: hostname.replace(/^\[(.*)\]$/, '$1'), port: port === '' ? defaultPort : Number(port) }
}
