/** The server of a drill: Node's own, but for its time-outs, and listening nowhere. */
import http from 'node:http'
import type { Duplex } from 'node:stream'

/** What comes in. */
export interface ServerListener {
  request(request: http.IncomingMessage, response: http.ServerResponse): void
  /** What a client says on a connection is no request that can be answered. */
  stranger(socket: Duplex, why: 'websocket' | 'not-http'): void
}

/** Makes a server that is given its connections by hand: `emit('connection', socket)`. */
export function memoryServer({ request, stranger }: ServerListener): http.Server {
  const server = http.createServer({ keepAlive: true, joinDuplicateHeaders: true })
  // A server's own time-outs would be a failure that no scenario asked for.
  Object.assign(server, { headersTimeout: 0, requestTimeout: 0, keepAliveTimeout: 0, maxHeadersCount: 0 })
  server.on('request', request)
  server.on('checkContinue', (incoming: http.IncomingMessage, response: http.ServerResponse) => {
    response.writeContinue()
    request(incoming, response)
  })
  server.on('upgrade', (_request, socket: Duplex) => stranger(socket, 'websocket'))
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    // Bytes that no HTTP parser takes; a connection that merely broke off is no protocol of its own.
    if (error.code?.startsWith('HPE_')) stranger(socket, 'not-http')
    else socket.destroy()
  })
  return server
}
