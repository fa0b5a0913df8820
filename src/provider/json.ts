/** A generic JSON API, for clients of services that have no dialect of their own. */
import { type Answer, completeAnswer, type Headers } from '../fault/answer.ts'
import type { StatusFault } from '../fault/fault.ts'
import type { ServiceRequest } from '../fault/request.ts'
import { type Provider, type ProviderOptions, providerOf } from './api.ts'
import { readModelAndStream } from './body.ts'
import { fromGateway, gatewayAnswer } from './gateway.ts'
import { identifier } from './identifier.ts'
import type { AnswerContext, Dialect, HealthyAnswer } from './provider.ts'

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
} as const

/** The faults of a generic JSON API by name. */
export type JsonFaultName = keyof typeof STATUSES

/** Errors are `{"error":{"status":500,"message":"…"}}`, health is `{"ok":true}`, ids travel in `x-request-id`. */
export const jsonDialect = {
  name: 'json',
  hosts: [],
  statuses: STATUSES,
  credentialHeaders: ['authorization', 'x-api-key', 'api-key'],
  requestIdHeader: 'x-request-id',
  readRequest: readModelAndStream,
  statusAnswer,
  healthyAnswer,
} as const satisfies Dialect

/**
 * A generic JSON API.
 *
 * @param options `hosts`: the hosts that are this API. Default: every host that has no other meaning.
 */
export function json(options: ProviderOptions = {}): Provider<JsonFaultName> {
  return providerOf(jsonDialect, options)
}

function statusAnswer(fault: StatusFault, _request: ServiceRequest, context: AnswerContext): Answer {
  if (fromGateway(fault)) return gatewayAnswer(fault, context)
  const error = { status: fault.status, message: fault.message ?? REASONS[fault.status] ?? 'Error' }
  return completeAnswer(fault.status, apiHeaders(context, 'application/json'), [JSON.stringify({ error })])
}

function healthyAnswer(request: ServiceRequest, context: AnswerContext): HealthyAnswer {
  if (request.stream) {
    const body = [
      { text: 'data: {"ok":true}\n\n', role: 'token' },
      { text: 'data: [DONE]\n\n', role: 'terminator' },
    ] as const
    return { headers: apiHeaders(context, 'text/event-stream; charset=utf-8'), body }
  }
  return { headers: apiHeaders(context, 'application/json'), body: '{"ok":true}' }
}

function apiHeaders(context: AnswerContext, contentType: string): Headers {
  return [
    ['date', new Date(context.epochMs).toUTCString()],
    ['content-type', contentType],
    ['x-request-id', identifier('req_', context)],
  ]
}

const REASONS: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not found',
  413: 'Content too large',
  429: 'Too many requests',
  500: 'Internal server error',
}
