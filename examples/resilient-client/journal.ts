/** What is written down about failures, and when somebody is woken up for them. */
import type { Request } from './attempt.ts'
import type { Failure } from './failure.ts'
import { SETTINGS } from './settings.ts'

/** A record as data: hand it to any logger. */
export type Record = Readonly<{ time: string; level: 'warn' | 'error'; what: string; [detail: string]: unknown }>

/** Takes records and alerts. */
export type Sink = (record: Record) => void

/** The record of a failed attempt. Headers and settings stay out of it: they hold the key. */
export function attemptRecord(model: string, failure: Failure): Record {
  return { time: new Date().toISOString(), level: 'warn', what: 'attempt failed', model, ...told(failure) }
}

/** The record of a failed call: all that went wrong, and what had been asked. */
export function callRecord(why: string, failures: readonly Failure[], laterId: string | null, asked: Request): Record {
  const time = new Date().toISOString()
  return {
    time,
    level: 'error',
    what: 'call failed',
    why,
    laterId,
    attempts: failures.map(told),
    asked: shortened(asked),
  }
}

function told({ kind, status, type, requestId, retryAfterMs, cause }: Failure) {
  return { kind, status, type, requestId, retryAfterMs, message: withoutKeys(String(cause)) }
}

/** The payload as far as it helps to find a fault: long texts and files are cut, and what looks like a key is taken out. */
function shortened(asked: Request): unknown {
  const text = JSON.stringify(asked, (_, value) =>
    typeof value === 'string' && value.length > TEXT_MAX ? `${value.slice(0, TEXT_MAX)}…` : value,
  )
  return JSON.parse(withoutKeys(text)) as unknown
}

function withoutKeys(text: string): string {
  return text.replaceAll(/\bsk-[\w-]{8,}/g, '[key]')
}

const TEXT_MAX = 200

/** Raises one alert when so many calls have failed within so long, and no other for as long. */
export class Alarm {
  readonly #raise: Sink
  #failedMs: number[] = []
  #raisedMs = Number.NEGATIVE_INFINITY

  constructor(raise: Sink) {
    this.#raise = raise
  }

  /** A call has failed for its caller. Attempts that a retry made up for wake nobody. */
  failed(last: Failure | null): void {
    const { after, withinMs } = SETTINGS.alarm
    const nowMs = Date.now()
    this.#failedMs = [...this.#failedMs.filter((ms) => ms > nowMs - withinMs), nowMs]
    const count = this.#failedMs.length
    if (count < after || nowMs < this.#raisedMs + withinMs) return
    this.#raisedMs = nowMs
    const time = new Date(nowMs).toISOString()
    this.#raise({ time, level: 'error', what: `${count} calls failed`, withinMs, ...(last === null ? {} : told(last)) })
  }
}
