/** The scenarios of the gallery's own folder: the words of the faults that the default client must have met in each. */
import type { Expectations } from './expectations.ts'

export const ROWS: Expectations = {
  'bad-request': ["api.badRequest({ message: 'prompt is too long: 250000 tokens > 200000 maximum' })"],
  'burst-500': ['api.internalError()'],
  'caller-gives-up': ['api.internalError()', 'silence()'],
  'connection-resets': ['reset()', "reset({ at: 'body' })"],
  flapping: ['api.serviceUnavailable()', 'healthy()'],
  'gateway-trouble': ['api.badGateway()', 'api.serviceUnavailable()', 'api.gatewayTimeout()'],
  'long-outage-many-callers': ['api.internalError()', 'api.overloaded()'],
  'masked-rate-limit': ['api.internalError()', 'healthy()'],
  'odd-retry-after': [
    "api.rateLimited({ retryAfter: 'soon' })",
    'api.rateLimited({ retryAfter: -5 })',
    "api.rateLimited({ retryAfter: 'Wed, 21 Oct 2015 07:28:00 GMT' })",
    'api.rateLimited({ retryAfter: 0 })',
    'api.rateLimited({ retryAfter: 1.5 })',
    "api.rateLimited({ retryAfter: { dateIn: '20s' } })",
    'api.rateLimited({ retryAfter: 99999999999 })',
    'api.rateLimited({ retryAfter: 30, retryAfterMs: 1500 })',
    "api.rateLimited({ retryAfter: '' })",
  ],
  'one-in-ten': ['api.internalError()', 'healthy()'],
  'opus-down': ['api.overloaded()'],
  outage: ['api.internalError()', 'api.badGateway()', 'api.gatewayTimeout()', 'healthy()'],
  overloaded: ['api.overloaded()', 'healthy()'],
  'rate-limited': ['api.rateLimited({ retryAfter: 28 })', 'healthy()'],
  'retry-after-an-hour': ['api.rateLimited({ retryAfter: 3600 })'],
  'revoked-key': ['api.unauthorized()'],
  silence: ['silence()', "silence({ at: 'body' })"],
  'slow-answers': ["healthy({ delay: '90s' })", "healthy({ bodyDelay: '90s' })", "api.gatewayTimeout({ delay: '1m' })"],
  'stalled-body': ["silence({ at: 'body' })"],
}
