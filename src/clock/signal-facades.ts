/** Facades over waits that Node keeps inside: AbortSignal.timeout and the time-outs of sockets. */
import net from 'node:net'
import { type Patch, patch } from '../realm/patch.ts'
import { currentPlace } from '../realm/realm.ts'

/** Replaces AbortSignal.timeout and Socket#setTimeout by facades for good. */
export function installSignalFacades(): void {
  patch<typeof AbortSignal.timeout>(AbortSignal, 'timeout', signalTimeoutFacade)
  patch<SocketSetTimeout>(net.Socket.prototype, 'setTimeout', socketTimeoutFacade)
}

function signalTimeoutFacade(under: Patch<typeof AbortSignal.timeout>): typeof AbortSignal.timeout {
  return (delayMs) => {
    const place = currentPlace()
    if (place === undefined) return Reflect.apply(under.under, AbortSignal, [delayMs])
    const controller = new AbortController()
    const expire = () => controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError'))
    place.realm.startTimer(expire, delayMs, false, 'signal')
    return controller.signal
  }
}

type SocketSetTimeout = (this: net.Socket, delayMs: number, callback?: () => void) => net.Socket

/** Where Node keeps a socket's timer, and calls `refresh()` on it at each activity (lib/internal/stream_base_commons.js). */
const kTimeout = timeoutSymbol()

function socketTimeoutFacade(under: Patch<SocketSetTimeout>): SocketSetTimeout {
  return function setTimeout(delayMs, callback) {
    const place = currentPlace()
    const socket = this as net.Socket & { [key: symbol]: unknown; timeout: number; _onTimeout(): void }
    if (place === undefined || kTimeout === undefined) return Reflect.apply(under.under, socket, [delayMs, callback])
    if (socket.destroyed) return socket
    const after = Number(delayMs)
    socket.timeout = after
    clearTimeout(socket[kTimeout] as NodeJS.Timeout)
    if (after === 0) {
      socket[kTimeout] = null
      if (callback) socket.removeListener('timeout', callback)
      return socket
    }
    socket[kTimeout] = place.realm.startTimer(() => socket._onTimeout(), after, false, 'client')
    if (callback) socket.once('timeout', callback)
    return socket
  }
}

function timeoutSymbol(): symbol | undefined {
  const probe = new net.Socket()
  probe.setTimeout(1_000_000)
  const symbols = [...Object.getOwnPropertySymbols(probe), ...Object.getOwnPropertySymbols(net.Socket.prototype)]
  probe.setTimeout(0)
  probe.destroy()
  return symbols.find((symbol) => symbol.description === 'timeout' || symbol.description === 'kTimeout')
}
