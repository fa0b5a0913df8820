/** Right clients over other people's code, set up with care. */
import { createAnthropic } from '@ai-sdk/anthropic'
import { generateText } from 'ai'
import { ExponentialBackoff, handleWhen, retry } from 'cockatiel'
import { defineClient } from 'firedrill'
import { hintMs, passes, waitMs } from './errors.ts'
import { anthropicSdk, axiosAnswer, axiosClient, gotAnswer, pRetried, sdkAnswer } from './libraries.ts'
import { ATTEMPT_MS, KEY, OPUS, once, orAborted, PROMISES, pause, prepared, retrying, within } from './parts.ts'
import type { RightClient } from './right-client.ts'

const { attemptTime: _, ...WITHOUT_ATTEMPT_TIME } = PROMISES

/** The SDK with its own retries and a time-out, which lasts to the end of the body. */
const sdk = defineClient({
  contract: WITHOUT_ATTEMPT_TIME,
  setup: () => anthropicSdk(),
  call: (call, own) => sdkAnswer(own, call.signal),
})

/** cockatiel with its decorrelated jitter; hints are waited out before it is told. */
const decorrelated = defineClient({
  contract: { ...PROMISES, jitter: 'decorrelated' },
  setup: () =>
    retry(
      handleWhen((error) => passes(error) && waitMs(0, error) !== null),
      { maxAttempts: PROMISES.retries, backoff: new ExponentialBackoff({ initialDelay: 1000, maxDelay: 30_000 }) },
    ),
  call: (call, policy) => {
    const request = prepared(call)
    const attempt = () =>
      once(call, request).catch(async (error: unknown) => {
        const asks = passes(error) && waitMs(0, error) !== null ? hintMs(error) : null
        if (asks !== null) await pause(asks, call.signal)
        throw error
      })
    return orAborted(call.signal, policy.execute(attempt, call.signal))
  },
})

/** The AI SDK without retries of its own, under those of the application. */
const aiSdk = defineClient({
  contract: PROMISES,
  setup: () => createAnthropic({ apiKey: KEY })(OPUS),
  call: (call, model) =>
    retrying(call.signal, () =>
      within(ATTEMPT_MS, call.signal, async (abortSignal) => {
        const { text } = await generateText({ model, prompt: 'What is the time?', maxRetries: 0, abortSignal })
        return text
      }),
    ),
})

/** Right clients over libraries. */
export const RIGHT: readonly RightClient[] = [
  { name: 'Anthropic SDK', settings: '3 retries, bodies timed', style: 'over an SDK', client: sdk },
  { name: 'AI SDK', settings: 'its retries off', style: 'over an SDK', client: aiSdk },
  {
    name: 'axios and axios-retry',
    settings: 'POST retried, time-outs for each attempt',
    style: 'over an HTTP library',
    client: defineClient({
      contract: PROMISES,
      setup: () => axiosClient(),
      call: (call, instance) => axiosAnswer(instance, call),
    }),
  },
  {
    name: 'got',
    settings: 'POST retried, 529 too',
    style: 'over an HTTP library',
    client: defineClient({ contract: PROMISES, call: (call) => gotAnswer(call) }),
  },
  {
    name: 'p-retry',
    settings: 'told of hints and of what is final',
    style: 'over a policy library',
    client: defineClient({
      contract: PROMISES,
      call: (call) => {
        const request = prepared(call)
        return pRetried(call.signal, () => once(call, request))
      },
    }),
  },
  { name: 'cockatiel', settings: 'decorrelated jitter', style: 'over a policy library', client: decorrelated },
]
