/** Which failures pass by themselves, so that another attempt is owed. */
import type { ErrorRecord } from '../trace/event.ts'
import type { AttemptView } from '../trace/view.ts'
import { isRefused } from './failure.ts'

/** The statuses that pass by themselves (domain rule R1). */
export const TRANSIENT_STATUSES: readonly number[] = [408, 429, 500, 502, 503, 504, 529]

/**
 * True for a transient status, and for a connection that failed before any byte of a body. Time-outs, the client's own
 * and the runtime's, are neither; a connection that the runtime gave up making is. An answer that isn't HTTP is none: who
 * asks at the wrong port, or through the wrong proxy, gets the same again.
 */
export function isTransient(attempt: AttemptView): boolean {
  if (attempt.fault === UNEXPECTED_HOST || NOT_HTTP.test(attempt.fault ?? '')) return false
  if (isRefused(attempt)) return TRANSIENT_STATUSES.includes(attempt.status) && !isLastingType(attempt.errorType)
  if (attempt.complete || attempt.bodyStarted) return false
  switch (attempt.endedBy) {
    case 'service':
      return !codes(attempt.error).some((code) => LASTING_CODES.test(code))
    case 'runtime':
      return codes(attempt.error).some((code) => code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'UND_ERR_SOCKET')
    case 'client':
    case null:
      return false
  }
}

/**
 * True for a stream that broke off with an error of its own before its first token, for a reason that passes: nobody has
 * been shown anything of the answer yet, so that another attempt is owed as after the same error with a status.
 */
export function failedBeforeFirstToken({ fault, endedBy }: AttemptView): boolean {
  const type = BEFORE_FIRST_TOKEN.exec(fault ?? '')?.[1]
  return type !== undefined && !LASTING_TYPES.has(type) && (endedBy === 'service' || endedBy === 'client')
}

/** The fault in the words of the DSL, which print where in a stream it is before all else. */
const BEFORE_FIRST_TOKEN = /^streamError\('([^']+)', \{ at: (?:0|'first-token')[ ,]/

/**
 * Types and codes of errors that a status may mask, and that no waiting cures: the credential, the request, the bill. A
 * client that reads them is right to give up, and one that goes by the status isn't wrong. Sources: the error pages of the
 * Anthropic and OpenAI APIs, November 2026.
 */
const LASTING_TYPES: ReadonlySet<string> = new Set([
  'authentication_error',
  'billing_error',
  'billing_hard_limit_reached',
  'context_length_exceeded',
  'insufficient_quota',
  'invalid_api_key',
  'invalid_request_error',
  'not_found_error',
  'permission_error',
])

function isLastingType(errorType: string | null): boolean {
  return errorType !== null && LASTING_TYPES.has(errorType)
}

/**
 * Connection errors that say nothing of passing: a name that doesn't exist, and a certificate that isn't trusted. A retry
 * is neither owed nor forbidden. Codes as Node's `dns` and OpenSSL's X509_V_ERR names have them (Node 24, November 2026).
 */
const LASTING_CODES = /^(ENOTFOUND|CERT_.*|ERR_TLS_CERT_ALTNAME_INVALID|.*SELF_SIGNED_CERT.*|UNABLE_TO_.*)$/

/** The fault in the words of the DSL. */
const NOT_HTTP = /^corrupt\('not-http'/

/** The view's word for an attempt that the drill itself refused. */
const UNEXPECTED_HOST = 'unexpected host'

function codes(error: ErrorRecord | null): string[] {
  if (error === null) return []
  return [...(error.code === null ? [] : [error.code]), ...error.causes.flatMap(codes)]
}
