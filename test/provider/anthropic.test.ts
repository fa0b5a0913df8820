/** The Anthropic dialect: the statuses, errors and headers that its own SDK and its documentation expect on the wire. */
import Anthropic from '@anthropic-ai/sdk'
import { expect, test } from 'vitest'
import { healthy } from '../../src/fault/healthy.ts'
import { anthropic, anthropicDialect } from '../../src/provider/anthropic/dialect.ts'
import { EPOCH_MS, MESSAGE, responseTo, sdk } from './anthropic-sdk.ts'

const api = anthropic()

test('a provider is plain data with the faults of its API', () => {
  expect(JSON.parse(JSON.stringify(api))).toEqual({ name: 'anthropic', hosts: ['api.anthropic.com'] })
  expect(anthropic({ hosts: ['proxy.example:8443'] }).hosts).toEqual(['proxy.example:8443'])
  expect(() => anthropic({ hosts: ['https://proxy.example'] })).toThrow('"https://proxy.example" is not a host.')
  expect(api.overloaded({ delay: '2s' })).toEqual({ kind: 'status', status: 529, delayMs: 2000 })
})

// Types: platform.claude.com/docs/en/api/errors, and `ErrorType` of the SDK (resources/shared.d.ts). Classes: the SDK's
// STATUS_ERROR_CLASSES (core/error.mjs).
test.each([
  [api.badRequest(), 400, 'invalid_request_error', 'BadRequestError'],
  [api.unauthorized(), 401, 'authentication_error', 'AuthenticationError'],
  [api.status(402), 402, 'billing_error', 'PaymentRequiredError'],
  [api.forbidden(), 403, 'permission_error', 'PermissionDeniedError'],
  [api.notFound(), 404, 'not_found_error', 'NotFoundError'],
  [api.status(408), 408, 'invalid_request_error', 'RequestTimeoutError'],
  [api.status(409), 409, 'conflict_error', 'ConflictError'],
  [api.status(422), 422, 'invalid_request_error', 'UnprocessableEntityError'],
  [api.rateLimited(), 429, 'rate_limit_error', 'RateLimitError'],
  [api.internalError(), 500, 'api_error', 'InternalServerError'],
  [api.gatewayTimeout({ message: 'The request timed out' }), 504, 'timeout_error', 'GatewayTimeoutError'],
  [api.overloaded(), 529, 'overloaded_error', 'OverloadedError'],
] as const)(
  'an error has its type and its request id, and the SDK reads them',
  async (fault, status, type, className) => {
    const error = await failureOf(sdk(fault))
    expect(error.name).toBe(className)
    expect(error).toMatchObject({ status, type, error: { type: 'error', error: { type } } })
    expect(error.requestID).toMatch(/^req_01[A-Za-z0-9]{22}$/)
    expect((error.error as { request_id: string }).request_id).toBe(error.requestID)
  },
)

// "The error is returned from Cloudflare before the request reaches our API servers": errors#request-size-limits. The
// envelope as in anthropics/anthropic-sdk-python issue 938.
test('a body that is too large is refused before it has a request id', async () => {
  const error = await failureOf(sdk(api.tooLarge()))
  expect(error.name).toBe('ContentTooLargeError')
  expect(error).toMatchObject({ status: 413, type: 'request_too_large', requestID: null })
  expect(error.error).toEqual({ error: { type: 'request_too_large', message: expect.any(String) } })
})

test('a fault can have a type and a message of its own, and comes from the API then', async () => {
  const spent = await failureOf(sdk(api.badRequest({ errorType: 'billing_error', message: 'Out of credit' })))
  expect(spent).toMatchObject({ status: 400, type: 'billing_error', apiMessage: 'Out of credit' })
  const window = await failureOf(sdk(api.tooLarge({ errorType: 'invalid_request_error' })))
  expect(window).toMatchObject({
    status: 413,
    type: 'invalid_request_error',
    requestID: expect.stringMatching(/^req_/),
  })
  const busy = await failureOf(sdk(api.serviceUnavailable({ errorType: 'overloaded_error' })))
  expect(busy).toMatchObject({ status: 503, type: 'overloaded_error' })
})

test('a gateway answers without a request id, and the SDK says what it can', async () => {
  const error = await failureOf(sdk(api.badGateway()))
  expect(error).toBeInstanceOf(Anthropic.InternalServerError)
  expect(error).toMatchObject({ status: 502, requestID: null, type: null })
})

test('a 503 with a message comes from the API itself', async () => {
  const response = responseTo(api.serviceUnavailable({ message: 'Down for maintenance' }))
  expect(await response.json()).toMatchObject({ error: { type: 'api_error', message: 'Down for maintenance' } })
})

// platform.claude.com/docs/en/api/rate-limits
test('a rate limit shows its state, and no retry-after unless the fault says so', () => {
  const plain = responseTo(api.rateLimited()).headers
  expect(plain.get('anthropic-ratelimit-requests-remaining')).toBe('0')
  expect(plain.get('anthropic-ratelimit-requests-reset')).toBe('2026-01-01T00:01:00Z')
  expect(plain.has('retry-after')).toBe(false)
  const dated = responseTo(api.rateLimited({ retryAfter: 30 })).headers
  expect(dated.get('retry-after')).toBe('30')
  expect(dated.get('anthropic-ratelimit-requests-reset')).toBe('2026-01-01T00:00:30Z')
})

test('a limit in force is told as it stands', () => {
  const rateLimit = { limit: 50, remaining: 12, resetEpochMs: EPOCH_MS + 1500 }
  const headers = responseTo(healthy(), {}, { rateLimit }).headers
  expect(headers.get('anthropic-ratelimit-requests-limit')).toBe('50')
  expect(headers.get('anthropic-ratelimit-requests-remaining')).toBe('12')
  expect(headers.get('anthropic-ratelimit-requests-reset')).toBe('2026-01-01T00:00:02Z')
})

test('a request is read whatever it holds', () => {
  const { readRequest } = anthropicDialect
  expect(readRequest('{"model":"m","stream":true}')).toEqual({ model: 'm', stream: true })
  for (const body of ['', 'null', '5', '{"model":5,"stream":"yes"}', '{"model":']) {
    expect(readRequest(body)).toEqual({ model: null, stream: false })
  }
})

// Helpers

async function failureOf(client: Anthropic) {
  const outcome = await client.messages.create(MESSAGE).catch((thrown: unknown) => thrown)
  if (outcome instanceof Anthropic.APIError) return outcome
  throw new Error('It did not fail as an API does', { cause: outcome })
}
