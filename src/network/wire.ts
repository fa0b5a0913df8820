/** The wire of one drill: takes the connections of its client, and lets an in-memory `http.Server` answer on them. */
import http from 'node:http'
import type { Duplex } from 'node:stream'
import { realNowMs } from '../realm/real-time.ts'
import type { Place } from '../realm/realm.ts'
import type { Refusal } from '../trace/event.ts'
import { setCarrier } from './carrier.ts'
import { memorySocket } from './memory-socket.ts'
import { passThrough } from './pass-through.ts'
import { performAnswer } from './perform.ts'
import type { Route, Target, WireHost, WireRequest } from './wire-host.ts'
import { type Connection, type DrillWire, MARK, UNDECIDED } from './wires.ts'

/**
 * A fresh connection that says nothing yet holds virtual time still for this long (real time): its stack may be busy
 * where nothing can be seen of it, such as compiling its parser.
 */
const UNSPOKEN_MAX_MS = 250

/** A request to a real host holds virtual time still for this long (real time): a stream may never end. */
const REAL_REQUEST_MAX_MS = 10_000

/** The network as one drill's client meets it. */
export class Wire implements DrillWire {
  readonly #host: WireHost
  readonly #server: http.Server
  readonly #open = new Map<Duplex, OpenConnection>()
  /** Attempts that were created and have neither come in nor failed. */
  readonly #unsent = new Set<number>()
  readonly #holds = new Set<{ sinceRealMs: number }>()

  constructor(host: WireHost) {
    this.#host = host
    this.#server = http.createServer({ keepAlive: true, joinDuplicateHeaders: true })
    // A server's own time-outs would be a failure that no scenario asked for.
    Object.assign(this.#server, { headersTimeout: 0, requestTimeout: 0, keepAliveTimeout: 0, maxHeadersCount: 0 })
    this.#server.on('request', (request, response) => this.#onRequest(request, response))
    this.#server.on('checkContinue', (request: http.IncomingMessage, response: http.ServerResponse) => {
      response.writeContinue()
      this.#onRequest(request, response)
    })
    this.#server.on('upgrade', (_request, socket: Duplex) => this.#refuseOpen(socket, 'websocket'))
    this.#server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
      // Bytes that no HTTP parser takes; a connection that merely broke off is no protocol of its own.
      if (error.code?.startsWith('HPE_')) this.#refuseOpen(socket, 'not-http')
      else socket.destroy()
    })
  }

  /** The number of connections that are open. */
  get socketCount(): number {
    return this.#open.size
  }

  /** True while a connection may be about to speak. */
  get busy(): boolean {
    for (const { sinceRealMs } of this.#holds) if (realNowMs() - sinceRealMs < REAL_REQUEST_MAX_MS) return true
    if (this.#unsent.size === 0) return false
    for (const connection of this.#open.values()) {
      if (!connection.spoken && realNowMs() - connection.openedRealMs < UNSPOKEN_MAX_MS) return true
    }
    return false
  }

  accept(connection: Connection, place: Place): void {
    this.#host.stirred()
    const target = targetOf(connection)
    const route = this.#host.route(target)
    switch (route) {
      case 'through':
        passThrough(connection)
        return
      case 'refuse':
        connection.socket.destroy(refusedError(target))
        return
      case 'unexpected':
        connection.socket.destroy(this.#host.refused(target, 'unexpected', place.call))
        return
      case 'serve':
      case 'stub':
        this.#serve(connection, { target, route, call: place.call, openedRealMs: realNowMs(), spoken: false })
    }
  }

  requestCreated(method: string, url: string, call: number | null): number | null {
    this.#host.stirred()
    const target = URL.canParse(url) ? targetOfUrl(new URL(url)) : { host: url, port: 0 }
    const route = this.#host.route(target)
    if (route !== 'serve' && route !== 'unexpected') return null
    const created = this.#host.attemptCreated({ method, url, call })
    if (created === null) return null
    this.#unsent.add(created.attempt)
    return created.attempt
  }

  clientSawError(attempt: number, error: unknown): void {
    this.#host.stirred()
    this.#unsent.delete(attempt)
    this.#host.attemptFailed(attempt, isRuntimeTimeout(error) ? 'runtime' : 'client', error)
  }

  holdForRequest(): () => void {
    const hold = { sinceRealMs: realNowMs() }
    this.#holds.add(hold)
    return () => {
      this.#holds.delete(hold)
      this.#host.stirred()
    }
  }

  letsThrough(host: string, port = 0): boolean {
    return this.#host.route({ host, port }) === 'through'
  }

  refused(target: Target, why: Refusal, call: number | null): Error {
    this.#host.stirred()
    return this.#host.refused(target, why, call)
  }

  /** Closes every connection, as the pools that they are in then notice. */
  close(): void {
    for (const socket of [...this.#open.keys()]) socket.destroy()
    this.#server.close()
  }

  #serve(connection: Connection, state: OpenConnection): void {
    const { socket, controller, connectionOptions } = connection
    // HTTP/2 by negotiation is steered to HTTP/1.1: the claim answers with the first protocol of this list.
    if ('ALPNProtocols' in connectionOptions) connectionOptions.ALPNProtocols = ['http/1.1']
    setCarrier(socket, this)
    controller.claim()
    const duplex = memorySocket(socket, () => {
      state.spoken = true
      // A kept-alive socket that an agent frees goes back to undecided, and would hoard what is written to it.
      if (controller.readyState === UNDECIDED) controller.claim()
      this.#host.stirred()
    })
    this.#open.set(duplex, state)
    socket.on('error', (error: unknown) => (state.clientError = error))
    duplex.on('error', () => {})
    duplex.on('close', () => {
      this.#open.delete(duplex)
      this.#host.stirred()
    })
    this.#server.emit('connection', duplex)
  }

  #onRequest(request: http.IncomingMessage, response: http.ServerResponse): void {
    this.#host.stirred()
    const connection = this.#open.get(request.socket)
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      if (connection === undefined) return
      if (connection.route === 'stub') {
        response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
        return
      }
      const wireRequest = this.#read(request, Buffer.concat(chunks), connection)
      // Over the limit of attempts the drill ends; an answer, even a refusal, would only feed the loop.
      if (wireRequest === null) return
      this.#unsent.delete(wireRequest.attempt)
      const failed = () => {
        if (response.writableFinished) return
        const error = connection.clientError
        this.#host.attemptFailed(wireRequest.attempt, isRuntimeTimeout(error) ? 'runtime' : 'client', error ?? null)
      }
      response.on('close', failed)
      void performAnswer(this.#host, wireRequest, this.#host.answer(wireRequest), response)
    })
  }

  /** Reads a request, and takes the mark off it. What no stack announced is an attempt of whoever opened the connection. */
  #read(request: http.IncomingMessage, body: Buffer, connection: OpenConnection): WireRequest | null {
    const { [MARK]: marked, ...headers } = request.headers
    const method = request.method ?? 'GET'
    const url = `${schemeOf(connection.target)}://${headers.host ?? connection.target.host}${request.url ?? '/'}`
    const attempt =
      marked === undefined
        ? (this.#host.attemptCreated({ method, url, call: connection.call })?.attempt ?? null)
        : Number.parseInt(String(marked), 10)
    return attempt === null ? null : { attempt, method, url, headers, body, reused: false }
  }

  #refuseOpen(socket: Duplex, why: 'websocket' | 'not-http'): void {
    const connection = this.#open.get(socket)
    const error = connection && this.#host.refused(connection.target, why, connection.call)
    socket.destroy(error)
  }
}

