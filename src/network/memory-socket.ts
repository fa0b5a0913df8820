/** The server's end of an intercepted connection, as a stream that an `http.Server` accepts. */
import type net from 'node:net'
import { Duplex } from 'node:stream'
import { type ByteCount, tellBytes } from './address-info.ts'

/**
 * Wraps the server side of a claimed socket. `http.Server` wants a few methods of `net.Socket` that have no meaning in
 * memory: the connection has no time-outs of the server's own and no delay algorithm.
 */
export function memorySocket(serverSocket: net.Socket, bytes: ByteCount, onBytes: () => void): Duplex {
  const duplex = new Duplex({
    read() {},
    write(chunk: Buffer, _encoding, done) {
      onBytes()
      bytes.read += chunk.length
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
  tellBytes(serverSocket, bytes)
  serverSocket.on('data', (chunk: Buffer) => {
    onBytes()
    bytes.written += chunk.length
    duplex.push(chunk)
  })
  serverSocket.on('finish', () => duplex.push(null))
  serverSocket.on('close', () => {
    onBytes()
    duplex.destroy()
  })
  return duplex
}
