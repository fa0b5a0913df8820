/** `@langchain/anthropic`: LangChain's chat model over Anthropic's SDK. */
import { ChatAnthropic, type ChatAnthropicInput } from '@langchain/anthropic'
import { defineClient } from 'firedrill'
import { within } from '../message.ts'
import type { RealClient } from '../real-client.ts'

function model(options: ChatAnthropicInput, bound: (signal: AbortSignal, ask: Ask) => unknown) {
  return (streams: boolean) =>
    defineClient({
      setup: () =>
        new ChatAnthropic({ model: 'claude-opus-4-7', apiKey: 'sk-ant-api03-drill', maxTokens: 256, ...options }),
      call: ({ signal: caller }, chat) =>
        bound(caller, async (signal) => {
          if (!streams) return (await chat.invoke('How are you?', { signal })).text
          let text = ''
          for await (const chunk of await chat.stream('How are you?', { signal })) text += chunk.text
          return text
        }),
    })
}

type Ask = (signal: AbortSignal) => Promise<string>

export const langchain: RealClient = {
  packages: ['@langchain/anthropic'],
  provider: 'anthropic',
  about: 'LangChain over the SDK of Anthropic. `invoke`, and `stream` where a scenario is about streams.',
  defaults: {
    code: "new ChatAnthropic({ model: 'claude-opus-4-7' })",
    contract: { retries: 6 },
    make: model({}, (signal, ask) => ask(signal)),
  },
  recommended: {
    code: "new ChatAnthropic({ model: 'claude-opus-4-7', maxRetries: 2 }), each call with { signal: within(120_000) }",
    contract: { retries: 2, attemptTime: '2m', totalTime: '2m' },
    make: model({ maxRetries: 2 }, (signal, ask) => within(120_000, signal, ask)),
  },
  notes: [
    {
      rule: 'R1',
      settings: ['defaults', 'recommended'],
      kind: 'choice',
      text: 'A 429 without a readable `retry-after` is taken for a lack of capacity and not retried; what goes wrong after the headers of a stream is not either.',
      at: '@langchain/core/dist/utils/async_caller.js:125 (headerless_429)',
    },
    {
      rule: 'R5',
      settings: ['defaults', 'recommended'],
      kind: 'defect',
      text: 'A hint that is no number goes to `Date.parse`, which takes two of them, `5, 30`, for a day that is long past: no wait is asked for then.',
      at: '@langchain/core/dist/utils/async_caller.js:93 (Date.parse(trimmed))',
    },
    {
      rule: 'R11',
      settings: ['defaults'],
      kind: 'open',
      text: 'The timer of the SDK inside is cleared as soon as the headers are there: body and stream end only by the 300 s of the runtime.',
      at: '@langchain/anthropic/node_modules/@anthropic-ai/sdk/client.mjs:670 (clearTimeout(timeout))',
    },
    {
      rule: 'R12',
      settings: ['defaults', 'recommended'],
      kind: 'choice',
      text: 'What an answer holds is taken as it is; and a stream is over when its connection is: whether the last event of the message came is not looked at.',
      at: '@langchain/anthropic/dist/chat_models.js:881 (for await (const data of stream))',
    },
  ],
}
