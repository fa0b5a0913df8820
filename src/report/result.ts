/** The result of a run as one JSON object: what `--json` prints, and what other programs may rely on. */
import type { PropertyVerdict, RuleId } from '../property/property.ts'
import { type RunVerdict, runVerdict } from '../property/verdict.ts'
import type { ErrorRecord, LimitReached, Outcome, TraceEvent } from '../trace/event.ts'
import type { Trace } from '../trace/trace.ts'
import { type AttemptView, attempts, type CallView, calls } from '../trace/view.ts'
import type { Run } from './run.ts'

/** The result of a run. All times are virtual milliseconds since the drill began, but for `wallMs`. */
export interface RunResult {
  readonly schemaVersion: 1
  readonly scenario: string
  readonly client: string
  readonly seed: number
  readonly verdict: RunVerdict['verdict']
  readonly properties: readonly PropertyRecord[]
  readonly calls: readonly CallRecord[]
  readonly attempts: readonly AttemptRecord[]
  /** The limit that ended the drill, or null. */
  readonly limit: LimitReached | null
  readonly virtualMs: number
  readonly wallMs: number
}

/** What a property said. */
export interface PropertyRecord {
  readonly id: string
  readonly rule: RuleId
  readonly verdict: PropertyVerdict
  readonly message: string
  /** `advice`: a violation of it is no failure. Left out: it is one. */
  readonly severity?: 'advice'
  /** The events that prove it, in order. */
  readonly evidence: readonly TraceEvent[]
}

/** One call of the application. */
export interface CallRecord {
  readonly call: number
  readonly startMs: number
  readonly endMs: number | null
  /** How many attempts it made. */
  readonly attempts: number
  readonly outcome: Outcome
  readonly error: ErrorRecord | null
}

/** One request on the wire; without a number, a connection that was refused before any request. */
export interface AttemptRecord {
  readonly attempt: number | null
  readonly call: number | null
  readonly startMs: number
  readonly endMs: number | null
  readonly method: string | null
  readonly url: string | null
  readonly model: string | null
  readonly fault: string | null
  /** The status that went out, or null when none did. */
  readonly status: number | null
  /** Why it ended without a complete answer, or null when it had one. */
  readonly error: ErrorRecord | null
}

/** The result of a run. */
export function runResult({ trace, results, required, wallMs }: Run): RunResult {
  return {
    schemaVersion: 1,
    scenario: trace.scenario,
    client: trace.client,
    seed: trace.seed,
    verdict: runVerdict(trace, results, required).verdict,
    properties: results.map(({ id, rule, verdict, message, severity, evidence }) => ({
      id,
      rule,
      verdict,
      message,
      ...(severity === undefined ? {} : { severity }),
      evidence: evidence.flatMap((place) => trace.events[place] ?? []),
    })),
    calls: calls(trace).map(callRecord),
    attempts: attemptRecords(trace),
    limit: trace.limit,
    virtualMs: trace.virtualMs,
    wallMs,
  }
}

function callRecord({ call, startMs, endMs, attempts, outcome, error }: CallView): CallRecord {
  return { call, startMs, endMs, attempts: attempts.length, outcome, error }
}

function attemptRecords(trace: Trace): AttemptRecord[] {
  const refused = trace.events.filter((event) => event.kind === 'unexpected-host')
  const byAttempt = new Map(refused.map((event) => [event.attempt, event]))
  const sent = attempts(trace).map((view) => attemptRecord(view, byAttempt.get(view.attempt)))
  return [...sent, ...refused.filter(({ attempt }) => attempt === null).map(connectionRecord)]
}

type UnexpectedHost = Extract<TraceEvent, { kind: 'unexpected-host' }>

function attemptRecord(view: AttemptView, refused: UnexpectedHost | undefined): AttemptRecord {
  const { attempt, call, startMs, endMs, method, url, model, fault, status } = view
  const error = refused === undefined ? view.error : refusal(refused)
  return { attempt, call, startMs, endMs, method, url, model, fault, status, error }
}

function connectionRecord(event: UnexpectedHost): AttemptRecord {
  return {
    attempt: null,
    call: event.call,
    startMs: event.t,
    endMs: event.t,
    method: null,
    url: null,
    model: null,
    fault: 'unexpected host',
    status: null,
    error: refusal(event),
  }
}

function refusal({ message }: UnexpectedHost): ErrorRecord {
  return { name: 'UnexpectedHost', message, status: null, code: 'ECONNREFUSED', requestId: null, causes: [] }
}
