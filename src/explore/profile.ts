/** What a client was seen to do in a few probing drills: where the edges of its behaviour lie. Pure. */
import type { Fault } from '../fault/fault.ts'
import type { Trace } from '../trace/trace.ts'
import { type AttemptView, attempts, type CallView, calls } from '../trace/view.ts'

/** A client's habits, as far as probes show them. */
export interface Profile {
  /** How long a call takes to send its first request. */
  readonly firstSentMs: number
  /** Attempts of a call that only meets 500s; null: no end was seen. */
  readonly attempts: number | null
  /** When the retries of failing calls were sent, counted from their start; those of 500s first. */
  readonly retriesMs: readonly number[]
  /** How long such a call takes; null: no end was seen. */
  readonly callMs: number | null
  /** What calls try again without end, and when they had made more attempts than a drill allows. Empty where every call ends. */
  readonly endless: readonly Endless[]
  /** How long an attempt is left in silence before it is given up; null: for good. */
  readonly attemptMs: number | null
  readonly streams: boolean
  /** Whether its requests offer tools. */
  readonly offersTools: boolean
  /** The models that it asks for, the first one first. */
  readonly models: readonly string[]
  /** The hosts that it asks, the first one first. */
  readonly hosts: readonly string[]
}

/** A failure that a client tries again without end. */
export interface Endless {
  readonly fault: Fault
  /** When such a call had made more attempts than a drill allows, counted from its start. */
  readonly limitMs: number
}

/** The traces of the probes: a healthy world, one of endless silence, and some of endless failures, the plainest first. */
export interface Probes {
  readonly healthy: Trace
  readonly silent: Trace
  readonly failing: readonly { readonly fault: Fault; readonly trace: Trace }[]
}

/** What the probes tell. */
export function profileOf({ healthy, failing, silent }: Probes): Profile {
  const failed = failing.map(({ trace }) => trace)
  const seen = [healthy, ...failed, silent].flatMap(attempts)
  const first = failed.flatMap((trace) => calls(trace)[0] ?? [])
  const [plainest] = first
  const isEndless = plainest === undefined || plainest.endMs === null
  const [quiet] = calls(silent)[0]?.attempts ?? []
  return {
    firstSentMs: calls(healthy)[0]?.attempts[0]?.startMs ?? 0,
    attempts: isEndless ? null : plainest.attempts.length,
    retriesMs: [...new Set(first.flatMap(retriesMs))],
    callMs: isEndless ? null : plainest.endMs! - plainest.startMs,
    endless: failing.flatMap(endless),
    attemptMs: quiet === undefined || quiet.endMs === null ? null : quiet.endMs - quiet.startMs,
    streams: seen.some(({ stream }) => stream),
    offersTools: seen.some(({ body }) => /"tools":\[\{/.test(body)),
    models: distinct(seen.map(({ model }) => model)),
    hosts: distinct(seen.map(hostOf)),
  }
}

function retriesMs({ attempts, startMs }: CallView): number[] {
  return attempts.slice(1, RETRIES_MAX + 1).map((attempt) => attempt.startMs - startMs)
}

function endless({ fault, trace }: Probes['failing'][number]): Endless[] {
  const [call] = calls(trace)
  const last = call?.attempts.at(-1)
  return trace.limit?.limit !== 'attempts' || last === undefined
    ? []
    : [{ fault, limitMs: last.startMs - call!.startMs }]
}

function hostOf({ url }: AttemptView): string | null {
  return URL.canParse(url) ? new URL(url).hostname : null
}

function distinct(values: readonly (string | null)[]): string[] {
  return [...new Set(values)].filter((value) => value !== null)
}

/** Edges beyond these few retries are too many to aim at. */
const RETRIES_MAX = 8
