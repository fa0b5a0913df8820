/**
 * What the service does about one request, as a list of acts in order. The service decides what, in pure code;
 * the drill decides when, and the network performs each act on the wire.
 */

/** Headers as they are sent, in order, duplicates allowed. */
export type Headers = readonly (readonly [name: string, value: string])[]

/** One thing that a server does with a connection. */
export type Act =
  /** Let this much time pass. */
  | { readonly act: 'wait'; readonly delayMs: number }
  /** Send the status line and the headers. */
  | { readonly act: 'head'; readonly status: number; readonly headers: Headers }
  /** Send a piece of the body. */
  | { readonly act: 'body'; readonly text: string }
  /** Send a piece of the body that need not be whole characters. */
  | { readonly act: 'bytes'; readonly bytes: Uint8Array }
  /** Send this text compressed with gzip, and only this share of what comes out, from 0 to 1. */
  | { readonly act: 'gzip'; readonly text: string; readonly share: number }
  /** Write to the connection past HTTP: without any framing, with or without a head before it. */
  | { readonly act: 'raw'; readonly text: string }
  /** The answer is complete. */
  | { readonly act: 'end' }
  /** Reset the connection. */
  | { readonly act: 'reset' }
  /** Close the connection in an orderly way, complete or not. */
  | { readonly act: 'close' }
  /** Do nothing more, and keep the connection open. */
  | { readonly act: 'hold' }
  /** Send this piece of the body again and again, at this interval, for as long as the client listens. */
  | { readonly act: 'ping'; readonly text: string; readonly everyMs: number }
  /** Resolve the request through the user's MSW handlers of this name, and send what they answer. */
  | { readonly act: 'handlers'; readonly name: string }

/** The acts that answer one request, in order. */
export type Answer = readonly Act[]

/** One complete answer with a body: the plain case that most others are cut from. */
export function completeAnswer(status: number, headers: Headers, body: readonly string[]): Answer {
  return [{ act: 'head', status, headers }, ...body.map((text): Act => ({ act: 'body', text })), { act: 'end' }]
}

/**
 * The longest time for which an answer shows nothing, from its request on; null when it falls silent for good. What a
 * user's own handlers take isn't known here, and counts as nothing.
 */
export function longestQuietMs(answer: Answer): number | null {
  let longestMs = 0
  let quietMs = 0
  for (const act of answer) {
    if (act.act === 'hold') return null
    if (act.act === 'wait') quietMs += act.delayMs
    else quietMs = 0
    longestMs = Math.max(longestMs, quietMs, act.act === 'ping' ? act.everyMs : 0)
  }
  return longestMs
}

/** How long an answer takes by itself, from its request on. */
export function answerMs(answer: Answer): number {
  return answer.reduce((sum, act) => (act.act === 'wait' ? sum + act.delayMs : sum), 0)
}
