/** `axios` with `axios-retry`: an HTTP library over node:http. */
import axios, { type CreateAxiosDefaults } from 'axios'
import axiosRetry, { exponentialDelay, type IAxiosRetryConfig, isNetworkError, isRetryableError } from 'axios-retry'
import { defineClient } from 'firedrill'
import { HEADERS, MESSAGES_URL, requestOf, textOf } from '../message.ts'
import type { RealClient } from '../real-client.ts'

function client(options: CreateAxiosDefaults, retry: IAxiosRetryConfig) {
  return (streams: boolean) =>
    defineClient({
      setup: () => {
        const instance = axios.create(options)
        axiosRetry(instance, retry)
        return instance
      },
      call: async ({ signal }, instance) => {
        const how = {
          headers: HEADERS,
          signal,
          responseType: 'text' as const,
          transformResponse: (body: string) => body,
        }
        const { data } = await instance.post<string>(MESSAGES_URL, requestOf(streams), how)
        return textOf(data, streams)
      },
    })
}

export const axiosRetryClient: RealClient = {
  packages: ['axios', 'axios-retry'],
  provider: 'anthropic',
  about: "An HTTP library over node:http. `instance.post(…)`, and the application's own reading of the answer.",
  defaults: { code: 'axiosRetry(axios.create())', contract: { retries: 3 }, make: client({}, {}) },
  recommended: {
    code:
      'axiosRetry(axios.create({ timeout: 60_000 }), { retries: 3, retryDelay: (count, error) => ' +
      'exponentialDelay(count, error, 500), shouldResetTimeout: true, ' +
      'retryCondition: (error) => isNetworkError(error) || isRetryableError(error) })',
    contract: { retries: 3, attemptTime: '60s', jitter: 'proportional' },
    make: client(
      { timeout: 60_000 },
      {
        retries: 3,
        retryDelay: (count, error) => exponentialDelay(count, error, 500),
        shouldResetTimeout: true,
        retryCondition: (error) => isNetworkError(error) || isRetryableError(error),
      },
    ),
  },
  notes: [
    {
      rule: 'R1',
      settings: ['defaults'],
      kind: 'choice',
      text: 'POST is retried after a broken connection, and not after an error status, as it cannot know that a repetition is safe.',
      at: 'axios-retry/dist/esm/index.js:19 (IDEMPOTENT_HTTP_METHODS)',
    },
    {
      rule: 'R1',
      settings: ['recommended'],
      kind: 'open',
      text: 'An error event in a stream that comes with a 200 is no failure that it knows; the application finds it when all is read. 408 is not among what `isRetryableError` lets through.',
      at: 'axios-retry/dist/esm/index.js:23 (429)',
    },
    {
      rule: 'R3',
      settings: ['defaults'],
      kind: 'choice',
      text: 'It waits not at all before a retry unless `retryDelay` is given, and retries a reset connection three times within 3 ms.',
      at: 'axios-retry/dist/esm/index.js:79 (noDelay)',
    },
    {
      rule: 'R5',
      settings: ['recommended'],
      kind: 'defect',
      text: 'A hint above 2^31 ms (24.8 days) is handed to a timer that cannot hold it, and fires at once.',
      at: 'axios-retry/dist/esm/index.js:63 (delay + randomSum)',
    },
    {
      rule: 'R7',
      settings: ['defaults'],
      kind: 'choice',
      text: 'axios has no time-out: a service that falls silent is waited for without end.',
      at: 'axios/lib/defaults/index.js:149 (timeout: 0)',
    },
    {
      rule: 'R11',
      settings: ['defaults'],
      kind: 'choice',
      text: 'axios has no time-out of its own, and node:http has none either; `timeout` is the cure.',
      at: 'axios/lib/defaults/index.js:149 (timeout: 0)',
    },
  ],
}
