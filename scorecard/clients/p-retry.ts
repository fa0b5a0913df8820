/** `p-retry` over fetch: a retry library that knows nothing of HTTP. */
import { defineClient } from 'firedrill'
import pRetry, { type Options } from 'p-retry'
import { askByFetch, isTransient, within } from '../message.ts'
import type { RealClient } from '../real-client.ts'

export const pRetryClient: RealClient = {
  packages: ['p-retry'],
  provider: 'anthropic',
  about:
    'A retry library around the application’s own fetch, which throws on an error status. It knows nothing of HTTP.',
  defaults: {
    code: 'pRetry(() => ask())',
    contract: { retries: 10 },
    make: (streams) => defineClient({ call: ({ signal }) => pRetry(() => askByFetch(signal, streams)) }),
  },
  recommended: {
    code:
      'pRetry(() => ask({ signal: within(60_000) }), { retries: 3, randomize: true, signal, ' +
      'shouldRetry: ({ error }) => isTransient(error) })',
    contract: { retries: 3, attemptTime: '60s' },
    make: (streams) =>
      defineClient({
        call: ({ signal }) =>
          pRetry(() => within(60_000, signal, (bound) => askByFetch(bound, streams)), options(signal)),
      }),
  },
  notes: [
    {
      rule: 'R4',
      settings: ['defaults'],
      kind: 'choice',
      text: 'Its waits are exact unless `randomize` is set.',
      at: 'p-retry/index.js:261 (randomize)',
    },
    {
      rule: 'R5',
      settings: ['defaults', 'recommended'],
      kind: 'open',
      text: 'It knows nothing of HTTP: hints are for `onFailedAttempt` or the application to obey.',
      at: 'p-retry/index.js:98 (options.minTimeout)',
    },
    {
      rule: 'R6',
      settings: ['defaults'],
      kind: 'open',
      text: 'It knows nothing of HTTP, and retries whatever is thrown: `shouldRetry` is to say what is final.',
      at: 'p-retry/index.js:263 (shouldRetry)',
    },
    {
      rule: 'R11',
      settings: ['defaults'],
      kind: 'open',
      text: 'The time of an attempt is the application’s to bound: fetch ends silence after 300 s.',
      at: 'p-retry/index.js:260 (maxRetryTime)',
    },
    {
      rule: 'R19',
      settings: ['defaults'],
      kind: 'open',
      text: 'Without its option `signal` it retries what the caller has aborted, and waits on.',
      at: 'p-retry/index.js:161 (signal)',
    },
  ],
}

function options(signal: AbortSignal): Options {
  return { retries: 3, randomize: true, signal, shouldRetry: ({ error }) => isTransient(error) }
}
