/**
 * Which request belongs to which call. A request is marked when the client's stack creates it, in the context of its own
 * caller; the mark is a header that is taken off again before anyone reads the request. The socket that carries it says
 * nothing: pools share sockets between callers.
 */
import { subscribe } from 'node:diagnostics_channel'
import type { ClientRequest } from 'node:http'
import type net from 'node:net'
import { currentPlace } from '../realm/realm.ts'
import { carrierOf } from './carrier.ts'
import { keepNodeContext, keepUndiciContext } from './keep-context.ts'
import { undiciSockets } from './live-sockets.ts'
import { type DrillWire, MARK, wires } from './wires.ts'

/** What undici's channels carry of a request (undici docs, api/DiagnosticsChannel.md, read November 2026). */
interface UndiciRequest {
  readonly origin?: string | URL
  readonly method: string
  readonly path: string
  addHeader(name: string, value: string): void
  [callback: string]: unknown
}

interface Owner {
  readonly wire: DrillWire
  /** Null when the drill doesn't play the request's host. */
  readonly attempt: number | null
  /** The request goes to a real host, and has ended. */
  readonly ended?: () => void
}

const owners = new WeakMap<object, Owner>()

/** Subscribes to the channels of undici (every copy of it) and node:http, once a process. */
export function watchRequests(): void {
  subscribe('undici:request:create', (message) => {
    const { request } = message as { request: UndiciRequest }
    const url = `${String(request.origin ?? '').replace(/\/$/, '')}${request.path}`
    own(request, request.method, url, (value) => {
      request.addHeader(MARK, value)
      keepUndiciContext(request)
    })
    const { wire, attempt = null } = owners.get(request) ?? {}
    const target = attempt === null ? undefined : wire?.needsConnection(attempt)
    if (wire !== undefined && target !== undefined) undiciSockets.closeIdleTo(wire, target)
  })
  subscribe('http.client.request.created', (message) => {
    ownNodeRequest((message as { request: ClientRequest }).request)
  })
  for (const channel of ['undici:request:error', 'http.client.request.error']) {
    subscribe(channel, (message) => {
      const { request, error } = message as { request: object; error: unknown }
      const owner = owners.get(request)
      if (owner?.attempt != null) owner.wire.clientSawError(owner.attempt, error)
    })
  }
  subscribe('undici:client:sendHeaders', (message) => {
    const { request, socket } = message as { request: object; socket: net.Socket }
    const owner = owners.get(request)
    guardPool(owner, socket)
    if (owner?.attempt != null) owner.wire.reuses(owner.attempt)
    undiciSockets.busy(socket, request)
  })
  for (const channel of ['undici:request:error', 'undici:request:trailers']) {
    subscribe(channel, (message) => {
      const { request } = message as { request: object }
      owners.get(request)?.ended?.()
      undiciSockets.idle(request)
    })
  }
}

/** Marks a request of node:http, unless that has been done; gives the number of its attempt. */
export function ownNodeRequest(request: ClientRequest): number | null {
  const owner = owners.get(request)
  if (owner !== undefined) return owner.attempt
  const host = request.getHeader('host') ?? request.host
  own(request, request.method, `${request.protocol}//${String(host)}${request.path}`, (value) => {
    markNodeRequest(request, value)
    keepNodeContext(request)
  })
  const { attempt = null, ended } = owners.get(request) ?? {}
  if (ended !== undefined) request.once('close', ended)
  return attempt
}

function own(request: object, method: string, url: string, mark: (value: string) => void): void {
  const place = currentPlace()
  const wire = place && wires.get(place.realm)
  if (place === undefined || wire === undefined || method === 'CONNECT') return
  const attempt = wire.requestCreated(method, url, place.call)
  const isReal =
    attempt === null && URL.canParse(url) && wire.letsThrough(new URL(url).hostname, Number(new URL(url).port))
  owners.set(request, { wire, attempt, ...(isReal ? { ended: wire.holdForRequest() } : {}) })
  if (attempt !== null) mark(String(attempt))
}

/** Headers given as a list are serialised at once (node:_http_client): the mark is then put into the text. */
function markNodeRequest(request: Serialised, value: string): void {
  const { _header: header, outputData } = request
  if (typeof header === 'string') {
    request._header = header.replace('\r\n', `\r\n${MARK}: ${value}\r\n`)
    // With `expect: 100-continue` they wait to be sent already.
    for (const output of outputData ?? []) if (output.data === header) output.data = request._header
  } else {
    request.setHeader(MARK, value)
  }
}

type Serialised = ClientRequest & { _header?: string | null; outputData?: { data: unknown }[] }

/** A pool that a drill shares with its neighbours must not carry the one's request over the other's connection. */
function guardPool(owner: Owner | undefined, socket: net.Socket): void {
  const carrier = carrierOf(socket)?.wire
  const strays = owner === undefined ? carrier !== undefined : owner.attempt !== null && carrier !== owner.wire
  if (!strays) return
  socket.destroy(
    new Error(
      'Failed to send a request: the connection pool holds a connection from the other side of a drill. ' +
        'Give the drilled client a pool of its own, built in its setup.',
    ),
  )
}
