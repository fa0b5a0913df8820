/** The dialect of the OpenAI API: its statuses, its headers, and which answer belongs to which endpoint. */
import { type Answer, completeAnswer, type Headers } from '../../fault/answer.ts'
import type { ServiceRequest } from '../../fault/request.ts'
import type { StatusFault } from '../../fault/status.ts'
import { type Provider, type ProviderOptions, providerOf } from '../api.ts'
import { gatewayAnswer } from '../gateway.ts'
import type { AnswerContext, Dialect, HealthyAnswer } from '../provider.ts'
import { completion, completionStream } from './chat.ts'
import { embeddings, moderations } from './embedding.ts'
import { errorBody, streamErrorEvent } from './error.ts'
import { requestId } from './ids.ts'
import { models } from './models.ts'
import { findPoison, paramOf } from './poison.ts'
import { rateLimitHeaders } from './rate-limit.ts'
import { endpointOf, readRequest } from './request.ts'
import { response, responseStream } from './responses.ts'
import { countTokens } from './tokens.ts'

const STATUSES = {
  badRequest: 400,
  unauthorized: 401,
  forbidden: 403,
  notFound: 404,
  conflict: 409,
  unprocessable: 422,
  rateLimited: 429,
  internalError: 500,
  badGateway: 502,
  serviceUnavailable: 503,
  gatewayTimeout: 504,
} as const

/** The faults of the OpenAI API by name. */
export type OpenaiFaultName = keyof typeof STATUSES

/**
 * The OpenAI API as of November 2026: chat completions, responses, embeddings, moderations and models. Sources:
 * developers.openai.com/api/docs/guides/error-codes and /guides/rate-limits, developers.openai.com/api/reference
 * ("Debugging requests": the headers), and `openai` 7.57.0 (`core/error.mjs`, `core/streaming.mjs`, `resources/`). A 503
 * is the API's own (`server_is_overloaded`); 502 and 504 come from the gateway before it, which is Cloudflare's.
 */
export const openaiDialect = {
  name: 'openai',
  hosts: ['api.openai.com'],
  statuses: STATUSES,
  credentialHeaders: ['authorization', 'api-key'],
  requestIdHeader: 'x-request-id',
  readRequest,
  statusAnswer,
  healthyAnswer,
  streamError: (error, { path }) => streamErrorEvent(error, endpointOf(path) === 'responses'),
  streamPing: ': keep-alive\n\n',
  countTokens,
  findPoison,
} as const satisfies Dialect

/**
 * The OpenAI API: `api.internalError()`, `api.rateLimited({ errorType: 'insufficient_quota' })`…
 *
 * @param options `hosts`: the hosts that are this API. Default: `api.openai.com`.
 */
export function openai(options: ProviderOptions = {}): Provider<OpenaiFaultName> {
  return providerOf(openaiDialect, options)
}

function statusAnswer(fault: StatusFault, request: ServiceRequest, context: AnswerContext): Answer {
  const silent = fault.message === undefined && fault.errorType === undefined
  if (silent && (fault.status === 502 || fault.status === 504)) return gatewayAnswer(fault, context)
  const error = errorBody(fault, request, paramOf(fault, request))
  const headers = apiHeaders(context, 'application/json')
  const limits =
    error.code === 'rate_limit_exceeded'
      ? rateLimitHeaders(request, context, error.type === 'tokens' ? 'tokens' : 'requests', fault)
      : []
  return completeAnswer(fault.status, [...headers, ...limits], [JSON.stringify({ error })])
}

function healthyAnswer(request: ServiceRequest, context: AnswerContext): HealthyAnswer {
  const endpoint = endpointOf(request.path)
  const limits = endpoint === 'models' || endpoint === 'other' ? [] : rateLimitHeaders(request, context)
  if (request.stream && (endpoint === 'chat' || endpoint === 'responses')) {
    return {
      headers: [...apiHeaders(context, 'text/event-stream; charset=utf-8'), ...limits],
      body: endpoint === 'chat' ? completionStream(request, context) : responseStream(request, context),
    }
  }
  const headers = [...apiHeaders(context, 'application/json'), ...limits]
  return { headers, body: JSON.stringify(wholeBody(request, context)) }
}

function wholeBody(request: ServiceRequest, context: AnswerContext): object {
  switch (endpointOf(request.path)) {
    case 'chat':
      return completion(request, context)
    case 'responses':
      return response(request, context)
    case 'embeddings':
      return embeddings(request)
    case 'moderations':
      return moderations(request, context)
    case 'models':
      return models(request.path)
    case 'other':
      return { ok: true }
  }
}

function apiHeaders(context: AnswerContext, contentType: string): Headers {
  return [
    ['date', new Date(context.epochMs).toUTCString()],
    ['content-type', contentType],
    ['openai-version', '2020-10-01'],
    ['openai-processing-ms', String(1 + Math.floor(context.random('processing') * 99))],
    ['x-request-id', requestId(context)],
    ['server', 'cloudflare'],
  ]
}
