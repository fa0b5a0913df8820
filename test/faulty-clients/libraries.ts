/** The same right parts over other people's code: SDKs and HTTP libraries, as their documents would have them set up. */
import Anthropic from '@anthropic-ai/sdk'
import axios, { type AxiosInstance } from 'axios'
import axiosRetry, { type IAxiosRetryConfig } from 'axios-retry'
import got, { type OptionsInit } from 'got'
import pRetry, { type Options } from 'p-retry'
import { hintMs, passes, statusOf, waitMs } from './errors.ts'
import {
  ATTEMPT_MS,
  answerOf,
  type Caller,
  KEY,
  OPUS,
  PROMISES,
  type Prepared,
  pause,
  prepared,
  timedOut,
  wholeText,
} from './parts.ts'

/** The Anthropic SDK, with the retries and the time-out that are promised. */
export function anthropicSdk(options: { maxRetries?: number; timeout?: number } = {}): Anthropic {
  const { maxRetries = PROMISES.retries, timeout = ATTEMPT_MS } = options
  return new Anthropic({ apiKey: KEY, baseURL: 'https://api.anthropic.com', maxRetries, timeout })
}

/** What is asked of the SDK. */
export const QUESTION = {
  model: OPUS,
  max_tokens: 64,
  messages: [{ role: 'user' as const, content: 'What is the time?' }],
}

/** One call of the SDK. Its time-out ends when the headers come, so that the body needs one of its own. */
export async function sdkAnswer(sdk: Anthropic, caller: AbortSignal, question = QUESTION): Promise<string> {
  const over = new AbortController()
  const signal = AbortSignal.any([caller, over.signal])
  const response = await sdk.messages.create(question, { signal }).asResponse()
  const timer = setTimeout(() => over.abort(timedOut()), ATTEMPT_MS)
  try {
    return await answerOf(response)
  } finally {
    clearTimeout(timer)
  }
}

/** Axios with axios-retry, set up so that a POST is retried, a hint obeyed, and a time-out is an attempt's. */
export function axiosClient(options: IAxiosRetryConfig = {}): AxiosInstance {
  const instance = axios.create({ timeout: ATTEMPT_MS, transformResponse: [(text) => text] })
  axiosRetry(instance, {
    retries: PROMISES.retries,
    retryCondition: (error) => passes(error) && waitMs(0, error) !== null,
    retryDelay: (count, error) => waitMs(count - 1, error) ?? 0,
    shouldResetTimeout: true,
    ...options,
  })
  return instance
}

/** One call of axios. */
export async function axiosAnswer(instance: AxiosInstance, call: Caller, request = prepared(call)): Promise<string> {
  const { url, headers, body } = request
  const { data } = await instance.post<string>(url, body, { headers, signal: call.signal })
  return wholeText(data)
}

/** One call of got, retried as promised. */
export async function gotAnswer(
  call: Caller,
  options: Pick<OptionsInit, 'retry' | 'timeout'> = {},
  request = prepared(call),
): Promise<string> {
  const { url, headers, body } = request
  const answer = got.post(url, {
    headers: { ...headers },
    body,
    signal: call.signal,
    timeout: { request: ATTEMPT_MS },
    retry: {
      limit: PROMISES.retries,
      methods: ['POST'],
      maxRetryAfter: 60_000,
      statusCodes: [408, 429, 500, 502, 503, 504, 529],
      calculateDelay: ({ attemptCount, error, computedValue }) =>
        computedValue === 0 ? 0 : (waitMs(attemptCount - 1, error) ?? 0),
    },
    ...options,
  })
  return wholeText(await answer.text())
}

/** Attempts repeated by p-retry, which knows nothing of HTTP. */
export function pRetried<T>(signal: AbortSignal, attempt: () => Promise<T>, options: Options = {}): Promise<T> {
  return pRetry(asErrors(attempt), {
    retries: PROMISES.retries,
    randomize: true,
    signal,
    shouldRetry: ({ error }) => passes(error) && waitMs(0, error) !== null,
    onFailedAttempt: async ({ error, retriesLeft }) => {
      const asked = passes(error) && retriesLeft > 0 && waitMs(0, error) !== null ? hintMs(error) : null
      if (asked !== null) await pause(asked, signal)
    },
    ...options,
  })
}

/** p-retry takes only errors of the language's own kind. */
function asErrors<T>(attempt: () => Promise<T>): () => Promise<T> {
  return async () => {
    try {
      return await attempt()
    } catch (thrown) {
      if (thrown instanceof Error && !(thrown instanceof DOMException)) throw thrown
      throw Object.assign(new Error('an attempt failed', { cause: thrown }), {
        name: (thrown as Error).name,
        status: statusOf(thrown),
      })
    }
  }
}

/** A request as undici, ky and the like take it. */
export function fetchable({ url, stream: _, ...init }: Prepared): [url: string, init: RequestInit] {
  return [url, init]
}
