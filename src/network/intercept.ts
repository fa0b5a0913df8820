/**
 * Hands every connection that a drill's code opens to that drill's wire, whatever HTTP stack opened it. The only door to
 * @mswjs/interceptors. A suite's own `setupServer` may be listening: it keeps all other connections.
 */
import { Interceptor } from '@mswjs/interceptors'
import { SocketInterceptor } from '@mswjs/interceptors/net'
import { currentPlace } from '../realm/realm.ts'
import { passThrough } from './pass-through.ts'
import { wires } from './wires.ts'

type ConnectionListener = Parameters<typeof SocketInterceptor.prototype.on<'connection'>>[1]
type ConnectionEvent = Parameters<ConnectionListener>[0]

/** Starts to hand connections to the wires of drills. Gives the function that stops. */
export function interceptConnections(): () => void {
  const interceptor = Interceptor.singleton(SocketInterceptor)
  const owner = {}
  interceptor.apply(owner)
  // Listeners are asked in order, and one that claims a socket leaves nothing for the next: ours has to come first.
  const others = [...interceptor.listeners('connection')] as ConnectionListener[]
  for (const listener of others) interceptor.removeListener('connection', listener)
  const listener = (event: ConnectionEvent) => {
    const place = currentPlace()
    if (place === undefined) {
      if (interceptor.listenerCount('connection') === 1) passThrough(event)
      return
    }
    event.stopImmediatePropagation()
    // What still runs when its drill is over is left waiting: refused, a client that retries at once would spin for ever.
    wires.get(place.realm)?.accept(event, place)
  }
  interceptor.on('connection', listener)
  for (const other of others) interceptor.on('connection', other)
  return () => {
    interceptor.removeListener('connection', listener)
    interceptor.dispose(owner)
  }
}
