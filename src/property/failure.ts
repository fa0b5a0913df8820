/** What counts as a failed attempt, and how messages name its failure. */
import type { AttemptView } from '../trace/view.ts'

/** True for a healthy answer that arrived whole, or a stream that did and was closed by the client at its last word. */
export function succeeded(attempt: AttemptView): boolean {
  if (attempt.status === null || attempt.status >= 400) return false
  return (attempt.complete && !attempt.faulty) || (attempt.endedBy === 'client' && cameToLastWord(attempt))
}

/** True for a stream that was sent whole, up to its terminator: only the length that its headers give is wrong. */
export function cameToLastWord({ stream, status, bodyStarted, fault }: AttemptView): boolean {
  return stream && status !== null && status < 400 && bodyStarted && LONG_CONTENT_LENGTH.test(fault ?? '')
}

/** The fault in the words of the DSL. Its body goes out in one piece. */
const LONG_CONTENT_LENGTH = /^corrupt\('long-content-length'/

/** True once the service had answered with an error by its status. */
export function isRefused(attempt: AttemptView): attempt is AttemptView & { readonly status: number } {
  return attempt.status !== null && attempt.status >= 400
}

/** What became of an attempt, as the words after its name: `answered 503`. */
export function failureText(attempt: AttemptView): string {
  if (isRefused(attempt)) return `answered ${attempt.status}`
  if (attempt.complete) return attempt.faulty ? `answered ${attempt.status} (${attempt.fault})` : 'succeeded'
  switch (attempt.endedBy) {
    case 'service':
      return attempt.bodyStarted ? 'was cut in its body' : 'lost its connection'
    case 'client':
      return 'was closed by the client'
    case 'runtime':
      return `was ended by the runtime (${attempt.error?.code ?? 'a default time-out'})`
    case null:
      return 'was still open'
  }
}
