/**
 * Errors of the Anthropic API: their types by status, their envelope, their event in a stream. Sources:
 * platform.claude.com/docs/en/api/errors (types, envelope, the 413 that comes from Cloudflare), `ErrorType` and
 * `ErrorResponse` of `@anthropic-ai/sdk` 1.12.0 (`resources/shared.d.ts`), read in November 2026; texts as in public threads.
 */
import type { StatusFault } from '../../fault/status.ts'

interface ErrorText {
  readonly type: string
  readonly text: string
}

const ERRORS: Readonly<Record<number, ErrorText>> = {
  401: { type: 'authentication_error', text: 'invalid x-api-key' },
  402: { type: 'billing_error', text: 'There is a problem with your billing or payment information.' },
  403: { type: 'permission_error', text: 'Your API key does not have permission to use the specified resource.' },
  404: { type: 'not_found_error', text: 'Not found' },
  409: { type: 'conflict_error', text: 'The request conflicts with the current state of the resource.' },
  413: { type: 'request_too_large', text: 'Request exceeds the maximum size' },
  429: { type: 'rate_limit_error', text: "This request would exceed your organization's rate limit." },
  504: { type: 'timeout_error', text: 'Request timed out' },
  529: { type: 'overloaded_error', text: 'Overloaded' },
}

/**
 * Whether the error comes from Cloudflare, before any request has an id: a body that is too large. Its envelope is
 * shorter too (anthropics/anthropic-sdk-python issue 938, April 2025; earendil-works/pi issue 2734, March 2026).
 */
export function isBeforeTheApi({ status, errorType }: StatusFault): boolean {
  return status === 413 && errorType === undefined
}

/** The body of an error. */
export function errorBody(fault: StatusFault, requestId: string): string {
  const { type, text } = errorOf(fault.status)
  const error = { type: fault.errorType ?? type, message: fault.message ?? text }
  return JSON.stringify(isBeforeTheApi(fault) ? { error } : { type: 'error', error, request_id: requestId })
}

/**
 * An error inside a stream that began as a 200. The documented event has no `request_id`: the header of the answer has it.
 * Source: platform.claude.com/docs/en/build-with-claude/streaming, "Error events", read in November 2026.
 */
export function streamError({ type, message }: { type: string; message: string }): string {
  return `event: error\ndata: ${JSON.stringify({ type: 'error', error: { type, message } })}\n\n`
}

/** Below 400 there is no error type of the API's own: an error body under a 200 (F16) is a broken server's `api_error`. */
function errorOf(status: number): ErrorText {
  const known = ERRORS[status]
  if (known !== undefined) return known
  const clients = status >= 400 && status < 500
  return clients
    ? { type: 'invalid_request_error', text: 'Invalid request' }
    : { type: 'api_error', text: 'Internal server error' }
}
