/** Trouble inside a stream, made from the events of a true one. */
import type { Act, Answer } from '../../fault/answer.ts'
import type { StreamFault, StreamPlace } from '../../fault/stream.ts'
import type { Content, StreamPart } from '../provider.ts'
import { type Asked, bodyAct, halfOf, trueAnswer } from './true-answer.ts'

/** A stream with a fault in it. */
export interface BrokenStream {
  readonly acts: Answer
  /**
   * Whether a client may take it for a true answer: it says all that a true one says, whatever the pieces, or none of its
   * events bears a number by which it could tell. Where only the terminator is missing, the reason to stop has been given.
   */
  readonly tellsAll: boolean
}

/** A stream with this fault in it; null for a request that isn't answered by a stream. */
export function brokenStream(fault: StreamFault, asked: Asked): BrokenStream | null {
  if (!asked.request.stream) return null
  const { headers, parts } = trueAnswer({ ...asked, context: { ...asked.context, content: contentOf(fault) } })
  if (parts === null) return null
  const head: Act = { act: 'head', status: 200, headers }
  const place = placeOf(fault.at, parts)
  const before = parts.slice(0, place).map(({ text }) => bodyAct(text))
  return {
    acts: [head, ...before, ...atPlace(fault, parts, place, asked)],
    tellsAll:
      (fault.kind === 'streamGarble' && fault.how !== 'malformed') ||
      (fault.kind === 'streamEnd' && parts[place - 1]?.role === 'closing' && parts[place]?.role === 'terminator'),
  }
}

/** What the stream must be about for the fault to have its place in it. */
function contentOf(fault: StreamFault): Content {
  if (fault.at === 'tool-input') return 'tool-call'
  return fault.kind === 'streamGarble' && fault.how === 'split-character' ? 'wide-text' : 'text'
}

/** The number of events before the place. */
function placeOf(at: StreamPlace, parts: readonly StreamPart[]): number {
  if (typeof at === 'number') return Math.min(at, parts.length)
  if (at === 'half') return Math.floor(parts.length / 2)
  if (at === 'terminator') return indexOf(parts, ['terminator'])
  if (at === 'first-token') return indexOf(parts, ['token', 'tool-input'])
  // Between two pieces of the JSON where there are several: it is then not complete.
  const first = indexOf(parts, ['tool-input'])
  const count = parts.filter(({ role }) => role === 'tool-input').length
  return first + Math.floor(count / 2)
}

function indexOf(parts: readonly StreamPart[], roles: readonly StreamPart['role'][]): number {
  const index = parts.findIndex(({ role }) => roles.includes(role))
  return index === -1 ? parts.length - 1 : index
}

function atPlace(fault: StreamFault, parts: readonly StreamPart[], place: number, asked: Asked): Act[] {
  const { dialect, request } = asked
  switch (fault.kind) {
    case 'streamError': {
      const message = fault.message ?? MESSAGES[fault.errorType] ?? 'An error occurred'
      const text =
        dialect.streamError?.({ type: fault.errorType, message }, request) ?? plainError(fault.errorType, message)
      // Time before it, so that it is read by itself, as an error is that a server comes upon.
      return [{ act: 'wait', delayMs: 1 }, bodyAct(text), { act: 'end' }]
    }
    case 'streamCut':
      return [{ act: fault.how }]
    case 'streamEnd':
      return [{ act: 'end' }]
    case 'streamStall': {
      if (fault.pingEveryMs === undefined) return [{ act: 'hold' }]
      return [{ act: 'ping', text: dialect.streamPing ?? ': ping\n\n', everyMs: fault.pingEveryMs }]
    }
    case 'streamGarble':
      return [...garbled(fault.how, parts, place), { act: 'end' }]
  }
}

/** The texts of errors in band, where the scenario gives none. */
const MESSAGES: Readonly<Record<string, string>> = {
  overloaded_error: 'Overloaded',
  api_error: 'Internal server error',
  rate_limit_error: "This request would exceed your organization's rate limit.",
  server_error: 'The server had an error while processing your request.',
}

/** For dialects that know no error in band: an event of that name, as the HTML standard has server-sent events. */
function plainError(type: string, message: string): string {
  return `event: error\ndata: ${JSON.stringify({ error: { type, message } })}\n\n`
}

/** What comes from the place on, when the event there isn't right. The events before it have been sent. */
function garbled(
  how: 'malformed' | 'duplicated' | 'reordered' | 'split-character',
  parts: readonly StreamPart[],
  place: number,
): Act[] {
  const rest = parts.slice(place).map(({ text }) => text)
  const [event = '', next, ...after] = rest
  switch (how) {
    case 'malformed':
      return [malformed(event), ...rest.slice(1)].map(bodyAct)
    case 'duplicated':
      return [event, ...rest].map(bodyAct)
    case 'reordered':
      return next === undefined ? [bodyAct(event)] : [next, event, ...after].map(bodyAct)
    case 'split-character':
      return splitInCharacter(rest)
  }
}

/** Half of the event's JSON; half of all of it where no line of data says which part that is. */
function malformed(event: string): string {
  if (!/^data: /m.test(event)) return halfOf(event)
  return event.replace(/^data: (.*)$/m, (_, json: string) => `data: ${halfOf(json)}`)
}

/** The first of these texts that has a character of several bytes is sent in two pieces that part it. */
function splitInCharacter(texts: readonly string[]): Act[] {
  const index = texts.findIndex((text) => /[^\0-\x7f]/.test(text))
  if (index === -1) return texts.map(bodyAct)
  const bytes = new TextEncoder().encode(texts[index])
  // The first byte of a character of several has its two highest bits set: the cut comes right behind it.
  const cut = bytes.findIndex((byte) => byte >= 0xc0) + 1
  return [
    ...texts.slice(0, index).map(bodyAct),
    { act: 'bytes', bytes: bytes.slice(0, cut) },
    // Time between the two, so that they are surely read apart.
    { act: 'wait', delayMs: 1 },
    { act: 'bytes', bytes: bytes.slice(cut) },
    ...texts.slice(index + 1).map(bodyAct),
  ]
}
