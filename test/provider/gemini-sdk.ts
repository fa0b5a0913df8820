/** The official SDK of the Gemini API with the dialect behind it, for tests that need it. */
import { type ApiError, type GenerateContentParameters, GoogleGenAI } from '@google/genai'
import type { Answer } from '../../src/fault/answer.ts'
import type { ServiceRequest } from '../../src/fault/request.ts'
import type { StatusFault } from '../../src/fault/status.ts'
import { geminiDialect } from '../../src/provider/gemini/dialect.ts'
import type { AnswerContext, HealthyAnswer } from '../../src/provider/provider.ts'
import { randomAt } from '../../src/random.ts'
import { aRequest } from './request.ts'

/** When all of it happens. */
export const EPOCH_MS = Date.parse('2026-01-01T00:00:00Z')

/** The API's own host. */
export const HOST = 'generativelanguage.googleapis.com'

export const GENERATE = '/v1beta/models/gemini-3.8-flash:generateContent'
export const STREAM = '/v1beta/models/gemini-3.8-flash:streamGenerateContent'

/** A plain question. */
export const QUESTION: GenerateContentParameters = { model: 'gemini-3.8-flash', contents: 'Is all well?' }

/** What stands behind the SDK. */
export interface Behind {
  /** Every request gets this error. */
  readonly error?: StatusFault
  /** Every stream breaks off with this error after its first chunk. */
  readonly broken?: { readonly type: string; readonly message: string }
  /** Every part of a stream is followed by a ping. */
  readonly pinged?: boolean
  readonly context?: Partial<AnswerContext>
}

/** The official SDK, with the dialect behind it. */
export function sdk({ error, broken, pinged = false, context = {} }: Behind = {}): GoogleGenAI {
  const fetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const url = new URL(input instanceof Request ? input.url : input)
    const request = requestTo(url.pathname + url.search, String(init?.body ?? ''))
    if (error !== undefined) return answered(geminiDialect.statusAnswer(error, request, contextWith(context)))
    const healthy = geminiDialect.healthyAnswer(request, contextWith(context))
    const ping = pinged ? geminiDialect.streamPing : ''
    if (broken === undefined)
      return streamed(
        healthy.headers,
        texts(healthy.body).map((piece) => piece + ping),
      )
    return streamed(healthy.headers, [texts(healthy.body)[0] ?? '', geminiDialect.streamError(broken, request)])
  }
  return new GoogleGenAI({ apiKey: 'test', httpOptions: { fetch } })
}

/** A request with this path, query included. */
export function requestTo(path: string, body: string): ServiceRequest {
  const read = geminiDialect.readRequest(body, path)
  return aRequest({ url: `https://${HOST}${path}`, host: HOST, path: path.split('?')[0] ?? '', body, ...read })
}

/** The answer to a request that meets this error. */
export function errorTo(
  error: StatusFault,
  different: Partial<ServiceRequest> = {},
  context: Partial<AnswerContext> = {},
): Response {
  const request = { ...requestTo(GENERATE, '{}'), ...different }
  return answered(geminiDialect.statusAnswer(error, request, contextWith(context)))
}

/** The parts of a healthy stream. */
export function bodyOf(path: string, body = '{}', context: Partial<AnswerContext> = {}) {
  const answer = geminiDialect.healthyAnswer(requestTo(path, body), contextWith(context))
  return typeof answer.body === 'string' ? [] : answer.body
}

/** A stream as it is sent. */
export function text(parts: ReturnType<typeof bodyOf>): string {
  return parts.map((part) => part.text).join('')
}

function texts(body: HealthyAnswer['body']): readonly string[] {
  return typeof body === 'string' ? [body] : body.map((part) => part.text)
}

function contextWith(context: Partial<AnswerContext>): AnswerContext {
  return { epochMs: EPOCH_MS, random: (key) => randomAt(1, key, 0), ...context }
}

function answered(answer: Answer): Response {
  const body = answer.flatMap((act) => (act.act === 'body' ? [act.text] : [])).join('')
  const head = answer.find((act) => act.act === 'head')
  if (head === undefined) throw new Error('There is no head')
  return new Response(body, { status: head.status, headers: head.headers.map(([name, value]) => [name, value]) })
}

/** A response whose body comes piece by piece, as a server sends it. */
function streamed(headers: HealthyAnswer['headers'], pieces: readonly string[]): Response {
  const body = ReadableStream.from(pieces.map((piece) => new TextEncoder().encode(piece)))
  return new Response(body, { headers: headers.map(([name, value]) => [name, value]) })
}

/** Everything that a stream or a list brings. */
export async function all<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const item of stream) list.push(item)
  return list
}

/** The error of an act that fails. */
export async function thrownBy(act: () => Promise<unknown>): Promise<ApiError> {
  try {
    await act()
  } catch (error) {
    return error as ApiError
  }
  throw new Error('Nothing was thrown')
}
