/** Problem details: what RFC 9457 and the draft of the rate limit headers say. */
import { expect, test } from 'vitest'
import type { StatusFault } from '../../src/fault/status.ts'
import { json, jsonDialect } from '../../src/provider/json.ts'
import { problem, problemDialect } from '../../src/provider/problem.ts'
import type { AnswerContext, Dialect } from '../../src/provider/provider.ts'
import { randomAt } from '../../src/random.ts'
import { aRequest } from './request.ts'

const api = problem()
const EPOCH_MS = Date.parse('2026-01-01T00:00:00Z')

test('a provider is plain data with the faults of its API', () => {
  expect(JSON.parse(JSON.stringify(api))).toEqual({ name: 'problem', hosts: [] })
  expect(problem({ hosts: ['api.example.com'] }).hosts).toEqual(['api.example.com'])
})

// RFC 9457, 4.2.1: the title of about:blank is the phrase of the status
test.each([
  [api.badRequest(), 400, 'Bad Request'],
  [api.unauthorized(), 401, 'Unauthorized'],
  [api.forbidden(), 403, 'Forbidden'],
  [api.notFound(), 404, 'Not Found'],
  [api.conflict(), 409, 'Conflict'],
  [api.status(410), 410, 'Gone'],
  // RFC 9110, 15.5.14 and 15.5.21
  [api.tooLarge(), 413, 'Content Too Large'],
  [api.unprocessable(), 422, 'Unprocessable Content'],
  [api.rateLimited(), 429, 'Too Many Requests'],
  [api.internalError(), 500, 'Internal Server Error'],
  // RFC 9110, 15: an unknown status is understood as the first of its class
  [api.status(418), 418, 'Bad Request'],
  [api.status(599), 599, 'Internal Server Error'],
])('an error is a blank problem that says what its status says', async (fault, status, title) => {
  const response = responseTo(fault)
  expect(response.status).toBe(status)
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  const id = response.headers.get('x-request-id')
  expect(id).toMatch(/^req_01[A-Za-z0-9]{22}$/)
  expect(await response.json()).toEqual({ type: 'about:blank', title, status, instance: `/problems/${id}` })
})

test('a fault can name the type of the problem, and what happened', async () => {
  const type = 'https://example.com/problems/out-of-credit'
  const body = await responseTo(api.forbidden({ errorType: type, message: 'Your balance is 30.' })).json()
  expect(body).toMatchObject({ type, status: 403, detail: 'Your balance is 30.' })
})

test('a gateway answers in its own way, unless the API has something to say', async () => {
  expect(await responseTo(api.badGateway()).text()).toContain('<h1>502 Bad Gateway</h1>')
  expect(await responseTo(api.serviceUnavailable({ message: 'Upgrading.' })).json()).toMatchObject({
    title: 'Service Unavailable',
    detail: 'Upgrading.',
  })
  expect(await responseTo(api.serviceUnavailable({ errorType: '/problems/upgrade' })).json()).toMatchObject({
    type: '/problems/upgrade',
  })
})

// draft-ietf-httpapi-ratelimit-headers-11, 3.2 and 4.2
test('a limit in force shows in the fields of the draft, on good answers and on bad ones', () => {
  const rateLimit = { limit: 100, remaining: 50, resetEpochMs: EPOCH_MS + 29_500 }
  for (const { headers } of [responseTo(api.rateLimited(), { rateLimit }), healthy({ rateLimit })]) {
    expect(headers.get('ratelimit-policy')).toBe('"default";q=100;w=60')
    expect(headers.get('ratelimit')).toBe('"default";r=50;t=30')
  }
  expect(responseTo(api.rateLimited()).headers.has('ratelimit')).toBe(false)
})

test('health is a resource', async () => {
  const response = healthy()
  expect(response.headers.get('content-type')).toBe('application/json')
  expect(await response.json()).toMatchObject({ status: 'ok' })
  expect(problemDialect.readRequest()).toEqual({ model: null, stream: false })
})

test('the type of an error stands in the envelope of a JSON API too', async () => {
  const fault = json().badRequest({ errorType: 'bad_name' })
  expect(await responseTo(fault, {}, jsonDialect).json()).toMatchObject({ error: { status: 400, type: 'bad_name' } })
})

// Helpers

function responseTo(fault: StatusFault, context: Partial<AnswerContext> = {}, dialect: Dialect = problemDialect) {
  const answer = dialect.statusAnswer(fault, aRequest(), contextWith(context))
  const body = answer.flatMap((act) => (act.act === 'body' ? [act.text] : [])).join('')
  const head = answer.find((act) => act.act === 'head')
  if (head === undefined) throw new Error('There is no head')
  return new Response(body || null, {
    status: head.status,
    headers: head.headers.map(([name, value]): [string, string] => [name, value]),
  })
}

function healthy(context: Partial<AnswerContext> = {}): Response {
  const { headers, body } = problemDialect.healthyAnswer(aRequest(), contextWith(context))
  return new Response(String(body), { headers: headers.map(([name, value]): [string, string] => [name, value]) })
}

function contextWith(context: Partial<AnswerContext>): AnswerContext {
  return { epochMs: EPOCH_MS, random: (key) => randomAt(1, key, 0), ...context }
}
