/** How messages say times, attempts, counts and errors: the same words in every property. */
import type { ErrorRecord } from '../trace/event.ts'
import type { AttemptView } from '../trace/view.ts'

/** A virtual time or a duration, such as `1.5s`; below a millisecond in milliseconds. */
export function seconds(milliseconds: number): string {
  if (milliseconds > 0 && milliseconds < 1) return `${Number(milliseconds.toPrecision(2))}ms`
  return `${Number((milliseconds / 1000).toFixed(3))}s`
}

/** An attempt by its numbers in the trace: `attempt 3 of call 0`. */
export function attemptName(attempt: AttemptView): string {
  return attempt.call === null ? `attempt ${attempt.attempt}` : `attempt ${attempt.attempt} of call ${attempt.call}`
}

/** A count with its noun: `1 retry`, `3 retries`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}

/** The first letter as a capital, for the start of a sentence. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** An error on one line, cut to what a sentence can hold. */
export function errorText(error: ErrorRecord | null): string {
  return error === null ? 'nothing that is an error' : excerptOf(`${error.name}: ${error.message}`)
}

/** A text on one line, cut to what a sentence can hold. */
export function excerptOf(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length > TEXT_MAX ? `${line.slice(0, TEXT_MAX)}…` : line
}

/** The first few of a list of times, and how many there are besides. */
export function timesText(milliseconds: readonly number[]): string {
  const shown = milliseconds.slice(0, TIMES_MAX).map(seconds).join(', ')
  const more = milliseconds.length - TIMES_MAX
  return more > 0 ? `${shown} and ${more} more` : shown
}

const TEXT_MAX = 120
const TIMES_MAX = 8
