/**
 * What a client writes before its connection stands is sent when it does, and not acknowledged earlier. Interceptors would
 * take it at once, and a client that measures how long sending takes would measure nonsense.
 */
import net from 'node:net'

type WriteGeneric = (writev: boolean, data: unknown, encoding: string, done: (error?: Error | null) => void) => unknown

/** What Node and interceptors keep on a socket (node lib/net.js). */
interface WritingSocket {
  readonly connecting: boolean
  readonly secureConnecting?: boolean
  _writeGeneric: WriteGeneric
  _unrefTimer(): void
  once(event: string, listener: () => void): unknown
  [key: symbol]: unknown
}

/** Holds back the writes of a socket that is not connected yet. */
export function holdWrites(socket: net.Socket): void {
  const writing = socket as unknown as WritingSocket
  const write = writing._writeGeneric
  const { _writeGeneric: writeWhenConnected } = net.Socket.prototype as unknown as WritingSocket
  writing._writeGeneric = function (...args) {
    // Node's own waits for `connect`, and comes back here.
    if (this.connecting) return Reflect.apply(writeWhenConnected, this, args)
    if (!this.secureConnecting) {
      this._unrefTimer()
      return Reflect.apply(write, this, args)
    }
    const queued = queueSizeOf(this)
    if (queued !== undefined) this[queued] = 1
    return this.once('secureConnect', () => {
      if (queued !== undefined) this[queued] = 0
      Reflect.apply(this._writeGeneric, this, args)
    })
  }
}

/**
 * Where Node keeps how much of a socket's last write is under way: while TLS is on its way it holds the write itself, and a
 * time-out of the socket that finds one under way waits once more.
 */
function queueSizeOf(socket: object): symbol | undefined {
  return Object.getOwnPropertySymbols(socket).find(({ description }) => description === 'lastWriteQueueSize')
}
