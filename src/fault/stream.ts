/** Trouble inside a stream that began as a 200. A request that doesn't ask for a stream is answered truly. */
import type { Duration } from '../duration.ts'
import { wrongUse } from '../errors.ts'
import { literal, type Source } from '../source.ts'
import { type Definition, make } from './definition.ts'
import type { DelayMs } from './delay.ts'
import { choiceField, DELAY, type DelayOption, durationField, type Field, textField } from './field.ts'
import { named } from './options.ts'

const PLACES = ['first-token', 'half', 'tool-input', 'terminator'] as const

/**
 * Where in a stream: after so many events, right before the first token, half-way through them, inside the JSON of a
 * tool call (the stream then calls one), or right before the terminator.
 */
export type StreamPlace = number | (typeof PLACES)[number]

interface StreamData {
  readonly at: StreamPlace
  readonly delayMs?: DelayMs
}

/** An error event in band. */
export interface StreamErrorFault extends StreamData {
  readonly kind: 'streamError'
  readonly errorType: string
  readonly message?: string
}

/** A stream whose connection is reset, or closed before the body is complete. */
export interface StreamCutFault extends StreamData {
  readonly kind: 'streamCut'
  readonly how: 'reset' | 'close'
}

/** A stream that ends as if all were said. */
export interface StreamEndFault extends StreamData {
  readonly kind: 'streamEnd'
}

/** A stream that says nothing more and stays open. */
export interface StreamStallFault extends StreamData {
  readonly kind: 'streamStall'
  /** Pings go on at this interval; left out, nothing comes at all. */
  readonly pingEveryMs?: number
}

const GARBLES = ['malformed', 'duplicated', 'reordered', 'split-character'] as const

/** What is wrong with one event: its JSON is broken, it comes twice, it comes before the one ahead of it, or its bytes
 * are sent in two pieces that part a character. */
export type Garble = (typeof GARBLES)[number]

/** A stream with one event that isn't right; the rest of it is. */
export interface StreamGarbleFault extends StreamData {
  readonly kind: 'streamGarble'
  readonly how: Garble
}

/** The faults inside streams. */
export type StreamFault = StreamErrorFault | StreamCutFault | StreamEndFault | StreamStallFault | StreamGarbleFault

/** The options of all faults inside streams. */
export interface StreamOptions extends DelayOption {
  /** After so many events, `first-token`, `half`, `tool-input` or `terminator`. Default: `half`; for an end, `terminator`. */
  at?: StreamPlace
}

const AT: Field = {
  option: 'at',
  data: 'at',
  usual: 'half',
  read: (what, value) => {
    if ((PLACES as readonly unknown[]).includes(value)) return value
    if (Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 1000) return (value as number) + 0
    const advice = `Give a number of events, or ${PLACES.map(literal).join(', ')}`
    throw wrongUse(`make ${what}`, `there is no place ${named(value)} in a stream`, advice)
  },
  source: (value: StreamPlace): Source => (typeof value === 'number' ? String(value) : literal(value)),
}

const ERROR: Definition = {
  kind: 'streamError',
  positional: [textField('errorType')],
  options: [AT, textField('message', { mayBeEmpty: true }), DELAY],
}
const CUT: Definition = {
  kind: 'streamCut',
  positional: [],
  options: [AT, choiceField('how', ['reset', 'close'], { usual: 'reset', noun: 'way to break off' }), DELAY],
}
const END: Definition = {
  kind: 'streamEnd',
  positional: [],
  options: [{ ...AT, usual: 'terminator' }, DELAY],
}
const STALL: Definition = {
  kind: 'streamStall',
  positional: [],
  options: [AT, durationField('pingEvery', 'pingEveryMs'), DELAY],
  check: (what, { pingEveryMs }) => {
    if (pingEveryMs === undefined || (pingEveryMs as number) >= 1) return
    throw wrongUse(`make ${what}`, 'pings without a pause would never let time pass', "Give pingEvery: '15s'")
  },
}
const GARBLE: Definition = {
  kind: 'streamGarble',
  positional: [choiceField('how', GARBLES, { noun: 'way to garble' })],
  options: [AT, DELAY],
}

/** How these faults are checked, printed and read back. */
export const STREAM_DEFINITIONS = [ERROR, CUT, END, STALL, GARBLE] as const

const KINDS: ReadonlySet<string> = new Set(STREAM_DEFINITIONS.map(({ kind }) => kind))

/** Whether a fault happens inside a stream. */
export function isStreamFault(fault: { readonly kind: string }): fault is StreamFault {
  return KINDS.has(fault.kind)
}

/** An error event inside the stream, as the dialect sends it: `streamError('overloaded_error', { at: 'first-token' })`. */
export function streamError(errorType: string, options: StreamOptions & { message?: string } = {}): StreamErrorFault {
  return make(ERROR, errorType, options)
}

/** The stream breaks off with a transport error: the connection is reset, or closed before the body is complete. */
export function streamCut(options: StreamOptions & { how?: 'reset' | 'close' } = {}): StreamCutFault {
  return make(CUT, options)
}

/** The stream ends cleanly before its terminator: nothing but its content tells that something is missing. */
export function streamEnd(options: StreamOptions = {}): StreamEndFault {
  return make(END, options)
}

/** The stream says nothing more and stays open; with `pingEvery`, only pings keep coming: `streamStall({ at: 0, pingEvery: '15s' })`. */
export function streamStall(options: StreamOptions & { pingEvery?: Duration } = {}): StreamStallFault {
  return make(STALL, options)
}

/** One event of the stream isn't right: malformed, duplicated, reordered, or sent in two pieces that part a character. */
export function streamGarble(how: Garble, options: StreamOptions = {}): StreamGarbleFault {
  return make(GARBLE, how, options)
}
