/** The dialect of the Anthropic API: its statuses, its error envelope, its headers. */
import { type Answer, completeAnswer, type Headers } from '../../fault/answer.ts'
import type { ServiceRequest } from '../../fault/request.ts'
import type { StatusFault } from '../../fault/status.ts'
import { type Provider, type ProviderOptions, providerOf } from '../api.ts'
import { readModelAndStream } from '../body.ts'
import { fromGateway, gatewayAnswer } from '../gateway.ts'
import { identifier } from '../identifier.ts'
import type { AnswerContext, Dialect, HealthyAnswer } from '../provider.ts'
import { errorBody, isBeforeTheApi, streamError } from './error.ts'
import { message, tokenCount } from './message.ts'
import { models } from './models.ts'
import { findPoison } from './poison.ts'
import { rateLimitHeaders } from './rate-limit.ts'
import { messageStream, STREAM_PING } from './stream.ts'
import { countTokens } from './tokens.ts'

const STATUSES = {
  badRequest: 400,
  unauthorized: 401,
  forbidden: 403,
  notFound: 404,
  tooLarge: 413,
  rateLimited: 429,
  internalError: 500,
  badGateway: 502,
  serviceUnavailable: 503,
  gatewayTimeout: 504,
  overloaded: 529,
} as const

/** The faults of the Anthropic API by name. */
export type AnthropicFaultName = keyof typeof STATUSES

/**
 * The Anthropic API as of November 2026: `POST /v1/messages`, `POST /v1/messages/count_tokens` and `GET /v1/models`. Each
 * part names its sources: platform.claude.com/docs, `@anthropic-ai/sdk` 1.12.0, and what public threads show of the wire.
 */
export const anthropicDialect = {
  name: 'anthropic',
  hosts: ['api.anthropic.com'],
  statuses: STATUSES,
  credentialHeaders: ['x-api-key', 'authorization'],
  requestIdHeader: 'request-id',
  readRequest: readModelAndStream,
  statusAnswer,
  healthyAnswer,
  streamError,
  streamPing: STREAM_PING,
  countTokens,
  findPoison,
} as const satisfies Dialect

/**
 * The Anthropic API: `api.internalError()`, `api.overloaded()`, `api.rateLimited({ retryAfter: 30 })`…
 *
 * @param options `hosts`: the hosts that are this API. Default: `api.anthropic.com`.
 */
export function anthropic(options: ProviderOptions = {}): Provider<AnthropicFaultName> {
  return providerOf(anthropicDialect, options)
}

function statusAnswer(fault: StatusFault, _request: ServiceRequest, context: AnswerContext): Answer {
  if (fromGateway(fault)) return gatewayAnswer(fault, context)
  const requestId = identifier('req_', context)
  const headers = apiHeaders(context, isBeforeTheApi(fault) ? null : requestId, 'application/json')
  const limits = fault.status === 429 ? rateLimitHeaders(context, fault) : []
  return completeAnswer(fault.status, [...headers, ...limits], [errorBody(fault, requestId)])
}

function healthyAnswer(request: ServiceRequest, context: AnswerContext): HealthyAnswer {
  const requestId = identifier('req_', context)
  const headers = (contentType: string): Headers => [
    ...apiHeaders(context, requestId, contentType),
    ...rateLimitHeaders(context),
  ]
  const listing = models(request.path)
  if (listing !== null) return { headers: headers('application/json'), body: JSON.stringify(listing) }
  if (request.path.endsWith('/count_tokens')) {
    return { headers: headers('application/json'), body: JSON.stringify(tokenCount(request)) }
  }
  if (request.stream) {
    return { headers: headers('text/event-stream; charset=utf-8'), body: messageStream(request, context) }
  }
  return { headers: headers('application/json'), body: JSON.stringify(message(request, context)) }
}

/** As seen in public threads (anthropics/anthropic-sdk-typescript issue 616, November 2024), less what no client reads. */
function apiHeaders(context: AnswerContext, requestId: string | null, contentType: string): Headers {
  return [
    ['date', new Date(context.epochMs).toUTCString()],
    ['content-type', contentType],
    ...(requestId === null ? [] : [['request-id', requestId] as const]),
    ['server', 'cloudflare'],
  ]
}
