/** Durations as people write them ('12m', '1.5s', 250) and as the code wants them (milliseconds). The only door to `ms`. */
import parse, { type StringValue } from 'ms'
import { wrongUse } from './errors.ts'

/** A duration: a number of milliseconds, or a string with its unit, such as `'12m'`, `'1.5s'`, `'250ms'`. */
export type Duration = number | StringValue

/** The longest duration that anything here takes: 365 days. Longer ones are typing errors. */
export const DURATION_MAX_MS = 365 * 24 * 60 * 60 * 1000

/**
 * A duration in milliseconds.
 *
 * @param what The name of the thing, for the error: `during("12q", …)`.
 * @throws FiredrillError (`wrong-use`) for anything that is no duration, is negative, or is longer than 365 days.
 */
export function durationMs(duration: Duration, what: string): number {
  const fail = (why: string) =>
    wrongUse(`read the duration of ${what}`, why, "Give milliseconds, or a number with a unit such as '12m' or '1.5s'")
  if (typeof duration !== 'number' && typeof duration !== 'string') throw fail(`${shown(duration)} is not a duration`)
  const milliseconds = typeof duration === 'number' ? duration : parseUnit(duration)
  if (milliseconds === undefined || Number.isNaN(milliseconds)) throw fail(`"${duration}" is not a duration`)
  if (milliseconds < 0) throw fail(`${JSON.stringify(duration)} is negative`)
  if (milliseconds > DURATION_MAX_MS) throw fail(`${JSON.stringify(duration)} is longer than 365 days`)
  // -0 would come back from JSON as 0.
  return milliseconds === 0 ? 0 : milliseconds
}

/** A duration as source: the shortest exact form with a unit, else the number of milliseconds. */
export function durationSource(milliseconds: number): string {
  for (const [unit, unitMs] of UNITS) {
    const count = milliseconds / unitMs
    if (milliseconds >= unitMs && Number.isInteger(count)) return `'${count}${unit}'`
  }
  return String(milliseconds)
}

const UNITS = [
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
] as const

function shown(value: unknown): string {
  return typeof value === 'object' && value !== null ? 'an object' : String(value)
}

function parseUnit(text: string): number | undefined {
  try {
    return parse(text as StringValue)
  } catch {
    return undefined
  }
}
