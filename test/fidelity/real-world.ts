/** The real side: servers on loopback that fail as they are told, and names that lead there. Closed after each use. */
import dns from 'node:dns'
import http from 'node:http'
import https from 'node:https'
import net, { type AddressInfo } from 'node:net'
import type { Identity } from './certificates.ts'

/** The host of the service in both worlds. Reserved for documentation (RFC 2606): nothing real is there. */
export const HOST = 'api.example.com'

/** Something that can be connected to, or not. */
export interface Place {
  readonly port: number
  close(): Promise<unknown>
}

/** One request at a real service. */
export interface Exchange {
  readonly request: http.IncomingMessage
  readonly response: http.ServerResponse
  /** The connection underneath TLS, if there is any. */
  readonly socket: net.Socket
  /** 1 for the first request on its connection. */
  readonly nth: number
}

/** The headers of a true answer: those that `json()` sends. */
export const TRUE_HEADERS: readonly string[] = [
  ...['date', 'Thu, 01 Jan 2026 00:00:00 GMT'],
  ...['content-type', 'application/json'],
  ...['x-request-id', 'req_000000000000000000000001'],
]

/** The body of a true answer of `json()`, and the half that is sent before a cut. */
export const TRUE_BODY = '{"ok":true}'
export const HALF_BODY = TRUE_BODY.slice(0, TRUE_BODY.length / 2)

/** How long a server waits before it cuts a connection, so that its client has read what was sent before. */
const READ_MS = 25

/** Lets what was sent arrive. */
export function arrival(): Promise<void> {
  return pause(READ_MS)
}

/** A real pause: what is compared here can't be had without. */
export function pause(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs))
}

/** A service of `node:http` or `node:https`, with no time-outs of its own. */
export async function service(behave: (exchange: Exchange) => unknown, identity?: Identity): Promise<Place> {
  const counts = new WeakMap<object, number>()
  const under = new Map<number | undefined, net.Socket>()
  const listener = (request: http.IncomingMessage, response: http.ServerResponse) => {
    const nth = (counts.get(request.socket) ?? 0) + 1
    counts.set(request.socket, nth)
    response.sendDate = false
    request.resume().on('end', () => behave({ request, response, nth, socket: under.get(request.socket.remotePort)! }))
  }
  const options = { keepAlive: true, keepAliveTimeout: 0, headersTimeout: 0, requestTimeout: 0 }
  const server = identity
    ? https.createServer({ ...options, ...identity }, listener)
    : http.createServer(options, listener)
  server.on('connection', (socket: net.Socket) => under.set(socket.remotePort, socket))
  server.on('tlsClientError', () => {})
  return listening(server)
}

/** Answers as `json()` does when all is well. */
export function answerTruly({ response }: Exchange): void {
  response.writeHead(200, [...TRUE_HEADERS]).write(TRUE_BODY)
  response.end()
}

/** A service that speaks for itself on a bare connection, once the first bytes have come in. */
export async function bareService(speak: (socket: net.Socket) => unknown): Promise<Place> {
  return listening(net.createServer((socket) => socket.once('data', () => speak(socket))))
}

/** A port that nobody listens on. */
export async function closedPort(): Promise<Place> {
  const { port, close } = await listening(net.createServer())
  await close()
  return { port, close: async () => {} }
}

/** Runs this while names lead to loopback: the only thing about the real side's clients that isn't as it comes. */
export async function withNames<Value>(use: () => Promise<Value>): Promise<Value> {
  return withLookup((_host, options, callback) => {
    const all = typeof options === 'object' && options.all
    // No look-up is done within the same turn.
    setImmediate(() => (all ? callback(null, [LOOPBACK]) : callback(null, LOOPBACK.address, LOOPBACK.family)))
  }, use)
}

/** Where every name leads in the real world. */
export const LOOPBACK = { address: '127.0.0.1', family: 4 }

type Callback = (error: Error | null, address?: string | object[], family?: number) => void
type LookUp = (host: string, options: { all?: boolean }, callback: Callback) => void

/** Runs this while node:net looks names up here: it asks the module anew for each connection. */
export async function withLookup<Value>(lookUp: LookUp, use: () => Promise<Value>): Promise<Value> {
  const before = dns.lookup
  dns.lookup = lookUp as typeof dns.lookup
  try {
    return await use()
  } finally {
    dns.lookup = before
  }
}

async function listening(server: net.Server): Promise<Place> {
  const open = new Set<net.Socket>()
  server.on('connection', (socket) => {
    open.add(socket)
    socket.on('error', () => {}).on('close', () => open.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = () => {
    for (const socket of open) socket.destroy()
    return new Promise((resolve) => server.close(resolve))
  }
  return { port: (server.address() as AddressInfo).port, close }
}
