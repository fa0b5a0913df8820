/** The scenarios of the traps that real clients fell into: the words of the faults that the default client met. */
import type { Expectations } from './expectations.ts'

export const TRAPS: Expectations = {
  '429-turned-500-by-proxy': ['api.internalError()'],
  '429-without-end': ['api.rateLimited()'],
  'abort-ignored-in-backoff': ['api.rateLimited({ retryAfter: 20 })'],
  'app-retries-times-sdk-retries': ['api.serviceUnavailable()'],
  'attempt-timeout-taken-for-total': ['api.gatewayTimeout({ delay: 29500 })'],
  'breaker-stuck-half-open': ['api.internalError()', 'silence()'],
  'chain-replayed-from-dead-head': ['api.overloaded()'],
  'context-overflow-resent': ["api.badRequest({ errorType: 'context_length_exceeded' })"],
  'counter-reset-by-fallback': ['api.overloaded()'],
  'counter-reset-by-recovery': ['api.overloaded()', 'streamCut()'],
  'cut-stream-stored-as-complete': [
    "streamCut({ how: 'close' })",
    "streamEnd({ at: 'half' })",
    "streamEnd({ at: 'first-token' })",
  ],
  'cut-tool-arguments-executed': [
    "streamEnd({ at: 'tool-input' })",
    "streamCut({ at: 'tool-input' })",
    'healthy({ toolCall: true })',
  ],
  'error-body-as-answer': [
    'api.overloaded({ sentAs: 200 })',
    'api.rateLimited({ sentAs: 200 })',
    'api.unauthorized({ sentAs: 200 })',
    'api.internalError({ sentAs: 200 })',
  ],
  'fallback-never-tried-for-streams': ["streamError('overloaded_error', { at: 'first-token' })"],
  'fallback-waits-out-cooldown': ['api.rateLimited({ retryAfter: 50 })'],
  'garbage-retry-after-means-now': [
    "api.rateLimited({ retryAfter: 'in a moment' })",
    "api.rateLimited({ retryAfter: 'NaN' })",
    'api.rateLimited({ retryAfter: -1 })',
    "api.rateLimited({ retryAfter: 'Thu, 01 Jan 2015 00:00:00 GMT' })",
    "api.rateLimited({ retryAfter: '' })",
  ],
  'mid-stream-overload-not-retried': ["streamError('overloaded_error', { at: 'first-token' })"],
  'per-attempt-timeout-multiplied': ['silence()'],
  'probe-slot-never-released': ['api.serviceUnavailable()', 'api.notFound()'],
  'retry-after-a-day': ['api.rateLimited({ retryAfter: 82800 })'],
  'retry-after-one-ninety-times': ['api.rateLimited({ retryAfter: 1 })'],
  'same-wait-for-all': ['api.overloaded()'],
  'sent-after-abort': ['silence()'],
  'stream-without-idle-timeout': ['streamStall()'],
}
