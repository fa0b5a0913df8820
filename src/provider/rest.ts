/** What generic APIs have in common, whatever the form of their errors: statuses by name, credentials, headers. */
import type { Headers } from '../fault/answer.ts'
import { identifier } from './identifier.ts'
import type { AnswerContext } from './provider.ts'

/** The statuses that every generic API has a name for. */
export const REST_STATUSES = {
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

/** The headers in which keys travel when nothing is known of an API. */
export const REST_CREDENTIALS = ['authorization', 'x-api-key', 'api-key'] as const

/** The header of a request's id, by convention. */
export const REST_REQUEST_ID = 'x-request-id'

/** The headers of an answer; its request id is the same wherever the answer shows it. */
export function restHeaders(context: AnswerContext, contentType: string): Headers {
  return [
    ['date', new Date(context.epochMs).toUTCString()],
    ['content-type', contentType],
    [REST_REQUEST_ID, restRequestId(context)],
  ]
}

/** The id of the request that is being answered. */
export function restRequestId(context: AnswerContext): string {
  return identifier('req_', context)
}
