/** `cockatiel` over fetch: policies around any function. It knows nothing of HTTP. */
import { ExponentialBackoff, handleAll, handleWhen, retry, TimeoutStrategy, timeout, wrap } from 'cockatiel'
import { defineClient } from 'firedrill'
import { askByFetch, isTransient } from '../message.ts'
import type { RealClient } from '../real-client.ts'

export const cockatielClient: RealClient = {
  packages: ['cockatiel'],
  provider: 'anthropic',
  about: 'Policies around the application’s own fetch, which throws on an error status. It knows nothing of HTTP.',
  defaults: {
    code: 'retry(handleAll, {})',
    contract: {},
    make: (streams) =>
      defineClient({
        setup: () => retry(handleAll, {}),
        call: ({ signal }, policy) => policy.execute(() => askByFetch(signal, streams), signal),
      }),
  },
  recommended: {
    code:
      'wrap(retry(handleWhen(isTransient), { maxAttempts: 3, backoff: new ExponentialBackoff({ initialDelay: 1000 }) }), ' +
      'timeout(60_000, TimeoutStrategy.Aggressive))',
    contract: { retries: 3, attemptTime: '60s', jitter: 'decorrelated' },
    make: (streams) =>
      defineClient({
        setup: () =>
          wrap(
            retry(handleWhen(isTransient), { maxAttempts: 3, backoff: new ExponentialBackoff({ initialDelay: 1000 }) }),
            timeout(60_000, TimeoutStrategy.Aggressive),
          ),
        call: ({ signal }, policy) => policy.execute(({ signal: bound }) => askByFetch(bound, streams), signal),
      }),
  },
  notes: [
    {
      rule: 'R2',
      settings: ['defaults'],
      kind: 'choice',
      text: '`maxAttempts` is without bound unless it is given.',
      at: 'cockatiel/dist/Policy.js:233 (maxAttempts ?? Infinity)',
    },
    {
      rule: 'R3',
      settings: ['defaults'],
      kind: 'choice',
      text: 'It waits not at all before a retry unless `backoff` is given.',
      at: 'cockatiel/dist/RetryPolicy.js:55 (ConstantBackoff(0))',
    },
    {
      rule: 'R4',
      settings: ['defaults'],
      kind: 'choice',
      text: 'Waits of nothing leave nothing to spread.',
      at: 'cockatiel/dist/RetryPolicy.js:55 (ConstantBackoff(0))',
    },
    {
      rule: 'R5',
      settings: ['defaults', 'recommended'],
      kind: 'open',
      text: 'It knows nothing of HTTP: hints are for a `DelegateBackoff` of the application to obey.',
      at: 'cockatiel/dist/RetryPolicy.js:64 (backoff.next)',
    },
    {
      rule: 'R6',
      settings: ['defaults'],
      kind: 'open',
      text: '`handleAll` handles all that is thrown: `handleWhen` is to say what is final.',
      at: 'cockatiel/dist/RetryPolicy.js:62 (this.options.maxAttempts)',
    },
    {
      rule: 'R7',
      settings: ['defaults'],
      kind: 'choice',
      text: '`maxAttempts` is without bound unless it is given.',
      at: 'cockatiel/dist/Policy.js:233 (maxAttempts ?? Infinity)',
    },
    {
      rule: 'R11',
      settings: ['defaults'],
      kind: 'open',
      text: 'The time of an attempt is for its `timeout` policy, or the application, to bound: fetch ends silence after 300 s.',
      at: 'cockatiel/dist/RetryPolicy.js:58 (executor.invoke)',
    },
    {
      rule: 'R19',
      settings: ['recommended'],
      kind: 'defect',
      text: 'The wait before a retry does not hear the signal: an abort takes effect only when it is over.',
      at: 'cockatiel/dist/RetryPolicy.js:70 (await delayPromise)',
    },
  ],
}
