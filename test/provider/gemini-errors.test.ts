/** The errors of the Gemini dialect: what its own SDK and its documentation expect on the wire. */
import { ApiError } from '@google/genai'
import { expect, test } from 'vitest'
import type { RetryAfterOption } from '../../src/fault/status.ts'
import { gemini, geminiDialect } from '../../src/provider/gemini/dialect.ts'
import { all, bodyOf, EPOCH_MS, errorTo, HOST, QUESTION, requestTo, STREAM, sdk, text, thrownBy } from './gemini-sdk.ts'

const api = gemini()

// ai.google.dev/gemini-api/docs/generate-content/api-errors; for 401, google/rpc/code.proto
const ERRORS = [
  [api.badRequest(), 400, 'INVALID_ARGUMENT'],
  [api.badRequest({ errorType: 'FAILED_PRECONDITION' }), 400, 'FAILED_PRECONDITION'],
  [api.unauthorized(), 401, 'UNAUTHENTICATED'],
  [api.forbidden(), 403, 'PERMISSION_DENIED'],
  [api.notFound(), 404, 'NOT_FOUND'],
  [api.rateLimited(), 429, 'RESOURCE_EXHAUSTED'],
  [api.status(499), 499, 'CANCELLED'],
  [api.internalError(), 500, 'INTERNAL'],
  [api.serviceUnavailable(), 503, 'UNAVAILABLE'],
  [api.gatewayTimeout(), 504, 'DEADLINE_EXCEEDED'],
] as const

test.each(ERRORS)(
  'the SDK throws an ApiError with the status, and the envelope as its message',
  async (fault, status, name) => {
    const error = await thrownBy(() => sdk({ error: fault }).models.generateContent(QUESTION))
    expect(error).toBeInstanceOf(ApiError)
    expect(error.status).toBe(status)
    expect(JSON.parse(error.message)).toEqual({ error: { code: status, message: expect.any(String), status: name } })
  },
)

// googleapis/js-genai issue 346: to a stream, an error comes as text/event-stream, so that the SDK wraps its text.
test.each(ERRORS)('an error instead of a stream has the type of the stream', async (fault, status, name) => {
  const error = await thrownBy(() => sdk({ error: fault }).models.generateContentStream(QUESTION))
  expect(error.status).toBe(status)
  const wrapped = JSON.parse(error.message) as { error: { message: string; code: number } }
  expect(wrapped.error.code).toBe(status)
  expect(JSON.parse(wrapped.error.message)).toMatchObject({ error: { code: status, status: name } })
})

test('an error instead of a stream that is no SSE is an array', async () => {
  const response = errorTo(api.serviceUnavailable(), { stream: true, url: `https://${HOST}${STREAM}` })
  expect(response.headers.get('content-type')).toBe('application/json; charset=UTF-8')
  expect(await response.json()).toMatchObject([{ error: { code: 503, status: 'UNAVAILABLE' } }])
})

test('a message of its own takes the place of the usual one', async () => {
  const message = 'API key not valid. Please pass a valid API key.'
  expect(await errorTo(api.badRequest({ message })).json()).toEqual({
    error: { code: 400, message, status: 'INVALID_ARGUMENT' },
  })
})

// google/rpc/error_details.proto, and the answers in google-gemini/gemini-cli issue 8437
test('a rate limit says in its details which quota it was and when to come back', async () => {
  const rateLimit = { limit: 20, remaining: 0, resetEpochMs: EPOCH_MS }
  const response = errorTo(api.rateLimited({ retryAfter: 36.5 }), { model: 'gemini-2.5-pro' }, { rateLimit })
  const { error } = (await response.json()) as { error: { message: string; details: object[] } }
  expect(error.message).toMatch(/Please retry in 36\.5s\.$/)
  expect(error.details).toEqual([
    {
      '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
      violations: [
        expect.objectContaining({ quotaDimensions: { location: 'global', model: 'gemini-2.5-pro' }, quotaValue: '20' }),
      ],
    },
    { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '36.5s' },
  ])
})

test.each([
  [30, '30s'],
  [0, '0s'],
  [100, '100s'],
  [1e-7, '0.0000001s'],
])('a delay is a protobuf duration in JSON', async (retryAfter, retryDelay) => {
  const { error } = (await errorTo(api.rateLimited({ retryAfter })).json()) as { error: { details: object[] } }
  expect(error.details[1]).toMatchObject({ retryDelay })
})

test.each<RetryAfterOption>(['soon', { dateIn: '30s' }, -1, 1e300])(
  'a retry-after that is no duration stays out of the details',
  async (retryAfter) => {
    const { error } = (await errorTo(api.rateLimited({ retryAfter })).json()) as { error: object }
    expect(error).not.toHaveProperty('details')
  },
)

test('a 502 comes from a gateway, unless it has a message of the API', async () => {
  expect(await errorTo(api.badGateway()).text()).toContain('<h1>502 Bad Gateway</h1>')
  expect(await errorTo(api.badGateway({ message: 'Oops' })).json()).toMatchObject({ error: { code: 502 } })
})

// The message is that of the SDK's own test (googleapis/js-genai, test/unit/api_client_test.ts).
test('an error inside a stream reaches the SDK as an ApiError', async () => {
  const error = { type: 'UNAVAILABLE', message: 'The model is overloaded.' }
  const stream = await sdk({ broken: error }).models.generateContentStream(QUESTION)
  const thrown = await thrownBy(() => all(stream))
  expect(thrown).toBeInstanceOf(ApiError)
  expect(thrown.status).toBe(503)
  const envelope = { error: { code: 503, message: 'The model is overloaded.', status: 'UNAVAILABLE' } }
  expect(thrown.message).toBe(`got status: UNAVAILABLE. ${JSON.stringify(envelope)}`)
})

test('an error inside a JSON array is its last element', () => {
  const request = requestTo(STREAM, '{}')
  const begun = text(bodyOf(STREAM).slice(0, 3))
  const error = geminiDialect.streamError({ type: 'INTERNAL', message: 'Oops' }, request)
  expect((JSON.parse(begun + error) as object[]).at(-1)).toEqual({
    error: { code: 500, message: 'Oops', status: 'INTERNAL' },
  })
})
