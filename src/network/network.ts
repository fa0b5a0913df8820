/** The network as drills need it: installed once a process, armed for each drill. */
import { syncBuiltinESMExports } from 'node:module'
import type { Realm } from '../realm/realm.ts'
import { installEscapeFacades } from './escape-facades.ts'
import { interceptConnections } from './intercept.ts'
import { closeLiveSockets, watchLiveSockets } from './live-sockets.ts'
import { watchRequests } from './marks.ts'
import { setMocksAside } from './mocks.ts'
import { installNameFacades } from './name-facades.ts'
import { watchNodeAgents } from './node-agents.ts'
import { hideProxies } from './proxy-environment.ts'
import { watchRealWrites } from './real-writes.ts'
import { shareSecureContexts } from './secure-contexts.ts'
import { Wire } from './wire.ts'
import type { WireHost } from './wire-host.ts'
import { wires } from './wires.ts'

const INSTALLED = Symbol.for('firedrill.network')

/** Installs what watches requests, names and sockets, once a process: a second copy of the package does nothing. */
export function installNetwork(): void {
  const registry = globalThis as { [INSTALLED]?: true }
  if (registry[INSTALLED]) return
  registry[INSTALLED] = true
  watchRequests()
  watchLiveSockets()
  watchNodeAgents()
  watchRealWrites()
  installNameFacades()
  installEscapeFacades()
  shareSecureContexts()
  syncBuiltinESMExports()
}

/** Gives a drill's code a wire of its own. Gives the wire, and the function that takes it away again. */
export function armNetwork(realm: Realm, host: WireHost): { wire: Wire; disarm: () => void } {
  const wire = new Wire(host)
  const showProxies = hideProxies()
  const showMocks = setMocksAside()
  const release = interceptConnections()
  closeLiveSockets()
  wires.set(realm, wire)
  const disarm = () => {
    wires.delete(realm)
    wire.close()
    release()
    showProxies()
    showMocks()
  }
  return { wire, disarm }
}
