/** The OpenAI dialect: its errors and headers, as its own SDK and its documentation expect them on the wire. */
import OpenAI, { type APIError } from 'openai'
import { expect, test } from 'vitest'
import { openai, openaiDialect } from '../../src/provider/openai/dialect.ts'
import { durationText } from '../../src/provider/openai/rate-limit.ts'
import { CHAT, EPOCH_MS, faultySdk, healthyResponse, healthySdk, statusResponse, toOpenai } from './openai-sdk.ts'

const api = openai()
const HELLO = toOpenai('/v1/chat/completions', CHAT)

test('a provider is plain data with the faults of its API', () => {
  expect(JSON.parse(JSON.stringify(api))).toEqual({ name: 'openai', hosts: ['api.openai.com'] })
  expect(openai({ hosts: ['mine.openai.azure.com'] }).hosts).toEqual(['mine.openai.azure.com'])
  expect(api.rateLimited({ delay: '2s' })).toEqual({ kind: 'status', status: 429, delayMs: 2000 })
})

// Classes: core/error.mjs of SDK 7.57.0, `generate`. Types and codes: developers.openai.com/api/docs/guides/error-codes,
// and the bodies that src/provider/openai/error.ts names.
test.each([
  [api.badRequest(), OpenAI.BadRequestError, 400, 'invalid_request_error', null],
  [api.unauthorized(), OpenAI.AuthenticationError, 401, 'invalid_request_error', 'invalid_api_key'],
  [api.forbidden(), OpenAI.PermissionDeniedError, 403, 'request_forbidden', 'unsupported_country_region_territory'],
  [api.notFound(), OpenAI.NotFoundError, 404, 'invalid_request_error', 'model_not_found'],
  [api.conflict(), OpenAI.ConflictError, 409, 'invalid_request_error', null],
  [api.unprocessable(), OpenAI.UnprocessableEntityError, 422, 'invalid_request_error', null],
  [api.rateLimited(), OpenAI.RateLimitError, 429, 'requests', 'rate_limit_exceeded'],
  [api.internalError(), OpenAI.InternalServerError, 500, 'server_error', null],
  [api.serviceUnavailable(), OpenAI.InternalServerError, 503, 'service_unavailable_error', 'server_is_overloaded'],
  [api.status(529), OpenAI.InternalServerError, 529, 'server_error', null],
])('an error has its class, its type and code, and its request id', async (fault, Class, status, type, code) => {
  const error = await thrownBy(faultySdk(fault))
  expect(error).toBeInstanceOf(Class)
  expect(error).toMatchObject({ status, type, code, param: null, error: { message: expect.any(String) } })
  expect((error as APIError).requestID).toMatch(/^req_[0-9a-f]{32}$/)
})

test.each([
  ['insufficient_quota', { type: 'insufficient_quota', code: 'insufficient_quota' }],
  ['credit_balance_exhausted', { type: 'insufficient_quota', code: 'credit_balance_exhausted' }],
  ['slow_down', { type: 'rate_limit_error', code: 'slow_down' }],
  ['tokens', { type: 'tokens', code: 'rate_limit_exceeded' }],
  ['a_code_of_tomorrow', { type: 'invalid_request_error', code: 'a_code_of_tomorrow' }],
])('a 429 can be %s', async (errorType, expected) => {
  const error = await thrownBy(faultySdk(api.rateLimited({ errorType })))
  expect(error).toBeInstanceOf(OpenAI.RateLimitError)
  expect(error).toMatchObject(expected)
})

test("an exhausted quota says so in the API's words", async () => {
  const error = await thrownBy(faultySdk(api.rateLimited({ errorType: 'insufficient_quota' })))
  expect((error as Error).message).toMatch(/^429 You exceeded your current quota, please check your plan and billing/)
})

test('a path that is none of the API is not a model that is missing', async () => {
  const response = statusResponse(api.notFound(), toOpenai('/v1/nothing', '', { method: 'GET' }))
  expect(await response.json()).toMatchObject({ error: { message: 'Invalid URL (GET /v1/nothing)', code: null } })
})

test.each([
  [api.badGateway(), '<h1>502 Bad Gateway</h1>'],
  [api.gatewayTimeout(), '<h1>504 Gateway Time-out</h1>'],
])('a gateway answers in its own way, without a request id', async (fault, text) => {
  const response = statusResponse(fault, HELLO)
  expect(response.headers.get('x-request-id')).toBeNull()
  expect(response.headers.get('content-type')).toBe('text/html')
  expect(await response.text()).toContain(text)
  expect(await thrownBy(faultySdk(fault))).toMatchObject({ status: fault.status, code: undefined, type: undefined })
})

test('a 502 with a message or a type comes from the API itself', async () => {
  for (const fault of [api.badGateway({ message: 'Down' }), api.gatewayTimeout({ errorType: 'server_error' })]) {
    const error = await thrownBy(faultySdk(fault))
    expect(error).toMatchObject({ type: 'server_error', requestID: expect.stringMatching(/^req_/) })
  }
})

