/**
 * How a claimed connection opens: look-up, connection, TLS, one after the other as with a real peer, and each of them slow
 * or failing if the plan says so. Node's own code does as much of it as it can be made to: it is told the outcome where the
 * system would tell it, so events come in its order, and its errors are its own.
 */
import type net from 'node:net'
import type tls from 'node:tls'
import { realTurn } from '../realm/real-time.ts'
import { nameEnds } from './address-info.ts'
import { holdWrites } from './hold-writes.ts'
import { answerNow, setLookUp } from './look-up.ts'
import { AT_ONCE, type OpeningPlan } from './opening-plan.ts'
import { closedError, errnoOf, lookUpError } from './system-errors.ts'
import { type CertificateFlaw, tlsVerdict } from './tls-probe.ts'
import type { Connection } from './wires.ts'

/** What an opening connection needs of its wire, and tells it. */
export interface OpeningHost {
  /** Lets virtual time pass. */
  wait(delayMs: number): Promise<void>
  /** Real work begins that virtual time has to wait for; the function that this gives ends it. */
  hold(): () => void
  /** Something happened that virtual time has to wait for. */
  stirred(): void
  /** The connection stands: the service may listen on it. */
  stands(): void
  /** The connection has failed, and the client sees it now. Not called when the client gives up first. */
  failed(error: Error): void
}

/** What Node gives the system to report to (net.Socket's handle and its `TCPConnectWrap`). */
interface Handle {
  connect(request: ConnectRequest, ...address: unknown[]): unknown
  connect6(request: ConnectRequest, ...address: unknown[]): unknown
}

interface ConnectRequest {
  readonly address: string
  readonly port: number
  readonly addressType: number
  oncomplete(status: number, handle: Handle, request: ConnectRequest, readable: boolean, writable: boolean): void
}

/** Opens a connection that nobody has claimed yet. */
export function openConnection(connection: Connection, plan: OpeningPlan, host: OpeningHost): void {
  new Opening(connection, plan, host).begin()
}

class Opening {
  readonly #connection: Connection
  readonly #plan: OpeningPlan
  readonly #host: OpeningHost
  readonly #socket: net.Socket
  readonly #isTls: boolean
  /** The service is about to make the connection fail: the error that comes next is its doing. */
  #failing = false

  constructor(connection: Connection, plan: OpeningPlan, host: OpeningHost) {
    this.#connection = connection
    this.#plan = plan
    this.#host = host
    this.#socket = connection.socket
    this.#isTls = (this.#socket as { encrypted?: boolean }).encrypted === true
  }

  begin(): void {
    const socket = this.#socket
    holdWrites(socket)
    // TLS over a transport of its own (a proxy's tunnel) connects nothing.
    if (!socket.connecting) {
      this.#stand()
      return
    }
    if (this.#plan !== AT_ONCE) {
      socket.prependOnceListener('error', (error: Error) => {
        if (this.#failing) this.#host.failed(error)
      })
      this.#lookUpAsPlanned()
    }
    socket.once('connectionAttempt', () => {
      const handle = (socket as unknown as { _handle: Handle | null })._handle
      if (handle === null) return
      const proceed = handle.connect
      handle.connect = (request) => {
        void this.#connect(request, handle, () => Reflect.apply(proceed, handle, [request]))
        return 0
      }
      handle.connect6 = handle.connect
    })
  }

  #lookUpAsPlanned(): void {
    const { lookUpMs = 0, lookUpError: code, family } = this.#plan
    setLookUp(this.#socket, async (name, options, callback) => {
      if (lookUpMs > 0) await this.#host.wait(lookUpMs)
      if (this.#socket.destroyed) return
      if (code === undefined) {
        answerNow(name, family === undefined ? options : { ...options, family }, callback)
        return
      }
      this.#failing = true
      callback(lookUpError(code, name) as NodeJS.ErrnoException, '')
    })
  }

  async #connect(request: ConnectRequest, handle: Handle, proceed: () => void): Promise<void> {
    const { connectMs = 0, connectError, tlsFlaw, tlsMs = 0 } = this.#plan
    if (!(await this.#passes(connectMs))) return
    if (connectError !== undefined) {
      this.#failing = true
      complete(request, handle, errnoOf(connectError))
    } else if (this.#isTls) {
      // What is written from here on waits for the handshake, so it is early enough to claim the connection then.
      nameEnds(this.#socket, request)
      complete(request, handle, 0)
      await this.#secure()
    } else if (tlsFlaw === undefined) {
      this.#stand()
      nameEnds(this.#socket, request)
      proceed()
    } else {
      nameEnds(this.#socket, request)
      complete(request, handle, 0)
      if (!(await this.#passes(tlsMs))) return
      this.#host.failed(closedError())
      this.#close()
    }
  }

  async #secure(): Promise<void> {
    const { tlsMs = 0, tlsFlaw } = this.#plan
    if (!(await this.#passes(tlsMs))) return
    if (tlsFlaw === undefined) {
      this.#stand()
    } else if (tlsFlaw === 'aborted') {
      this.#failing = true
      this.#close()
    } else {
      const error = await this.#verdict(tlsFlaw)
      if (this.#socket.destroyed) return
      this.#failing = error !== null
      if (error === null) this.#stand()
      else this.#socket.destroy(error)
    }
  }

  async #verdict(flaw: CertificateFlaw): Promise<Error | null> {
    const release = this.#host.hold()
    try {
      return await tlsVerdict(flaw, this.#connection.connectionOptions as tls.ConnectionOptions)
    } finally {
      release()
    }
  }

  /**
   * Lets the time of one stage pass: at least a turn, in which clients get to wait for the next one. False when the client
   * has given up meanwhile.
   */
  async #passes(delayMs: number): Promise<boolean> {
    if (delayMs > 0) await this.#host.wait(delayMs)
    else await realTurn()
    this.#host.stirred()
    return !this.#socket.destroyed
  }

  #stand(): void {
    this.#host.stands()
    this.#connection.controller.claim()
  }

  /** The peer closes the connection. Node reads on after the end, which is how it notices. */
  #close(): void {
    this.#socket.end()
    this.#socket.read(0)
  }
}

/** Reports the outcome of connecting, as the system does. */
function complete(request: ConnectRequest, handle: Handle, status: number): void {
  request.oncomplete(status, handle, request, true, true)
}
