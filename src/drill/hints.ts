/** What an answer's headers tell a client about coming back: the part of them that a trace keeps. */
import type { Headers } from '../fault/answer.ts'

/** Hints, and the date that some of them count from. */
const HINTS = new Set(['retry-after', 'retry-after-ms', 'x-should-retry', 'date'])

/** The hints among these headers, by lower-case name; all the values of each, in order. */
export function hintsIn(headers: Headers): Record<string, string[]> {
  const hints: Record<string, string[]> = {}
  for (const [name, value] of headers) {
    const lower = name.toLowerCase()
    if (HINTS.has(lower)) hints[lower] = [...(hints[lower] ?? []), value]
  }
  return hints
}