// developers.openai.com/api/docs/guides/rate-limits, "Rate limits in headers"
test('a rate limit shows its state as durations, and no retry-after of its own', () => {
  const headers = statusResponse(api.rateLimited(), HELLO).headers
  expect(headers.get('x-ratelimit-remaining-requests')).toBe('0')
  expect(headers.get('x-ratelimit-reset-requests')).toBe('1m0s')
  expect(headers.has('retry-after')).toBe(false)
  const hinted = statusResponse(api.rateLimited({ retryAfter: 30 }), HELLO).headers
  expect(hinted.get('x-ratelimit-reset-requests')).toBe('30s')
})

test('tokens run out apart from requests', () => {
  const headers = statusResponse(api.rateLimited({ errorType: 'tokens', retryAfter: 6 }), HELLO).headers
  expect(headers.get('x-ratelimit-remaining-tokens')).toBe('0')
  expect(headers.get('x-ratelimit-reset-tokens')).toBe('6s')
  expect(headers.get('x-ratelimit-remaining-requests')).not.toBe('0')
})

test('a limit in force is told as it stands', () => {
  const rateLimit = { limit: 50, remaining: 12, resetEpochMs: EPOCH_MS + 1500 }
  const headers = healthyResponse(HELLO, { rateLimit }).headers
  expect(headers.get('x-ratelimit-limit-requests')).toBe('50')
  expect(headers.get('x-ratelimit-remaining-requests')).toBe('12')
  expect(headers.get('x-ratelimit-reset-requests')).toBe('1.5s')
})

test('a healthy account is far from its limits', () => {
  const headers = healthyResponse(HELLO).headers
  for (const kind of ['requests', 'tokens']) {
    const [limit, remaining] = ['limit', 'remaining'].map((name) => Number(headers.get(`x-ratelimit-${name}-${kind}`)))
    expect(remaining).toBeGreaterThan(0.9 * limit!)
    expect(headers.get(`x-ratelimit-reset-${kind}`)).toMatch(/^\d+m?s$/)
  }
})

// pkg.go.dev/time#Duration.String: leading units of zero are left out, and less than a second is in a smaller unit.
test.each([
  [0, '0s'],
  [9, '9ms'],
  [1000, '1s'],
  [1500, '1.5s'],
  [28_700, '28.7s'],
  [60_000, '1m0s'],
  [360_000, '6m0s'],
  [432_000, '7m12s'],
  [3_600_500, '1h0m0.5s'],
])('%i ms are written as %s', (ms, text) => {
  expect(durationText(ms)).toBe(text)
})

// developers.openai.com/api/reference, "Debugging requests"
test('every answer can be traced', async () => {
  const { response, request_id } = await healthySdk().chat.completions.create(CHAT).withResponse()
  expect(request_id).toMatch(/^req_[0-9a-f]{32}$/)
  expect(response.headers.get('openai-version')).toBe('2020-10-01')
  expect(response.headers.get('openai-processing-ms')).toMatch(/^\d+$/)
})

test('a request is read whatever it holds', () => {
  const { readRequest } = openaiDialect
  expect(readRequest('{"model":"m","stream":true}', '/v1/responses')).toEqual({ model: 'm', stream: true })
  for (const body of ['', 'null', '5', '{"model":5,"stream":"yes"}', '{"model":']) {
    expect(readRequest(body, '/v1/chat/completions')).toEqual({ model: null, stream: false })
  }
  const azure = '/openai/deployments/my-gpt/chat/completions?api-version=2024-10-21'
  expect(readRequest('{"stream":true}', azure)).toEqual({ model: 'my-gpt', stream: true })
})

// "Your rate limit is calculated as the maximum of max_tokens and the estimated number of tokens" (rate-limits guide)
test('a request costs the greater of what it says and what it lets be said', () => {
  const text = 'x'.repeat(4000)
  const costOf = (more: object) => {
    const body = { model: 'm', messages: [{ role: 'user', content: text }], ...more }
    const { input, output } = openaiDialect.countTokens(toOpenai('/v1/chat/completions', body))
    expect(input).toBeGreaterThanOrEqual(1000)
    return { sum: input + output, input }
  }
  const { sum, input } = costOf({})
  expect(sum).toBe(input)
  expect(costOf({ max_completion_tokens: 10 }).sum).toBe(input)
  expect(costOf({ max_tokens: 5000 }).sum).toBe(5000)
  const responses = toOpenai('/v1/responses', { model: 'm', input: 'Hello', max_output_tokens: 700 })
  const cost = openaiDialect.countTokens(responses)
  expect(cost.input + cost.output).toBe(700)
})

test('an image costs by its size, not by its bytes', () => {
  const image = { type: 'image_url', image_url: { url: `data:image/png;base64,${'A'.repeat(400_000)}` } }
  const request = toOpenai('/v1/chat/completions', { model: 'm', messages: [{ role: 'user', content: [image] }] })
  expect(openaiDialect.countTokens(request).input).toBeLessThan(200)
})

// Helpers

async function thrownBy(client: OpenAI): Promise<unknown> {
  return client.chat.completions.create(CHAT).then(
    () => new Error('It did not fail'),
    (error: unknown) => error,
  )
}
