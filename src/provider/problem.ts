/** A generic REST API whose errors are problem details, as RFC 9457 (July 2023) has them. */
import { type Answer, completeAnswer, type Headers } from '../fault/answer.ts'
import type { ServiceRequest } from '../fault/request.ts'
import type { StatusFault } from '../fault/status.ts'
import { type Provider, type ProviderOptions, providerOf } from './api.ts'
import { fromGateway, gatewayAnswer } from './gateway.ts'
import type { AnswerContext, Dialect, HealthyAnswer } from './provider.ts'
import { REST_CREDENTIALS, REST_REQUEST_ID, REST_STATUSES, restHeaders, restRequestId } from './rest.ts'

const STATUSES = { ...REST_STATUSES, conflict: 409, unprocessable: 422 } as const

/** The faults of a REST API with problem details by name. */
export type ProblemFaultName = keyof typeof STATUSES

/**
 * Errors are `application/problem+json` (RFC 9457): `about:blank` problems whose title is the phrase of the status, unless
 * the fault names a type; its message is the `detail`. Health is one small resource, ids travel in `x-request-id`, and a
 * limit in force shows in `RateLimit` and `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers-11, May 2026).
 */
export const problemDialect = {
  name: 'problem',
  hosts: [],
  statuses: STATUSES,
  credentialHeaders: REST_CREDENTIALS,
  requestIdHeader: REST_REQUEST_ID,
  readRequest: () => ({ model: null, stream: false }),
  statusAnswer,
  healthyAnswer,
} as const satisfies Dialect

/**
 * A generic REST API with problem details: `api.conflict({ message: 'The order has changed.' })`,
 * `api.status(403, { errorType: 'https://example.com/problems/out-of-credit' })`.
 *
 * @param options `hosts`: the hosts that are this API. Default: every host that has no other meaning.
 */
export function problem(options: ProviderOptions = {}): Provider<ProblemFaultName> {
  return providerOf(problemDialect, options)
}

function statusAnswer(fault: StatusFault, _request: ServiceRequest, context: AnswerContext): Answer {
  if (fault.errorType === undefined && fromGateway(fault)) return gatewayAnswer(fault, context)
  const details = {
    type: fault.errorType ?? 'about:blank',
    title: phraseOf(fault.status),
    status: fault.status,
    ...(fault.message === undefined ? {} : { detail: fault.message }),
    instance: `/problems/${restRequestId(context)}`,
  }
  return completeAnswer(fault.status, headers(context, 'application/problem+json'), [JSON.stringify(details)])
}

function healthyAnswer(_request: ServiceRequest, context: AnswerContext): HealthyAnswer {
  return { headers: headers(context, 'application/json'), body: '{"id":"1","status":"ok"}' }
}

function headers(context: AnswerContext, contentType: string): Headers {
  return [...restHeaders(context, contentType), ...rateLimitHeaders(context)]
}

/** A limit is so many requests a minute; its reset is rounded up, for before that second it may still be in force. */
function rateLimitHeaders({ rateLimit, epochMs }: AnswerContext): Headers {
  if (rateLimit === undefined) return []
  const { limit, remaining, resetEpochMs } = rateLimit
  const seconds = Math.max(0, Math.ceil((resetEpochMs - epochMs) / 1000))
  return [
    ['ratelimit-policy', `"default";q=${limit};w=60`],
    ['ratelimit', `"default";r=${remaining};t=${seconds}`],
  ]
}

/** RFC 9110, 15: a status that isn't known is understood as the first of its class. */
function phraseOf(status: number): string {
  return PHRASES[status] ?? (status >= 400 && status < 500 ? 'Bad Request' : 'Internal Server Error')
}

// The IANA registry of HTTP status codes, read in November 2026.
const PHRASES: Readonly<Record<number, string>> = {
  401: 'Unauthorized',
  402: 'Payment Required',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  408: 'Request Timeout',
  409: 'Conflict',
  410: 'Gone',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  423: 'Locked',
  425: 'Too Early',
  428: 'Precondition Required',
  429: 'Too Many Requests',
  451: 'Unavailable For Legal Reasons',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
  507: 'Insufficient Storage',
}
