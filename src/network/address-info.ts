/** What a client's socket tells of a connection that exists in memory only: its ends, and how much has gone over it. */
import type net from 'node:net'

/** Where Node asks the system for the two ends of a connection. */
interface NamedHandle {
  getsockname?(info: object): number
  getpeername?(info: object): number
}

/** The first port that systems give to outgoing connections (IANA's ephemeral range). */
const LOCAL_PORT = 49_152

/** Gives a connection its two ends: the address that was looked up, and one of this machine. */
export function nameEnds(socket: net.Socket, peer: { address: string; port: number; addressType: number }): void {
  const handle = (socket as unknown as { _handle: NamedHandle | null })._handle
  if (handle === null) return
  const family = peer.addressType === 6 ? 'IPv6' : 'IPv4'
  handle.getpeername = (info) => {
    Object.assign(info, { address: peer.address, port: peer.port, family })
    return 0
  }
  handle.getsockname = (info) => {
    Object.assign(info, { address: family === 'IPv6' ? '::1' : '127.0.0.1', port: LOCAL_PORT, family })
    return 0
  }
}

/** How many bytes a client has read and written. */
export interface ByteCount {
  read: number
  written: number
}

/** Lets a client's socket tell these numbers as its own. */
export function tellBytes(socket: net.Socket, count: ByteCount): void {
  Object.defineProperties(socket, {
    bytesRead: { get: () => count.read, configurable: true },
    bytesWritten: { get: () => count.written, configurable: true },
  })
}
