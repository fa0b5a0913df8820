/** Whether a request is one that a track serves. */
import type { ServiceRequest } from '../fault/request.ts'
import { like } from '../like.ts'
import type { Match } from '../scenario/step.ts'
import { knownBeforeConnecting } from '../scenario/when.ts'

/**
 * Whether a request has everything that the match asks for. What it doesn't ask for may be anything.
 *
 * @param connecting True while there is no connection yet: what only a request itself tells then matches nothing.
 */
export function matches(match: Match, request: ServiceRequest, connecting = false): boolean {
  if (connecting && !knownBeforeConnecting(match)) return false
  const { model, path, host, header = {}, key, stream, body, call } = match
  return (
    (model === undefined || like(model, request.model)) &&
    (path === undefined || like(path, request.path)) &&
    (host === undefined || like(host.toLowerCase(), request.host.toLowerCase())) &&
    Object.entries(header).every(([name, value]) => like(value, ownHeader(request, name))) &&
    (key === undefined || like(key, request.key)) &&
    (stream === undefined || stream === request.stream) &&
    (body === undefined || like(`*${body}*`, request.body)) &&
    (call === undefined || call === request.call)
  )
}

function ownHeader(request: ServiceRequest, name: string): string | null {
  return Object.hasOwn(request.headers, name) ? (request.headers[name] ?? null) : null
}
