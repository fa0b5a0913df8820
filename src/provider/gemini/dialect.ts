/** The dialect of the Gemini API (the Gemini Developer API): its statuses, its framing of errors and streams, its headers. */
import { type Answer, completeAnswer, type Headers } from '../../fault/answer.ts'
import type { ServiceRequest } from '../../fault/request.ts'
import type { StatusFault } from '../../fault/status.ts'
import { type Provider, type ProviderOptions, providerOf } from '../api.ts'
import { fromGateway, gatewayAnswer } from '../gateway.ts'
import type { AnswerContext, Dialect, HealthyAnswer, TokenCount } from '../provider.ts'
import { answerTokens, arrayStream, eventStream, generated } from './content.ts'
import { faultError, namedError } from './error.ts'
import { findGeminiPoison } from './poison.ts'
import { embedding, embeddings, model, modelList, tokenCount } from './resources.ts'
import { readGeminiRequest, routeOf } from './route.ts'
import { promptTokens } from './tokens.ts'

const STATUSES = {
  badRequest: 400,
  unauthorized: 401,
  forbidden: 403,
  notFound: 404,
  rateLimited: 429,
  internalError: 500,
  badGateway: 502,
  serviceUnavailable: 503,
  gatewayTimeout: 504,
} as const

/** The faults of the Gemini API by name. */
export type GeminiFaultName = keyof typeof STATUSES

/**
 * The Gemini API (generativelanguage.googleapis.com) with its methods generateContent, streamGenerateContent, countTokens,
 * embedContent, batchEmbedContents and models, as of November 2026. Its Interactions API and its OpenAI-compatible one
 * speak otherwise. Sources: ai.google.dev/gemini-api/docs/generate-content/api-errors and ai.google.dev/api,
 * google.aip.dev/193, `@google/genai` 3.1.0, and answers of the API recorded in googleapis/js-genai
 * (test/system/recordings): they have no header that identifies a request, a healthy body has a `responseId`. So
 * `x-request-id` stands for what a proxy may add.
 */
export const geminiDialect = {
  name: 'gemini',
  hosts: ['generativelanguage.googleapis.com'],
  statuses: STATUSES,
  credentialHeaders: ['x-goog-api-key', 'authorization'],
  requestIdHeader: 'x-request-id',
  readRequest: readGeminiRequest,
  statusAnswer,
  healthyAnswer,
  streamError,
  // Gemini sends no pings; an empty line says nothing in either framing of a stream.
  streamPing: '\r\n',
  countTokens,
  findPoison: findGeminiPoison,
} as const satisfies Dialect

/**
 * The Gemini API: `api.internalError()`, `api.rateLimited({ retryAfter: 30 })`, `api.gatewayTimeout()`…
 * A key that isn't valid is a 400 there: `api.badRequest({ message: 'API key not valid. Please pass a valid API key.' })`.
 *
 * @param options `hosts`: the hosts that are this API. Default: `generativelanguage.googleapis.com`.
 */
export function gemini(options: ProviderOptions = {}): Provider<GeminiFaultName> {
  return providerOf(geminiDialect, options)
}

/** 503 and 504 are the API's own; a 502 is none of its errors and comes from what stands in front. */
function statusAnswer(fault: StatusFault, request: ServiceRequest, context: AnswerContext): Answer {
  if (fault.status === 502 && fromGateway(fault)) return gatewayAnswer(fault, context)
  const json = JSON.stringify(faultError(fault, request.model, context), null, 2)
  const sse = request.stream && routeOf(request.url).sse
  // Without SSE, a stream that never began is an array all the same; with it, the error stands bare, without `data:`,
  // under the type of the stream. Sources: continuedev/continue issue 8308 (2025) and googleapis/js-genai issue 346 (2025).
  const body = request.stream && !sse ? `[${json}\n]\n` : `${json}\n`
  return completeAnswer(fault.status, apiHeaders(context, sse ? EVENT_STREAM : JSON_TYPE), [body])
}

function healthyAnswer(request: ServiceRequest, context: AnswerContext): HealthyAnswer {
  const { sse } = routeOf(request.url)
  if (request.stream && sse) {
    return { headers: apiHeaders(context, EVENT_STREAM), body: eventStream(request, context) }
  }
  const headers = apiHeaders(context, JSON_TYPE)
  if (request.stream) return { headers, body: arrayStream(request, context) }
  return { headers, body: `${JSON.stringify(wholeAnswer(request, context), null, 2)}\n` }
}

function wholeAnswer(request: ServiceRequest, context: AnswerContext): object {
  const { method, model: name } = routeOf(request.url)
  switch (method) {
    case 'list':
      return modelList()
    case 'get':
      return name === null ? modelList() : model(name)
    case 'countTokens':
      return tokenCount(request)
    case 'embedContent':
      return embedding(request, context)
    case 'batchEmbedContents':
      return embeddings(request, context)
    default:
      return generated(request, context)
  }
}

/**
 * An error inside a stream: the plain JSON of an error, in no event at all, which is how `@google/genai` 3.1.0 reads it
 * (`throwIfStreamErrorChunk`). Sources: googleapis/js-genai issue 461 and vercel/ai issue 5217, both of 2025. In a JSON
 * array it is the last element.
 *
 * @param error Its type is the `status` of the envelope, such as `UNAVAILABLE`, and tells the code.
 */
function streamError({ type, message }: { type: string; message: string }, request: ServiceRequest): string {
  const json = JSON.stringify(namedError(type, message), null, 2)
  return routeOf(request.url).sse ? `${json}\n` : `${json}\n]\n`
}

function countTokens(request: ServiceRequest): TokenCount {
  const { method } = routeOf(request.url)
  const speaks = method === 'generateContent' || method === 'streamGenerateContent'
  return { input: promptTokens(request.body), output: speaks ? answerTokens(request, {}) : 0 }
}

const JSON_TYPE = 'application/json; charset=UTF-8'
const EVENT_STREAM = 'text/event-stream'

/** As recorded in November 2025 (googleapis/js-genai, test/system/recordings). */
function apiHeaders(context: AnswerContext, contentType: string): Headers {
  return [
    ['date', new Date(context.epochMs).toUTCString()],
    ['content-type', contentType],
    ['vary', 'Origin, X-Origin, Referer'],
    ['server', 'scaffolding on HTTPServer2'],
  ]
}
