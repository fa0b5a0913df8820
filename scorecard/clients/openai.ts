/** `openai`: the official SDK of OpenAI's API. */
import { defineClient } from 'firedrill'
import OpenAI, { type ClientOptions } from 'openai'
import { within } from '../message.ts'
import type { RealClient } from '../real-client.ts'

const REQUEST = { model: 'gpt-5.1', messages: [{ role: 'user' as const, content: 'How are you?' }] }

function sdk(options: ClientOptions, bound: (signal: AbortSignal, ask: Ask) => unknown) {
  return (streams: boolean) =>
    defineClient({
      setup: () => new OpenAI({ apiKey: 'sk-proj-drill', ...options }),
      call: ({ signal: caller }, client) =>
        bound(caller, async (signal) => {
          const { choices } = streams
            ? await client.chat.completions.stream({ ...REQUEST, stream: true }, { signal }).finalChatCompletion()
            : await client.chat.completions.create(REQUEST, { signal })
          return choices.map(({ message }) => message.content ?? '').join('')
        }),
    })
}

type Ask = (signal: AbortSignal) => Promise<string>

export const openai: RealClient = {
  packages: ['openai'],
  provider: 'openai',
  about:
    'The official SDK. `chat.completions.create`, and `chat.completions.stream(…).finalChatCompletion()` where a scenario ' +
    'is about streams.',
  defaults: {
    code: 'new OpenAI()',
    contract: { retries: 2, jitter: 'proportional', backoffCap: '8s' },
    make: sdk({}, (signal, ask) => ask(signal)),
  },
  recommended: {
    code: 'new OpenAI({ timeout: 60_000 }), each call with { signal: within(120_000) }',
    contract: { retries: 2, jitter: 'proportional', backoffCap: '8s', attemptTime: '2m', totalTime: '2m' },
    make: sdk({ timeout: 60_000 }, (signal, ask) => within(120_000, signal, ask)),
  },
  notes: [
    {
      rule: 'R1',
      settings: ['defaults', 'recommended'],
      kind: 'defect',
      text: 'Of what goes wrong after the headers it retries only its own time-out: a connection that is lost in the body, and an error event before the first token of a stream, are handed on.',
      at: 'openai/client.mjs:666 (!timedOut)',
    },
    {
      rule: 'R5',
      settings: ['defaults', 'recommended'],
      kind: 'choice',
      text: 'A hint above 60 s gives way to the default back-off of half a second, so that it asks again an hour too early, where giving up would honour it.',
      at: 'openai/client.mjs:1166 (60 * 1000)',
    },
    {
      rule: 'R11',
      settings: ['defaults'],
      kind: 'choice',
      text: 'Its time-out covers the body of an answer, and not that of a stream, which ends only by the 300 s of the runtime.',
      at: 'openai/client.mjs:612 (props.options.stream)',
    },
  ],
}
