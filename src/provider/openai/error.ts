/**
 * The error envelope of the OpenAI API. Sources: developers.openai.com/api/docs/guides/error-codes (types and codes by
 * status, 503 among them, read in November 2026), `openai` 7.57.0 (`core/error.mjs`: `code`, `param` and `type` are read
 * off `error`), and bodies as users have reported them: 401 and 404 (2024 to 2025), 403 (home-assistant/core#120072,
 * 2024), 429 by requests and by tokens (2024 to 2026), 500 (openai/openai-cua-sample-app#54, 2025).
 */
import type { ServiceRequest } from '../../fault/request.ts'
import type { StatusFault } from '../../fault/status.ts'

/** What an error envelope says. */
export interface ErrorBody {
  readonly message: string
  readonly type: string
  readonly param: string | null
  readonly code: string | null
}

interface Kind {
  readonly type: string
  readonly code: string | null
}

/** The error that a fault stands for. Its `errorType` is the code, or the type when it is the name of one. */
export function errorBody(fault: StatusFault, request: ServiceRequest, param: string | null): ErrorBody {
  const kind =
    fault.errorType === undefined ? kindOfStatus(fault.status, request) : kindOf(fault.errorType, fault.status)
  const message =
    fault.message ?? (kind.code === null ? undefined : TEXTS[kind.code]) ?? textOfStatus(fault.status, request)
  return { message, ...kind, param }
}

/** The type and the code of an error that is named by either. */
function kindOf(errorType: string, status: number): Kind {
  if (RATE_LIMITS.has(errorType)) return { type: errorType, code: 'rate_limit_exceeded' }
  const type = TYPE_OF_CODE[errorType]
  if (type !== undefined) return { type, code: errorType }
  if (TYPES.has(errorType)) return { type: errorType, code: null }
  return { type: typeOfStatus(status), code: errorType }
}

// Of a limit that is exceeded, the type says which one it is.
const RATE_LIMITS: ReadonlySet<string> = new Set(['requests', 'tokens'])

const TYPES: ReadonlySet<string> = new Set([
  'invalid_request_error',
  'rate_limit_error',
  'request_forbidden',
  'service_unavailable_error',
])

/** The codes that have a type of their own, whatever status they come with. `insufficient_quota` is both. */
const TYPE_OF_CODE: Readonly<Record<string, string>> = {
  content_policy_violation: 'invalid_request_error',
  context_length_exceeded: 'invalid_request_error',
  credit_balance_exhausted: 'insufficient_quota',
  insufficient_quota: 'insufficient_quota',
  invalid_api_key: 'invalid_request_error',
  invalid_prompt: 'invalid_request_error',
  model_not_found: 'invalid_request_error',
  organization_spend_limit_exceeded: 'insufficient_quota',
  organization_usage_limit_exceeded: 'insufficient_quota',
  project_spend_limit_exceeded: 'insufficient_quota',
  rate_limit_exceeded: 'requests',
  server_error: 'server_error',
  server_is_overloaded: 'service_unavailable_error',
  slow_down: 'rate_limit_error',
  unsupported_country_region_territory: 'request_forbidden',
}

function kindOfStatus(status: number, request: ServiceRequest): Kind {
  if (status === 401) return { type: 'invalid_request_error', code: 'invalid_api_key' }
  if (status === 403) return { type: 'request_forbidden', code: 'unsupported_country_region_territory' }
  if (status === 404 && request.model !== null) return { type: 'invalid_request_error', code: 'model_not_found' }
  if (status === 429) return { type: 'requests', code: 'rate_limit_exceeded' }
  if (status === 503) return { type: 'service_unavailable_error', code: 'server_is_overloaded' }
  return { type: typeOfStatus(status), code: null }
}

/** Below 400 there is no error type of the API's own: an error body under a 200 (F16) is a broken server's. */
function typeOfStatus(status: number): string {
  return status >= 400 && status < 500 ? 'invalid_request_error' : 'server_error'
}

const QUOTA =
  'You exceeded your current quota, please check your plan and billing details. ' +
  'For more information on this error, read the docs: https://platform.openai.com/docs/guides/error-codes/api-errors.'

/** What the API says of a code; of any other it says what it says of the status. */
const TEXTS: Readonly<Record<string, string>> = {
  content_policy_violation: 'Your request was rejected by the safety system.',
  context_length_exceeded:
    'Your input exceeds the context window of this model. Please adjust your input and try again.',
  credit_balance_exhausted: QUOTA,
  insufficient_quota: QUOTA,
  rate_limit_exceeded: 'Rate limit reached. Visit https://platform.openai.com/account/rate-limits to learn more.',
  server_is_overloaded: 'Our servers are currently overloaded. Please try again later.',
  slow_down: 'The request rate has grown too quickly. Please reduce it, and then raise it slowly.',
}

function textOfStatus(status: number, { method, model, path }: ServiceRequest): string {
  switch (status) {
    case 401:
      return 'Incorrect API key provided. You can find your API key at https://platform.openai.com/account/api-keys.'
    case 403:
      return 'Country, region, or territory not supported'
    case 404:
      return model === null
        ? `Invalid URL (${method} ${path})`
        : `The model \`${model}\` does not exist or you do not have access to it.`
    case 409:
      return 'The resource was updated by another request.'
    case 422:
      return 'The request is well-formed, but it could not be processed.'
    case 429:
      return TEXTS.rate_limit_exceeded ?? ''
    default:
      return status >= 400 && status < 500
        ? 'There was an issue with your request. Please check your inputs and try again.'
        : 'The server had an error processing your request. Sorry about that! You can retry your request.'
  }
}

/**
 * An error inside a stream, as one event. Chat: a `data` line with the envelope, which `core/streaming.mjs` of SDK 7.57.0
 * throws as an APIError without a status. Responses: an `error` event with the envelope inside it, the form in which the
 * API sends it (anomalyco/opencode#6071, December 2025) and which `lib/responses/ResponseStream.mjs` reads first; the
 * schema of `ResponseErrorEvent` has it flat. Its sequence number is that of a stream that got no further than its start.
 */
export function streamErrorEvent(error: { type: string; message: string }, responses: boolean): string {
  const { type, code } = kindOf(error.type, 500)
  const body: ErrorBody = { message: error.message, type, param: null, code }
  if (!responses) return `data: ${JSON.stringify({ error: body })}\n\n`
  const event = { type: 'error', sequence_number: 2, error: body }
  return `event: error\ndata: ${JSON.stringify(event)}\n\n`
}
