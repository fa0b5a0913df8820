/** `ky`: an HTTP library over fetch. */
import { defineClient } from 'firedrill'
import ky, { type Options } from 'ky'
import { HEADERS, MESSAGES_URL, requestOf, textOf } from '../message.ts'
import type { RealClient } from '../real-client.ts'

function client(options: Options) {
  return (streams: boolean) =>
    defineClient({
      call: async ({ signal }) => {
        const json = requestOf(streams)
        const body = await ky.post(MESSAGES_URL, { headers: HEADERS, json, signal, ...options }).text()
        return textOf(body, streams)
      },
    })
}

export const kyClient: RealClient = {
  packages: ['ky'],
  provider: 'anthropic',
  about: "An HTTP library over fetch. `ky.post(…).text()`, and the application's own reading of the answer.",
  defaults: { code: 'ky.post(url, { json })', contract: { attemptTime: '10s' }, make: client({}) },
  recommended: {
    code:
      "ky.post(url, { json, timeout: 60_000, retry: { limit: 3, methods: ['post'], statusCodes: [408, 429, 500, 502, 503, " +
      '504, 529], afterStatusCodes: [429, 503, 529], retryOnTimeout: true, ' +
      'jitter: (delay) => delay * (1 + Math.random() / 4) } })',
    contract: { retries: 3, attemptTime: '60s', jitter: 'proportional' },
    make: client({
      timeout: 60_000,
      retry: {
        limit: 3,
        methods: ['post'],
        statusCodes: [408, 429, 500, 502, 503, 504, 529],
        afterStatusCodes: [429, 503, 529],
        retryOnTimeout: true,
        jitter: (delay) => delay * (1 + Math.random() / 4),
      },
    }),
  },
  notes: [
    {
      rule: 'R1',
      settings: ['defaults'],
      kind: 'choice',
      text: 'POST is not among the methods that it retries, as it cannot know that a repetition is safe.',
      at: 'ky/distribution/utils/normalize.js:3 (retryMethods)',
    },
    {
      rule: 'R3',
      settings: ['recommended'],
      kind: 'choice',
      text: 'A hint that lies in the past is read as none to wait for: the request is sent again within a millisecond.',
      at: 'ky/distribution/core/retry-timing.js:128 (Math.max(0, delay))',
    },
    {
      rule: 'R5',
      settings: ['recommended'],
      kind: 'choice',
      text: 'A hint above 2^31 ms (24.8 days) is cut to what a timer holds, and several hints at once, or one with a fraction, are passed over as unreadable.',
      at: 'ky/distribution/core/retry-timing.js:3 (delayPattern)',
    },
    {
      rule: 'R1',
      settings: ['recommended'],
      kind: 'choice',
      text: 'The body is read outside of its retries: a connection that is lost there is handed on, and an error event in a stream is no failure that it knows.',
      at: 'ky/distribution/core/Ky.js:223 (raceBodyRead)',
    },
  ],
}
