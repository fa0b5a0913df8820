/** The official OpenAI SDK with the dialect behind it: what it sends is answered as the API would, without a network. */
import OpenAI from 'openai'
import type { Answer } from '../../src/fault/answer.ts'
import type { ServiceRequest } from '../../src/fault/request.ts'
import type { StatusFault } from '../../src/fault/status.ts'
import { openaiDialect } from '../../src/provider/openai/dialect.ts'
import type { AnswerContext, Content, StreamPart } from '../../src/provider/provider.ts'
import { randomAt } from '../../src/random.ts'
import { aRequest } from './request.ts'

export const EPOCH_MS = Date.parse('2026-01-01T00:00:00Z')

export const CHAT = { model: 'gpt-4.1', messages: [{ role: 'user' as const, content: 'Hello' }] }

/** What an answer may draw on, at the epoch. */
export function aContext(different: Partial<AnswerContext> = {}): AnswerContext {
  return { epochMs: EPOCH_MS, random: (key) => randomAt(1, key, 0), ...different }
}

/** A request to this endpoint of the API, with this body. */
export function toOpenai(path: string, body: unknown, different: Partial<ServiceRequest> = {}): ServiceRequest {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const url = `https://api.openai.com${path}`
  const read = openaiDialect.readRequest(text, path)
  return aRequest({ url, host: 'api.openai.com', path, body: text, ...read, ...different })
}

/** The SDK before an API that is well, and has this to say. */
export function healthySdk(content: Content = 'text'): OpenAI {
  return sdk((request) => healthyResponse(request, { content }))
}

/** The SDK before an API that answers every request with this fault. */
export function faultySdk(fault: StatusFault): OpenAI {
  return sdk((request) => statusResponse(fault, request))
}

/** The SDK before an API whose streams break off after this many events, with an error in band. */
export function breakingSdk(events: number, error: { type: string; message: string }): OpenAI {
  return sdk((request) => {
    const parts = streamOf(request).slice(0, events)
    const body = [...parts.map(({ text }) => text), openaiDialect.streamError(error, request)].join('')
    return new Response(body, { headers: { 'content-type': 'text/event-stream', 'x-request-id': 'req_1' } })
  })
}

/** A true answer as fetch sees it. */
export function healthyResponse(request: ServiceRequest, context: Partial<AnswerContext> = {}): Response {
  const { headers, body } = openaiDialect.healthyAnswer(request, aContext(context))
  const text = typeof body === 'string' ? body : body.map((part) => part.text).join('')
  return new Response(text, { headers: headers.map(([name, value]) => [name, value]) })
}

/** The events of a true stream. */
export function streamOf(request: ServiceRequest, context: Partial<AnswerContext> = {}): readonly StreamPart[] {
  const { body } = openaiDialect.healthyAnswer(request, aContext(context))
  if (typeof body === 'string') throw new Error('The answer is no stream')
  return body
}

/** The answer to a fault as fetch sees it. */
export function statusResponse(
  fault: StatusFault,
  request: ServiceRequest,
  context: Partial<AnswerContext> = {},
): Response {
  const answer: Answer = openaiDialect.statusAnswer(fault, request, aContext(context))
  const head = answer.find((act) => act.act === 'head')
  if (head === undefined) throw new Error('There is no head')
  const body = answer.flatMap((act) => (act.act === 'body' ? [act.text] : [])).join('')
  return new Response(body || null, {
    status: head.status,
    headers: head.headers.map(([name, value]) => [name, value]),
  })
}

function sdk(answer: (request: ServiceRequest) => Response): OpenAI {
  const fetch = async (input: string | URL | Request, init?: RequestInit) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input)
    return answer(toOpenai(pathname, String(init?.body ?? ''), { method: init?.method ?? 'GET' }))
  }
  return new OpenAI({ apiKey: 'test', maxRetries: 0, fetch })
}
