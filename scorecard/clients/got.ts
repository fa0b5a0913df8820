/** `got`: an HTTP library over node:http. */
import { defineClient } from 'firedrill'
import got, { type OptionsInit } from 'got'
import { HEADERS, MESSAGES_URL, requestOf, textOf } from '../message.ts'
import type { RealClient } from '../real-client.ts'

function client(options: OptionsInit) {
  return (streams: boolean) =>
    defineClient({
      call: async ({ signal }) => {
        const json = requestOf(streams)
        const body = await got.post(MESSAGES_URL, { headers: HEADERS, json, signal, ...options }).text()
        return textOf(body, streams)
      },
    })
}

export const gotClient: RealClient = {
  packages: ['got'],
  provider: 'anthropic',
  about: "An HTTP library over node:http. `got.post(…).text()`, and the application's own reading of the answer.",
  defaults: { code: 'got.post(url, { json })', contract: {}, make: client({}) },
  recommended: {
    code:
      "got.post(url, { json, timeout: { request: 60_000 }, retry: { limit: 3, methods: ['POST'], maxRetryAfter: 60_000, " +
      'statusCodes: [408, 429, 500, 502, 503, 504, 529] } })',
    contract: { retries: 3, attemptTime: '60s', retryAfterCap: '60s' },
    make: client({
      timeout: { request: 60_000 },
      retry: {
        limit: 3,
        methods: ['POST'],
        maxRetryAfter: 60_000,
        statusCodes: [408, 429, 500, 502, 503, 504, 529],
      },
    }),
  },
  notes: [
    {
      rule: 'R1',
      settings: ['defaults'],
      kind: 'choice',
      text: 'POST is not among the methods that it retries, as it cannot know that a repetition is safe.',
      at: 'got/dist/source/core/options.js:351 (methods: [)',
    },
    {
      rule: 'R1',
      settings: ['recommended'],
      kind: 'open',
      text: 'An error event in a stream that comes with a 200 is no failure that it knows; the application finds the event when all is read.',
      at: 'got/dist/source/core/options.js:372 (errorCodes: [)',
    },
    {
      rule: 'R3',
      settings: ['recommended'],
      kind: 'choice',
      text: 'A hint that lies in the past is read as none to wait for: the request is sent again within a millisecond.',
      at: 'got/dist/source/core/index.js:369 (retryAfter < 0)',
    },
    {
      rule: 'R5',
      settings: ['recommended'],
      kind: 'choice',
      text: 'A hint with a fraction, such as 1.5, is no number of seconds by RFC 9110, and is passed over.',
      at: 'got/dist/source/core/index.js:357 (test(retryAfterHeader))',
    },
    {
      rule: 'R7',
      settings: ['defaults'],
      kind: 'choice',
      text: 'It has no time-out: a service that falls silent is waited for without end.',
      at: 'got/dist/source/core/options.js:303 (timeout: {)',
    },
    {
      rule: 'R11',
      settings: ['defaults'],
      kind: 'choice',
      text: 'It has no time-out of its own, and node:http has none either; `timeout` is the cure.',
      at: 'got/dist/source/core/options.js:303 (timeout: {)',
    },
  ],
}
