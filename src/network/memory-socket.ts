/** The server's end of an intercepted connection, as a stream that an `http.Server` accepts. */
import type net from 'node:net'
import { Duplex } from 'node:stream'

/**
 * Wraps the server side of a claimed socket. `http.Server` wants a few methods of `net.Socket` that have no meaning in
 * memory: the connection has no time-outs of the server's own and no delay algorithm.
 */
export function memorySocket(serverSocket: net.Socket, onBytes: () => void): Duplex {
  const duplex = new Duplex({
    read() {},
    write(chunk: Buffer, _encoding, done) {
      onBytes()
      if (!serverSocket.destroyed) serverSocket.write(chunk)
      done()
    },
    final(done) {
      onBytes()
      if (!serverSocket.destroyed) {
        serverSocket.end()
        // A client that reads nothing just now learns of the end all the same, as it does from Node's own handle.
        serverSocket.read(0)
      }
      done()
    },
    destroy(error, done) {
      serverSocket.destroy(error ?? undefined)
      done(null)
    },
  })
  const inert = {
    setTimeout: () => duplex,
    setNoDelay: () => duplex,
    setKeepAlive: () => duplex,
    ref: () => duplex,
    unref: () => duplex,
  }
  Object.assign(duplex, inert)
  serverSocket.on('data', (chunk: Buffer) => {
    onBytes()
    duplex.push(chunk)
  })
  serverSocket.on('finish', () => duplex.push(null))
  serverSocket.on('close', () => {
    onBytes()
    duplex.destroy()
  })
  return duplex
}