interface OpenConnection {
  readonly target: Target & { tls?: boolean }
  readonly route: Route
  readonly call: number | null
  readonly openedRealMs: number
  spoken: boolean
  /** The error with which the client destroyed its end. */
  clientError?: unknown
}

function targetOf({ socket, connectionOptions }: Connection): Target & { tls: boolean } {
  const { host, servername, port } = connectionOptions as Record<string, unknown>
  const tls = (socket as { encrypted?: boolean }).encrypted === true
  return { host: String(host ?? servername ?? 'localhost'), port: Number(port ?? 0), tls }
}

function targetOfUrl(url: URL): Target {
  const defaultPort = url.protocol === 'https:' ? 443 : 80
  return { host: url.hostname, port: url.port === '' ? defaultPort : Number(url.port) }
}

function schemeOf(target: Target & { tls?: boolean }): string {
  return target.tls ? 'https' : 'http'
}

/** undici's own time-outs: the runtime's doing, where the client set none. */
function isRuntimeTimeout(error: unknown): boolean {
  const code = (error as { code?: unknown } | null | undefined)?.code
  return typeof code === 'string' && /^UND_ERR_(HEADERS|BODY|CONNECT)_TIMEOUT$/.test(code)
}

/** The error of a closed port, as Node makes it. */
function refusedError({ host, port }: Target): Error {
  const error = new Error(`connect ECONNREFUSED ${host}:${port}`)
  return Object.assign(error, { code: 'ECONNREFUSED', errno: -111, syscall: 'connect', address: host, port })
}
