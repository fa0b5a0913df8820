/** The Anthropic dialect: what its own SDK and its documentation expect on the wire. */
import Anthropic from '@anthropic-ai/sdk'
import { expect, test } from 'vitest'
import type { Answer } from '../../src/fault/answer.ts'
import { type Fault, healthy } from '../../src/fault/fault.ts'
import { anthropic, anthropicDialect } from '../../src/provider/anthropic/dialect.ts'
import type { AnswerContext } from '../../src/provider/provider.ts'
import { render } from '../../src/provider/render.ts'
import { randomAt } from '../../src/random.ts'
import { aRequest } from './request.ts'

const api = anthropic()
const EPOCH_MS = Date.parse('2026-01-01T00:00:00Z')

test('a provider is plain data with the faults of its API', () => {
  expect(JSON.parse(JSON.stringify(api))).toEqual({ name: 'anthropic', hosts: ['api.anthropic.com'] })
  expect(anthropic({ hosts: ['proxy.example:8443'] }).hosts).toEqual(['proxy.example:8443'])
  expect(() => anthropic({ hosts: ['https://proxy.example'] })).toThrow('"https://proxy.example" is not a host.')
  expect(api.overloaded({ delay: '2s' })).toEqual({ kind: 'status', status: 529, delayMs: 2000 })
})

// docs.anthropic.com/en/api/errors
test.each([
  [api.badRequest(), 400, 'invalid_request_error'],
  [api.unauthorized(), 401, 'authentication_error'],
  [api.forbidden(), 403, 'permission_error'],
  [api.notFound(), 404, 'not_found_error'],
  [api.tooLarge(), 413, 'request_too_large'],
  [api.status(422), 422, 'invalid_request_error'],
  [api.rateLimited(), 429, 'rate_limit_error'],
  [api.internalError(), 500, 'api_error'],
  [api.overloaded(), 529, 'overloaded_error'],
])('an error has its type and its request id, and the SDK reads them', async (fault, status, type) => {
  const error = await sdk(fault)
    .messages.create(MESSAGE)
    .catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(Anthropic.APIError)
  expect(error).toMatchObject({ status, type, error: { type: 'error', error: { type } } })
  const { requestID, error: body } = error as { requestID: string; error: { request_id: string } }
  expect(requestID).toMatch(/^req_01[A-Za-z0-9]{22}$/)
  expect(body.request_id).toBe(requestID)
})

test.each([
  [api.badGateway(), '<h1>502 Bad Gateway</h1>'],
  [api.serviceUnavailable(), ''],
  [api.gatewayTimeout(), '<h1>504 Gateway Time-out</h1>'],
])('a gateway answers in its own way, without a request id', async (fault, text) => {
  const response = responseTo(fault)
  expect(response.headers.get('request-id')).toBeNull()
  expect(response.headers.get('content-type')).toBe(text === '' ? null : 'text/html')
  expect(await response.text()).toContain(text)
})

test('a 503 with a message comes from the API itself', async () => {
  const response = responseTo(api.serviceUnavailable({ message: 'Down for maintenance' }))
  expect(await response.json()).toMatchObject({ error: { type: 'api_error', message: 'Down for maintenance' } })
})

// docs.anthropic.com/en/api/rate-limits
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

test('the SDK gets a message of the model that it asked for', async () => {
  const message = await sdk(healthy()).messages.create(MESSAGE)
  expect(message).toMatchObject({
    id: expect.stringMatching(/^msg_01/),
    type: 'message',
    role: 'assistant',
    model: 'claude-opus-4-7',
    content: [{ type: 'text', text: 'All is well here.' }],
    stop_reason: 'end_turn',
    usage: { input_tokens: expect.any(Number), output_tokens: expect.any(Number) },
  })
  expect(message._request_id).toMatch(/^req_01/)
})

test('the SDK gets a stream with every event in its order, and puts the same message together', async () => {
  const stream = sdk(healthy()).messages.stream(MESSAGE)
  const types: string[] = []
  for await (const event of stream) types.push(event.type)
  expect([...new Set(types)]).toEqual([
    'message_start',
    'content_block_start',
    'content_block_delta',
    'content_block_stop',
    'message_delta',
    'message_stop',
  ])
  const message = await stream.finalMessage()
  expect(message).toMatchObject({ stop_reason: 'end_turn', content: [{ type: 'text', text: 'All is well here.' }] })
  expect(message.usage.output_tokens).toBe((await sdk(healthy()).messages.create(MESSAGE)).usage.output_tokens)
})

test('a stream is sent event by event, with a ping among them', () => {
  const answer = anthropicDialect.healthyAnswer(aRequest({ stream: true }), contextAt(EPOCH_MS))
  const body = typeof answer.body === 'string' ? [] : answer.body.map(({ text }) => text)
  expect(body.every((part) => /^event: \w+\ndata: \{.*\}\n\n$/.test(part))).toBe(true)
  expect(body[2]).toBe('event: ping\ndata: {"type":"ping"}\n\n')
  expect(body.length).toBeGreaterThan(6)
})

test('the SDK counts tokens and lists models', async () => {
  const client = sdk(healthy())
  expect((await client.messages.countTokens({ model: 'm', messages: MESSAGE.messages })).input_tokens).toBeGreaterThan(
    0,
  )
  expect((await client.models.retrieve('claude-x')).id).toBe('claude-x')
  expect((await client.models.list()).data[0]?.type).toBe('model')
})

test('a request is read whatever it holds', () => {
  const { readRequest } = anthropicDialect
  expect(readRequest('{"model":"m","stream":true}')).toEqual({ model: 'm', stream: true })
  for (const body of ['', 'null', '5', '{"model":5,"stream":"yes"}', '{"model":']) {
    expect(readRequest(body)).toEqual({ model: null, stream: false })
  }
})

// Helpers

const MESSAGE = { model: 'claude-opus-4-7', max_tokens: 64, messages: [{ role: 'user' as const, content: 'Hello' }] }

/** The official SDK, with a service behind it that answers every request with this fault. */
function sdk(fault: Fault): Anthropic {
  const fetch = async (input: string | URL | Request, init?: RequestInit) => {
    const url = new URL(input instanceof Request ? input.url : input)
    const body = String(init?.body ?? '')
    return responseTo(fault, { path: url.pathname, body, ...anthropicDialect.readRequest(body) })
  }
  return new Anthropic({ apiKey: 'test', maxRetries: 0, fetch })
}

function responseTo(fault: Fault, request = {}, context: Partial<AnswerContext> = {}): Response {
  return response(render(fault, aRequest(request), anthropicDialect, { ...contextAt(EPOCH_MS), ...context }))
}

function contextAt(epochMs: number): AnswerContext {
  return { epochMs, random: (key) => randomAt(1, key, 0) }
}

function response(answer: Answer): Response {
  const body = answer.flatMap((act) => (act.act === 'body' ? [act.text] : [])).join('')
  const head = answer.find((act) => act.act === 'head')
  if (head === undefined) throw new Error('There is no head')
  return new Response(body || null, {
    status: head.status,
    headers: head.headers.map(([name, value]) => [name, value]),
  })
}
