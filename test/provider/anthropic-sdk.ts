/** The official SDK of the Anthropic API with a simulated service behind it, for tests of its dialect. */
import Anthropic from '@anthropic-ai/sdk'
import type { Answer } from '../../src/fault/answer.ts'
import type { Fault } from '../../src/fault/fault.ts'
import type { ServiceRequest } from '../../src/fault/request.ts'
import { anthropicDialect } from '../../src/provider/anthropic/dialect.ts'
import type { AnswerContext, Content } from '../../src/provider/provider.ts'
import { render } from '../../src/provider/render/render.ts'
import { randomAt } from '../../src/random.ts'
import { aRequest } from './request.ts'

/** The virtual time at which every answer is made. */
export const EPOCH_MS = Date.parse('2026-01-01T00:00:00Z')

/** A call that asks for nothing special. */
export const MESSAGE = {
  model: 'claude-opus-4-7',
  max_tokens: 64,
  messages: [{ role: 'user' as const, content: 'Hello' }],
}

/** The official SDK, with a service behind it that answers every request with this fault. */
export function sdk(fault: Fault): Anthropic {
  return sdkTo((request) => responseTo(fault, request))
}

/** The official SDK, with a service behind it whose true answers are about this. */
export function sdkAbout(content: Content): Anthropic {
  return sdkTo((request) => {
    const { headers, body } = anthropicDialect.healthyAnswer(aRequest(request), contextAt({ content }))
    const text = typeof body === 'string' ? body : body.map((part) => part.text).join('')
    return new Response(text, { headers: headers.map(([name, value]) => [name, value]) })
  })
}

/** The official SDK, with this behind it. */
export function sdkTo(answer: (request: Partial<ServiceRequest>) => Response): Anthropic {
  const fetch = async (input: string | URL | Request, init?: RequestInit) => {
    const url = new URL(input instanceof Request ? input.url : input)
    const body = String(init?.body ?? '')
    return answer({ path: url.pathname, body, ...anthropicDialect.readRequest(body) })
  }
  return new Anthropic({ apiKey: 'test', maxRetries: 0, fetch })
}

/** What a request gets that meets this fault. */
export function responseTo(fault: Fault, request = {}, context: Partial<AnswerContext> = {}): Response {
  return response(render(fault, aRequest(request), anthropicDialect, contextAt(context)).answer)
}

/** A context at the same time with the same chance each time. */
export function contextAt(different: Partial<AnswerContext> = {}): AnswerContext {
  return { epochMs: EPOCH_MS, random: (key) => randomAt(1, key, 0), ...different }
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
