/** `ai` with `@ai-sdk/anthropic`: the AI SDK. */
import { createAnthropic } from '@ai-sdk/anthropic'
import { generateText, streamText } from 'ai'
import { defineClient } from 'firedrill'
import type { RealClient } from '../real-client.ts'

type Timeout = NonNullable<Parameters<typeof streamText>[0]['timeout']>

function sdk(timeoutOf: (streams: boolean) => { timeout?: Timeout }) {
  return (streams: boolean) =>
    defineClient({
      setup: () => createAnthropic({ apiKey: 'sk-ant-api03-drill' })('claude-opus-4-7'),
      call: async ({ signal }, model) => {
        const request = { model, prompt: 'How are you?', abortSignal: signal, ...timeoutOf(streams) }
        if (!streams) return (await generateText(request)).text
        const { fullStream } = streamText({ ...request, onError: () => {} })
        let text = ''
        for await (const part of fullStream) {
          if (part.type === 'error') throw part.error
          if (part.type === 'text-delta') text += part.text
          if (part.type === 'abort') throw new Error('It was aborted')
          if (part.type === 'finish' && part.finishReason === 'interrupted') throw new Error('It was interrupted')
        }
        return text
      },
    })
}

export const aiSdk: RealClient = {
  packages: ['ai', '@ai-sdk/anthropic'],
  provider: 'anthropic',
  about:
    'The AI SDK. `generateText`, and `streamText` where a scenario is about streams: its parts are gathered, error parts ' +
    'are thrown, and so is an abort, and an end that is called interrupted.',
  defaults: { code: 'generateText({ model, prompt })', contract: { retries: 2 }, make: sdk(() => ({})) },
  recommended: {
    code: 'generateText({ model, prompt, timeout: { totalMs: 120_000 } }), and for streams { chunkMs: 30_000 } besides',
    contract: { retries: 2, attemptTime: '2m', totalTime: '2m' },
    make: sdk((streams) => ({ timeout: { totalMs: 120_000, ...(streams ? { chunkMs: 30_000 } : {}) } })),
  },
  notes: [
    {
      rule: 'R1',
      settings: ['defaults', 'recommended'],
      kind: 'choice',
      text: 'An error event is retried when it is the first of its stream, and not when `message_start` comes before it, although nothing has been said yet.',
      at: "@ai-sdk/anthropic/src/anthropic-language-model.ts:3693 (result.value?.type === 'error')",
    },
    {
      rule: 'R4',
      settings: ['defaults', 'recommended'],
      kind: 'defect',
      text: 'Its waits are 2 s · 2^n to the millisecond, and no setting spreads them.',
      at: '@ai-sdk/provider-utils/src/retry-with-exponential-backoff.ts:122 (backoffFactor * delayInMs)',
    },
    {
      rule: 'R5',
      settings: ['defaults', 'recommended'],
      kind: 'choice',
      text: 'A hint of 60 s or more gives way to its own back-off, as its documentation says; giving up would honour it.',
      at: 'ai/src/util/retry-with-exponential-backoff.ts:52 (60 * 1000)',
    },
    {
      rule: 'R11',
      settings: ['defaults'],
      kind: 'open',
      text: 'There is no time-out unless `timeout` is given: silence ends by the 300 s of the runtime.',
      at: 'ai/src/util/set-abort-timeout.ts:23 (timeoutMs == null)',
    },
  ],
}
