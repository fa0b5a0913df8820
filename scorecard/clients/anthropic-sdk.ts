/** `@anthropic-ai/sdk`: the official SDK of Anthropic's API. */
import Anthropic, { type ClientOptions } from '@anthropic-ai/sdk'
import { defineClient } from 'firedrill'
import { within } from '../message.ts'
import type { RealClient } from '../real-client.ts'

const REQUEST = {
  model: 'claude-opus-4-7',
  max_tokens: 256,
  messages: [{ role: 'user' as const, content: 'How are you?' }],
}

function sdk(options: ClientOptions, bound: (signal: AbortSignal, ask: Ask) => unknown) {
  return (streams: boolean) =>
    defineClient({
      setup: () => new Anthropic({ apiKey: 'sk-ant-api03-drill', ...options }),
      call: ({ signal: caller }, client) =>
        bound(caller, async (signal) => {
          const { content } = streams
            ? await client.messages.stream(REQUEST, { signal }).finalMessage()
            : await client.messages.create(REQUEST, { signal })
          return content.map((block) => (block.type === 'text' ? block.text : '')).join('')
        }),
    })
}

type Ask = (signal: AbortSignal) => Promise<string>

export const anthropicSdk: RealClient = {
  packages: ['@anthropic-ai/sdk'],
  provider: 'anthropic',
  about:
    'The official SDK. `messages.create`, and `messages.stream(…).finalMessage()` where a scenario is about streams.',
  defaults: {
    code: 'new Anthropic()',
    contract: { retries: 2, jitter: 'proportional', backoffCap: '8s' },
    make: sdk({}, (signal, ask) => ask(signal)),
  },
  recommended: {
    code: 'new Anthropic({ timeout: 60_000 }), each call with { signal: within(120_000) }',
    contract: { retries: 2, jitter: 'proportional', backoffCap: '8s', attemptTime: '2m', totalTime: '2m' },
    make: sdk({ timeout: 60_000 }, (signal, ask) => within(120_000, signal, ask)),
  },
  notes: [
    {
      rule: 'R1',
      settings: ['defaults', 'recommended'],
      kind: 'defect',
      text: 'Its retries end with the headers, although its documentation says that connection errors are retried: a connection that is lost in the body, and an error event before the first token of a stream, are handed on.',
      at: '@anthropic-ai/sdk/client.mjs:750 (return { response, options, controller)',
    },
    {
      rule: 'R5',
      settings: ['defaults', 'recommended'],
      kind: 'choice',
      text: 'A hint above 2^31 ms (24.8 days) fits no timer, and gives way to the default back-off of half a second, where giving up would honour it. All shorter ones are waited out.',
      at: '@anthropic-ai/sdk/client.mjs:908 (2 ** 31 - 1)',
    },
    {
      rule: 'R11',
      settings: ['defaults'],
      kind: 'defect',
      text: 'The timer of `timeout` (600 s) is cleared as soon as the headers are there: body and stream end only by the 300 s of the runtime.',
      at: '@anthropic-ai/sdk/client.mjs:801 (clearTimeout(timeout))',
    },
  ],
}
