/** One event as a line of the timeline, before it has a width. */
import type { RuleId } from '../property/property.ts'
import type { LimitReached, TraceEvent } from '../trace/event.ts'
import type { AttemptView, CallView } from '../trace/view.ts'
import type { Style } from './paint.ts'
import { exactSeconds, roughly } from './time.ts'

/** A line of the timeline. */
export interface Row {
  /** The places in `trace.events` that it tells of, in order. */
  readonly places: readonly number[]
  readonly t: number
  /** What stands in the column of the attempt: its number, or what is no attempt in a word. */
  readonly label: string
  readonly waitMs: number | null
  readonly what: string
  /** Where an attempt went, in a trace of several hosts or models; else null. */
  readonly target: string | null
  readonly style: Style | null
}

/** A row, and the rules that it helps to prove broken. */
export type MarkedRow = Row & { readonly rules: readonly RuleId[] }

/** The beginning of a call. */
export function callRow({ call, startMs, startedAt, healed }: CallView): Row {
  const label = healed ? `call ${call}, in the healed world` : `call ${call}`
  return { places: [startedAt], t: startMs, label, waitMs: null, what: '', target: null, style: 'strong' }
}

/** An attempt: a row for its beginning, and one for its end when that came later or was no answer's. */
export function attemptRows(attempt: AttemptView, waitMs: number | null, target: string | null): Row[] {
  const isAnsweredAtOnce = attempt.headersMs === attempt.startMs
  const status = isAnsweredAtOnce ? `${attempt.status} ` : ''
  const label = String(attempt.attempt)
  const first: Row = {
    places: [attempt.createdAt, attempt.receivedAt, isAnsweredAtOnce ? attempt.headersAt : null].filter(isPlace),
    t: attempt.startMs,
    label,
    waitMs,
    what: status + nameOf(attempt),
    target,
    style: null,
  }
  const end = endOf(attempt, isAnsweredAtOnce)
  if (end === null || attempt.endMs === null) {
    return [{ ...first, places: [...first.places, attempt.endedAt].filter(isPlace) }]
  }
  const places = [isAnsweredAtOnce ? null : attempt.headersAt, attempt.endedAt].filter(isPlace)
  return [first, { places, t: attempt.endMs, label, waitMs: null, what: end, target: null, style: null }]
}

/** The end of a call; of one that never ended, a row at the end of the drill. */
export function endRow({ call, outcome, value, error, endMs, endedAt }: CallView, lastMs: number): Row {
  const row = { places: [endedAt].filter(isPlace), t: endMs ?? lastMs, waitMs: null, target: null }
  const thrown = error === null ? '' : `${error.name}: ${error.message}`
  switch (outcome) {
    case 'value':
      return { ...row, label: '✓ value', what: value ?? 'undefined', style: 'good' }
    case 'error':
      return { ...row, label: '✗ error', what: thrown, style: 'bad' }
    case 'aborted':
      return { ...row, label: '– aborted', what: thrown, style: 'doubtful' }
    case 'unsettled':
      return { ...row, label: '? open', what: `call ${call} was still open when the drill ended`, style: 'bad' }
  }
}

/** An event that is neither of a call's frame nor of an attempt; null for one that is only shown as proof. */
export function eventRow(event: TraceEvent, place: number): Row | null {
  const row = (what: string, style: Style | null = 'bad', label = ''): Row => {
    return { places: [place], t: event.t, label, waitMs: null, what, target: null, style }
  }
  switch (event.kind) {
    case 'call-aborted':
      return row('the caller gives up', 'doubtful', '– abort')
    case 'unhandled':
      return row(`${event.error.name}: ${event.error.message}`, 'bad', `✗ ${event.what}`)
    case 'unexpected-host':
      return row(`unexpected host ${event.host}, refused`)
    case 'dead-silence':
      return row(`nothing is left that could wake ${named(event.calls)}`)
    case 'limit-reached':
      return row(`limit reached: ${limitText(event)}; the drill ends`)
    case 'log':
      return row(`log: ${event.record}`, 'quiet')
    case 'alert':
      return row(`alert: ${event.record}`, 'quiet')
    case 'effect':
      return row(`effect: ${event.id}`, 'quiet')
    case 'shown':
      return row(`shows: ${event.text}`, 'quiet')
    case 'queued':
      return row(`queued: ${event.id}`, 'quiet')
    case 'drained':
      return row(`drained: ${event.id}`, 'quiet')
    case 'status-page':
      return row(`reads ${event.url}: ${event.indicator ?? 'not found'}`, 'quiet')
    default:
      return null
  }
}

/** What was left standing after a call: shown only where it proves something. */
export function censusRow(event: Extract<TraceEvent, { kind: 'census' }>, place: number): Row {
  const what = `left behind: ${event.clientTimers} timers, ${event.sockets} sockets`
  return { places: [place], t: event.t, label: '', waitMs: null, what, target: null, style: null }
}

function nameOf(attempt: AttemptView): string {
  if (attempt.fault === UNEXPECTED_HOST) return `unexpected host, refused: ${attempt.url}`
  return attempt.fault ?? `${attempt.method} ${attempt.url}, never received`
}

/** The words for an end that needs a row of its own; null when the first row says it all. */
function endOf(attempt: AttemptView, isStatusShown: boolean): string | null {
  const { endMs, startMs, endedBy, error } = attempt
  if (endMs === null || endedBy === null || attempt.fault === UNEXPECTED_HOST) return null
  const after = endMs === startMs ? 'at once' : `after ${exactSeconds(endMs - startMs)}`
  switch (endedBy) {
    case 'service':
      if (endMs === startMs) return null
      if (!attempt.complete) return `cut by the service ${after}`
      return isStatusShown ? `complete ${after}` : `${attempt.status} ${after}`
    case 'client':
      return `ended by the client ${after}`
    case 'runtime':
      return error?.code ? `ended by the runtime: ${error.code}` : `ended by the runtime ${after}`
  }
}

/** A limit with what it counts. */
export function limitText({ limit, value }: LimitReached): string {
  switch (limit) {
    case 'virtual-time':
      return `${roughly(value)} of virtual time`
    case 'wall-time':
      return `${roughly(value)} of real time`
    case 'timers':
      return `${value} timers fired`
    case 'attempts':
    case 'calls':
      return `${value} ${limit}`
  }
}

function named(calls: readonly number[]): string {
  if (calls.length === 1) return `call ${calls[0]}`
  const shown = calls.slice(0, 5).join(', ')
  return `calls ${shown}${calls.length > 5 ? ` and ${calls.length - 5} more` : ''}`
}

function isPlace(place: number | null): place is number {
  return place !== null
}

/** The view's word for an attempt that the drill itself refused. */
export const UNEXPECTED_HOST = 'unexpected host'
