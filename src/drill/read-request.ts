/** A request off the wire as the service sees it: read by its dialect, without its secrets. */
import type { ServiceRequest } from '../fault/request.ts'
import type { WireRequest } from '../network/wire-host.ts'
import type { Dialects } from './dialects.ts'
import type { KeyRing } from './key-ring.ts'

/** Reads a request; each of its credentials becomes `key#1`, `key#2`… */
export function readRequest(
  request: WireRequest,
  call: number | null,
  dialects: Dialects,
  keys: KeyRing,
): ServiceRequest {
  const safe = keys.readHeaders(request.headers)
  const address = keys.readUrl(request.url)
  const { host, hostname, pathname, search } = new URL(address.url)
  const body = request.body.toString('utf8')
  return {
    method: request.method,
    url: address.url,
    host,
    path: pathname,
    headers: safe.headers,
    body,
    key: safe.key ?? address.key,
    call,
    reused: request.reused,
    ...dialects.of(hostname).readRequest(body, pathname + search),
  }
}
