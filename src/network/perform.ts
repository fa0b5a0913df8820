/** Performs the acts of an answer on an in-memory server's response, one by one. */
import type { ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import type { Act } from '../fault/answer.ts'
import { realTurn } from '../realm/real-time.ts'
import { closedError, resetError } from './system-errors.ts'
import type { HandlersAnswer, WireHost, WireRequest } from './wire-host.ts'

/** Performs an answer's acts in order, for as long as the client keeps the connection. */
export async function performAnswer(
  host: WireHost,
  request: WireRequest,
  acts: readonly Act[],
  response: ServerResponse,
): Promise<void> {
  for (const act of acts) {
    if (response.destroyed) return
    host.stirred()
    switch (act.act) {
      case 'wait':
        if (response.headersSent) response.flushHeaders()
        await host.wait(act.delayMs)
        break
      case 'head':
        sendHead(host, request, act.status, act.headers, response)
        break
      case 'body':
        sendPiece(host, request, act.text, response)
        break
      case 'bytes':
        sendPiece(host, request, act.bytes, response)
        break
      case 'gzip':
        sendPiece(host, request, compressed(act.text, act.share), response)
        break
      case 'raw':
        sendRaw(host, request, act.text, response)
        break
      case 'end':
        response.end()
        host.answerEnded(request.attempt)
        break
      case 'reset':
        await delivered(host, response)
        host.attemptFailed(request.attempt, 'service', resetError())
        response.socket?.destroy(resetError())
        return
      case 'close':
        await delivered(host, response)
        host.attemptFailed(request.attempt, 'service', closedError())
        response.socket?.end()
        return
      case 'hold':
        await delivered(host, response)
        return
      case 'ping':
        await delivered(host, response)
        await keepPinging(host, act.text, act.everyMs, response)
        return
      case 'handlers':
        await sendHandlersAnswer(host, request, await host.handlersAnswer(act.name, request), response)
        break
    }
  }
}

function sendHead(
  host: WireHost,
  request: WireRequest,
  status: number,
  headers: readonly (readonly [string, string])[],
  response: ServerResponse,
): void {
  // The service's own clock dates its answers: the server's would be the real one.
  response.sendDate = false
  response.writeHead(status, headers.flat())
  host.headersSent(request.attempt, status, headers)
}

function sendPiece(host: WireHost, request: WireRequest, piece: string | Uint8Array, response: ServerResponse): void {
  host.bodyStarted(request.attempt)
  response.write(piece)
}

/** Past the response, which from here on knows nothing of what the client gets. */
function sendRaw(host: WireHost, request: WireRequest, text: string, response: ServerResponse): void {
  if (response.headersSent) {
    response.flushHeaders()
    host.bodyStarted(request.attempt)
  }
  response.socket?.write(text)
}

/** Compressed here and now: the work of another thread would have to be waited for. */
function compressed(text: string, share: number): Uint8Array {
  const whole = gzipSync(text)
  return whole.subarray(0, Math.floor(whole.length * share))
}

/** Says the same thing again and again, for as long as the client listens and the drill goes on. */
async function keepPinging(host: WireHost, text: string, everyMs: number, response: ServerResponse): Promise<void> {
  for (;;) {
    await host.wait(everyMs)
    if (response.destroyed) return
    host.stirred()
    response.write(text)
  }
}

/** Until all that was written has reached the client, so that it has seen it before what comes next. */
async function delivered(host: WireHost, response: ServerResponse): Promise<void> {
  if (response.headersSent) response.flushHeaders()
  for (let turn = 0; turn < 3; turn++) {
    await realTurn()
    host.stirred()
  }
}

async function sendHandlersAnswer(
  host: WireHost,
  request: WireRequest,
  answer: HandlersAnswer,
  response: ServerResponse,
): Promise<void> {
  if (response.destroyed) return
  sendHead(host, request, answer.status, answer.headers, response)
  if (answer.body !== null) {
    host.bodyStarted(request.attempt)
    try {
      for await (const chunk of answer.body) {
        if (response.destroyed) return
        response.write(chunk)
      }
    } catch {
      // A body that breaks off in the user's handlers is a connection that breaks off.
      host.attemptFailed(request.attempt, 'service', resetError())
      response.socket?.destroy(resetError())
      return
    }
  }
  response.end()
  host.answerEnded(request.attempt)
}
