/**
 * Requests of node:http as its agents get them. An agent picks a connection before Node tells anyone of the request, so
 * what the request needs is settled here: a connection of its own drill, and a new one if something is to happen to it.
 */
import http, { type ClientRequest } from 'node:http'
import { type Patch, patch } from '../realm/patch.ts'
import { currentPlace } from '../realm/realm.ts'
import { carrierOf } from './carrier.ts'
import { ownNodeRequest } from './marks.ts'
import { isSame } from './unsent.ts'
import { wires } from './wires.ts'

type AddRequest = (this: http.Agent, request: ClientRequest, ...args: unknown[]) => unknown

/** Replaces the picking of connections by a facade, once a process and for good. */
export function watchNodeAgents(): void {
  patch<AddRequest>(http.Agent.prototype, 'addRequest', addRequestFacade, 'wrapped')
}

function addRequestFacade(under: Patch<AddRequest>): AddRequest {
  return function (request, ...args) {
    const place = currentPlace()
    const wire = place && wires.get(place.realm)
    const attempt = wire === undefined ? null : ownNodeRequest(request)
    const anew = attempt === null ? undefined : wire?.needsConnection(attempt)
    for (const sockets of Object.values(this.freeSockets)) {
      for (const socket of sockets ?? []) {
        const carrier = carrierOf(socket)
        if (carrier?.wire !== wire || (anew && carrier && isSame(carrier.target, anew))) socket.destroy()
      }
    }
    const result = Reflect.apply(under.under, this, [request, ...args])
    if (attempt !== null && request.reusedSocket) wire?.reuses(attempt)
    return result
  }
}
