/** Whether a request is one that a track serves. */
import type { ServiceRequest } from '../fault/request.ts'
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

/** Whether a text is like a pattern, in which `*` stands for anything. Linear in both: no regular expression runs away. */
export function like(pattern: string, text: string | null): boolean {
  if (text === null) return false
  const parts = pattern.split('*')
  const first = parts[0] ?? ''
  if (parts.length === 1) return text === first
  const last = parts.at(-1) ?? ''
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false
  let place = first.length
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, place)
    if (found === -1) return false
    place = found + part.length
  }
  return place <= text.length - last.length
}

function ownHeader(request: ServiceRequest, name: string): string | null {
  return Object.hasOwn(request.headers, name) ? (request.headers[name] ?? null) : null
}
