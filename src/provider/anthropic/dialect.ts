/** The dialect of the Anthropic API: its statuses, its error envelope, its headers. */
import { type Answer, completeAnswer, type Headers } from '../../fault/answer.ts'
import type { StatusFault } from '../../fault/fault.ts'
import type { ServiceRequest } from '../../fault/request.ts'
import { type Provider, type ProviderOptions, providerOf } from '../api.ts'
import { readModelAndStream } from '../body.ts'
import { fromGateway, gatewayAnswer } from '../gateway.ts'
import { identifier } from '../identifier.ts'
import type { AnswerContext, Dialect, HealthyAnswer } from '../provider.ts'
import { message, models, tokenCount } from './message.ts'
import { rateLimitHeaders } from './rate-limit.ts'
import { messageStream } from './stream.ts'

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
 * The Anthropic API as of November 2026. Sources: docs.anthropic.com/en/api/errors (types by status, the envelope, the
 * `request-id` header), docs.anthropic.com/en/api/rate-limits (the `anthropic-ratelimit-*` headers), and
 * `@anthropic-ai/sdk` 1.12.0 (`core/error.mjs`, `resources/shared.d.ts`, `resources/messages/messages.d.ts`).
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
  const { type, text } = errorOf(fault.status)
  const requestId = identifier('req_', context)
  const envelope = { type: 'error', error: { type, message: fault.message ?? text }, request_id: requestId }
  const limits = fault.status === 429 ? rateLimitHeaders(context, fault) : []
  return completeAnswer(
    fault.status,
    [...apiHeaders(context, requestId, 'application/json'), ...limits],
    [JSON.stringify(envelope)],
  )
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

function apiHeaders(context: AnswerContext, requestId: string, contentType: string): Headers {
  return [
    ['date', new Date(context.epochMs).toUTCString()],
    ['content-type', contentType],
    ['request-id', requestId],
    ['server', 'cloudflare'],
  ]
}

const ERRORS: Readonly<Record<number, { type: string; text: string }>> = {
  401: { type: 'authentication_error', text: 'invalid x-api-key' },
  402: { type: 'billing_error', text: 'Your credit balance is too low to access the Anthropic API.' },
  403: { type: 'permission_error', text: 'Your API key does not have permission to use the specified resource.' },
  404: { type: 'not_found_error', text: 'Not found' },
  409: { type: 'conflict_error', text: 'The request conflicts with the current state of the resource.' },
  413: { type: 'request_too_large', text: 'Request exceeds the maximum size' },
  429: { type: 'rate_limit_error', text: "This request would exceed your organization's rate limit." },
  504: { type: 'timeout_error', text: 'Request timed out' },
  529: { type: 'overloaded_error', text: 'Overloaded' },
}

/** Below 400 there is no error type of the API's own: an error body under a 200 (F16) is a broken server's `api_error`. */
function errorOf(status: number): { type: string; text: string } {
  const known = ERRORS[status]
  if (known !== undefined) return known
  const clients = status >= 400 && status < 500
  return clients
    ? { type: 'invalid_request_error', text: 'Invalid request' }
    : { type: 'api_error', text: 'Internal server error' }
}
