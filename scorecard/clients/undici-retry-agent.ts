/** The `RetryAgent` of npm `undici`: retries below the application, at the dispatcher. */
import { defineClient } from 'firedrill'
import { Agent, RetryAgent, type RetryHandler, request } from 'undici'
import { HEADERS, MESSAGES_URL, requestOf, StatusError, textOf } from '../message.ts'
import type { RealClient } from '../real-client.ts'

function client(agent: Agent.Options, retry: RetryHandler.RetryOptions) {
  return (streams: boolean) =>
    defineClient({
      setup: () => new RetryAgent(new Agent(agent), retry),
      call: async ({ signal }, dispatcher) => {
        const how = { dispatcher, signal, method: 'POST' as const, headers: HEADERS }
        const { statusCode, headers, body } = await request(MESSAGES_URL, {
          ...how,
          body: JSON.stringify(requestOf(streams)),
        })
        const text = await body.text()
        if (statusCode >= 400) {
          const requestId = headers['request-id']
          throw new StatusError(
            statusCode,
            new Headers(typeof requestId === 'string' ? { 'request-id': requestId } : {}),
          )
        }
        return textOf(text, streams)
      },
      teardown: (dispatcher) => dispatcher.close(),
    })
}

export const undiciRetryAgent: RealClient = {
  packages: ['undici'],
  provider: 'anthropic',
  about:
    'The RetryAgent: retries at the dispatcher, below the application. `request(…)`, and the application’s own reading of ' +
    'status and answer.',
  defaults: { code: 'new RetryAgent(new Agent())', contract: { retries: 5 }, make: client({}, {}) },
  recommended: {
    code:
      'new RetryAgent(new Agent({ headersTimeout: 60_000, bodyTimeout: 60_000 }), { maxRetries: 3, ' +
      "methods: ['POST'], minTimeout: 1000, maxTimeout: 60_000, statusCodes: [408, 429, 500, 502, 503, 504, 529] })",
    contract: { retries: 3, attemptTime: '61s' },
    make: client(
      { headersTimeout: 60_000, bodyTimeout: 60_000 },
      {
        maxRetries: 3,
        methods: ['POST'],
        minTimeout: 1000,
        maxTimeout: 60_000,
        statusCodes: [408, 429, 500, 502, 503, 504, 529],
      },
    ),
  },
  notes: [
    {
      rule: 'R1',
      settings: ['defaults'],
      kind: 'choice',
      text: 'POST is not among the methods that it retries, as it cannot know that a repetition is safe.',
      at: 'undici/lib/handler/retry-handler.js:131 (methods ??)',
    },
    {
      rule: 'R1',
      settings: ['recommended'],
      kind: 'choice',
      text: 'Time-outs of any kind, those of a connection included, and EAI_AGAIN are not among the codes that it retries; an error event in a stream is no failure that it knows.',
      at: 'undici/lib/handler/retry-handler.js:135 (errorCodes ??)',
    },
    {
      rule: 'R4',
      settings: ['recommended'],
      kind: 'open',
      text: 'Its waits are exact, and only a `retry` function of one’s own spreads them.',
      at: 'undici/lib/handler/retry-handler.js:366 (timeoutFactor ** (counter - 1))',
    },
    {
      rule: 'R5',
      settings: ['recommended'],
      kind: 'defect',
      text: 'A hint above `maxTimeout` is cut to it: the request is sent again before its time, where giving up would honour it.',
      at: 'undici/lib/handler/retry-handler.js:365 (Math.min(retryAfterHeader, maxTimeout))',
    },
    {
      rule: 'R11',
      settings: ['defaults'],
      kind: 'choice',
      text: 'Headers and body have 300 s each, and a time-out is not retried.',
      at: 'undici/lib/dispatcher/client.js:319 (300e3)',
    },
  ],
}
