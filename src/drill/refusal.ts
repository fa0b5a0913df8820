/** What a client is told whose connection a drill refuses. */
import type { Target } from '../network/wire-host.ts'
import type { Refusal } from '../trace/event.ts'

/** Who wanted to connect where, why that can't be, and what to do about it. */
export function refusalSentence({ host, port }: Target, why: Refusal, call: number | null): string {
  const who = call === null ? 'the client' : `call ${call}`
  const rule = `Add hosts: { '${host}': 'stub' | 'refuse' | 'through' } to the client, or the host to the scenario's provider`
  switch (why) {
    case 'unexpected':
      return `Failed to connect ${who} to ${host}:${port}: a drill lets nothing out, and this host is not the scenario's. ${rule}.`
    case 'http2':
      return `Failed to connect ${who} to ${host}:${port}: a bare HTTP/2 session can't be drilled. Let the client negotiate HTTP/1.1, or let the host through.`
    case 'websocket':
      return `Failed to connect ${who} to ${host}:${port}: a WebSocket can't be drilled. ${rule}.`
    case 'not-http':
      return `Failed to serve ${who} at ${host}:${port}: what it sent is not HTTP. ${rule}.`
    case 'datagram':
      return `Failed to send a datagram of ${who} to ${host}:${port}: a drill lets nothing out. ${rule}.`
  }
}
