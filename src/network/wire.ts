/** The wire of one drill: takes the connections of its client, and lets an in-memory `http.Server` answer on them. */
import type http from 'node:http'
import type net from 'node:net'
import type { Duplex } from 'node:stream'
import { realNowMs, realTurn } from '../realm/real-time.ts'
import type { Place } from '../realm/realm.ts'
import type { EndedBy, Refusal } from '../trace/event.ts'
import { carrierOf, setCarrier } from './carrier.ts'
import { endedBy } from './ended-by.ts'
import { memoryServer } from './memory-server.ts'
import { memorySocket } from './memory-socket.ts'
import { openConnection } from './opening.ts'
import { AT_ONCE, type OpeningPlan, openingPlan } from './opening-plan.ts'
import { passThrough } from './pass-through.ts'
import { performAnswer } from './perform.ts'
import { addressOf, type Standing } from './standing.ts'
import { targetOfConnection, targetOfUrl } from './targets.ts'
import { UnsentAttempts } from './unsent.ts'
import type { Route, Target, WireHost, WireRequest } from './wire-host.ts'
import { type Connection, type DrillWire, MARK, UNDECIDED } from './wires.ts'

/**
 * A fresh connection that says nothing yet holds virtual time still for this long (real time): its stack may be busy
 * where nothing can be seen of it, such as compiling its parser.
 */
const UNSPOKEN_MAX_MS = 250
/** A request to a real host holds virtual time still for this long (real time): a stream may never end. */
const REAL_REQUEST_MAX_MS = 10_000
/** The mark of a request that its call is not allowed any more: without one, it would be taken for another call's. */
const OVER_LIMIT = -1

/** The network as one drill's client meets it. */
export class Wire implements DrillWire {
  readonly #host: WireHost
  readonly #server: http.Server
  readonly #standing = new Map<Duplex, Standing>()
  /** Client sockets whose connection doesn't stand yet. */
  readonly #opening = new Set<net.Socket>()
  readonly #unsent = new UnsentAttempts()
  /** Errors that the service has made clients see. */
  readonly #ownErrors = new WeakSet<object>()
  readonly #holds = new Set<{ sinceRealMs: number }>()

