/** A generic JSON API, for clients of services that have no dialect of their own. */
import { type Answer, completeAnswer } from '../fault/answer.ts'
import type { ServiceRequest } from '../fault/request.ts'
import type { StatusFault } from '../fault/status.ts'
import { type Provider, type ProviderOptions, providerOf } from './api.ts'
import { readModelAndStream } from './body.ts'
import { fromGateway, gatewayAnswer } from './gateway.ts'
import type { AnswerContext, Dialect, HealthyAnswer } from './provider.ts'
import { REST_CREDENTIALS, REST_REQUEST_ID, REST_STATUSES, restHeaders } from './rest.ts'

/** The faults of a generic JSON API by name. */
export type JsonFaultName = keyof typeof REST_STATUSES

/**
 * Errors are `{"error":{"status":500,"message":"…"}}`, with a `type` where the fault names one; health is `{"ok":true}`,
 * ids travel in `x-request-id`.
 */
export const jsonDialect = {
  name: 'json',
  hosts: [],
  statuses: REST_STATUSES,
  credentialHeaders: REST_CREDENTIALS,
  requestIdHeader: REST_REQUEST_ID,
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
  const { status, errorType } = fault
  const message = fault.message ?? REASONS[status] ?? 'Error'
  const error = { status, ...(errorType === undefined ? {} : { type: errorType }), message }
  return completeAnswer(status, restHeaders(context, 'application/json'), [JSON.stringify({ error })])
}

function healthyAnswer(request: ServiceRequest, context: AnswerContext): HealthyAnswer {
  if (request.stream) {
    const body = [
      { text: 'data: {"ok":true}\n\n', role: 'token' },
      { text: 'data: [DONE]\n\n', role: 'terminator' },
    ] as const
    return { headers: restHeaders(context, 'text/event-stream; charset=utf-8'), body }
  }
  return { headers: restHeaders(context, 'application/json'), body: '{"ok":true}' }
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