  constructor(host: WireHost) {
    this.#host = host
    this.#server = memoryServer({
      request: (request, response) => this.#onRequest(request, response),
      stranger: (socket, why) => this.#refuseOpen(socket, why),
    })
  }

  /** The number of connections that are open. */
  get socketCount(): number {
    return this.#standing.size
  }

  /** True while a connection may be about to speak. */
  get busy(): boolean {
    for (const { sinceRealMs } of this.#holds) if (realNowMs() - sinceRealMs < REAL_REQUEST_MAX_MS) return true
    if (this.#unsent.size === 0) return false
    for (const connection of this.#standing.values()) {
      if (!connection.spoken && realNowMs() - connection.openedRealMs < UNSPOKEN_MAX_MS) return true
    }
    return false
  }

  connecting(socket: net.Socket, target: Target, call: number | null): void {
    if (this.#host.route(target) === 'through') return
    setCarrier(socket, { wire: this, target, openedFor: this.#unsent.takeFor(target, call) })
  }

  accept(connection: Connection, place: Place): void {
    this.#host.stirred()
    const target = targetOfConnection(connection)
    const route = this.#host.route(target)
    switch (route) {
      case 'through':
        passThrough(connection)
        return
      case 'unexpected':
        connection.socket.destroy(this.#host.refused(target, 'unexpected', place.call))
        return
      case 'refuse':
      case 'serve':
      case 'stub':
      case 'page':
        this.#open(connection, target, route, place.call)
    }
  }

  requestCreated(method: string, url: string, call: number | null): number | null {
    this.#host.stirred()
    const target = targetOfUrl(url)
    const route = this.#host.route(target)
    if (route !== 'serve' && route !== 'unexpected') return null
    const created = this.#host.attemptCreated({ method, url, call })
    if (created === null) return OVER_LIMIT
    this.#unsent.add({ attempt: created.attempt, target, call, handshake: created.handshake })
    return created.attempt
  }

  reuses(attempt: number): void {
    this.#unsent.connected(attempt)
  }

  needsConnection(attempt: number): Target | undefined {
    return this.#unsent.needsConnection(attempt)
  }

  clientSawError(attempt: number, error: unknown): void {
    this.#host.stirred()
    this.#unsent.delete(attempt)
    this.#host.attemptFailed(attempt, this.#endedBy(error), error)
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
    for (const socket of [...this.#opening, ...this.#standing.keys()]) socket.destroy()
    this.#server.close()
  }

  #open(connection: Connection, target: Target, route: Route, call: number | null): void {
    const { socket, controller, connectionOptions } = connection
    // HTTP/2 by negotiation is steered to HTTP/1.1: the claim answers with the first protocol of this list.
    if ('ALPNProtocols' in connectionOptions) connectionOptions.ALPNProtocols = ['http/1.1']
    const openedFor = carrierOf(socket)?.openedFor ?? this.#unsent.takeFor(target, call)
    setCarrier(socket, { wire: this, target })
    const tls = (socket as { encrypted?: boolean }).encrypted === true
    const bytes = { read: 0, written: 0 }
    const state: Standing = { target, tls, route, call, bytes, openedRealMs: 0, spoken: false, requestCount: 0 }
    const duplex = memorySocket(socket, bytes, () => {
      state.spoken = true
      // A kept-alive socket that an agent frees goes back to undecided, and would hoard what is written to it.
      if (controller.readyState === UNDECIDED && this.#standing.has(duplex)) controller.claim()
      this.#host.stirred()
    })
    this.#opening.add(socket)
    socket.on('error', (error: unknown) => (state.clientError = error))
    duplex.on('error', () => {})
    duplex.on('close', () => {
      this.#opening.delete(socket)
      this.#standing.delete(duplex)
      this.#host.stirred()
    })
    const { attempt, handshake } = openedFor ?? {}
    const plan = route === 'refuse' ? REFUSED : handshake ? openingPlan(handshake, connectionOptions) : AT_ONCE
    openConnection(connection, plan, {
      wait: (delayMs) => this.#host.wait(delayMs),
      hold: () => this.holdForRequest(),
      stirred: () => this.#host.stirred(),
      stands: () => {
        if (handshake && attempt !== undefined) this.#host.handshakeEnded(attempt, null)
        this.#opening.delete(socket)
        state.openedRealMs = realNowMs()
        this.#standing.set(duplex, state)
        this.#server.emit('connection', duplex)
      },
      failed: (error) => {
        this.#ownErrors.add(error)
        if (handshake && attempt !== undefined) this.#host.handshakeEnded(attempt, error)
        this.#host.stirred()
      },
    })
  }

  #onRequest(request: http.IncomingMessage, response: http.ServerResponse): void {
    this.#host.stirred()
    const connection = this.#standing.get(request.socket)
    if (connection !== undefined) connection.requestCount++
    const reused = (connection?.requestCount ?? 0) > 1
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      if (connection === undefined) return
      if (connection.route === 'stub') {
        response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
        return
      }
      if (connection.route === 'page') {
        this.#servePage(request, connection, response)
        return
      }
      const wireRequest = this.#read(request, Buffer.concat(chunks), connection, reused)
      // Over the limit of attempts the drill ends; an answer, even a refusal, would only feed the loop.
      if (wireRequest === null) return
      this.#unsent.delete(wireRequest.attempt)
      const failed = () => {
        if (response.writableFinished) return
        const error = connection.clientError
        this.#host.attemptFailed(wireRequest.attempt, this.#endedBy(error), error ?? null)
      }
      response.on('close', failed)
      const acts = this.#host.answer(wireRequest)
      // An answer to a body comes a turn later: over a network, too, a client has done with sending when it gets one.
      if (chunks.length === 0) void performAnswer(this.#host, wireRequest, acts, response)
      else void realTurn().then(() => performAnswer(this.#host, wireRequest, acts, response))
    })
  }

  #servePage(request: http.IncomingMessage, connection: Standing, response: http.ServerResponse): void {
    const { method = 'GET', headers } = request
    const page = this.#host.page({ method, url: addressOf(request, connection), headers, call: connection.call })
    response.sendDate = false
    response.writeHead(page.status, page.headers.flat()).end(page.body)
  }

  /** Reads a request, and takes the mark off it. What no stack announced is an attempt of whoever opened the connection. */
  #read(request: http.IncomingMessage, body: Buffer, connection: Standing, reused: boolean): WireRequest | null {
    const { [MARK]: marked, ...headers } = request.headers
    // What the client has written without knowing.
    if (marked !== undefined) connection.bytes.written -= `${MARK}: ${String(marked)}\r\n`.length
    const { method = 'GET' } = request
    const url = addressOf(request, connection)
    const attempt =
      marked === undefined
        ? (this.#host.attemptCreated({ method, url, call: connection.call })?.attempt ?? OVER_LIMIT)
        : Number.parseInt(String(marked), 10)
    return attempt === OVER_LIMIT ? null : { attempt, method, url, headers, body, reused }
  }

  #endedBy(error: unknown): EndedBy {
    return typeof error === 'object' && error !== null && this.#ownErrors.has(error) ? 'service' : endedBy(error)
  }

  #refuseOpen(socket: Duplex, why: 'websocket' | 'not-http'): void {
    const connection = this.#standing.get(socket)
    const error = connection && this.#host.refused(connection.target, why, connection.call)
    socket.destroy(error)
  }
}

const REFUSED: OpeningPlan = { connectError: 'ECONNREFUSED' }
