/** `@google/genai`: the official SDK of the Gemini API. */
import { GoogleGenAI, type HttpOptions } from '@google/genai'
import { defineClient } from 'firedrill'
import type { RealClient } from '../real-client.ts'

const REQUEST = { model: 'gemini-2.5-flash', contents: 'How are you?' }

function sdk(httpOptions: HttpOptions) {
  return (streams: boolean) =>
    defineClient({
      setup: () => new GoogleGenAI({ apiKey: 'AIza-drill', vertexai: false, apiVersion: 'v1beta', httpOptions }),
      call: async ({ signal }, { models }) => {
        const request = { ...REQUEST, config: { abortSignal: signal } }
        if (!streams) return (await models.generateContent(request)).text
        let text = ''
        for await (const chunk of await models.generateContentStream(request)) text += chunk.text ?? ''
        return text
      },
    })
}

export const googleGenai: RealClient = {
  packages: ['@google/genai'],
  provider: 'gemini',
  about: 'The official SDK. `generateContent`, and `generateContentStream` where a scenario is about streams.',
  defaults: { code: 'new GoogleGenAI({ apiKey })', contract: {}, make: sdk({}) },
  recommended: {
    code: 'new GoogleGenAI({ apiKey, httpOptions: { timeout: 60_000, retryOptions: {} } })',
    contract: { retries: 4, attemptTime: '60s' },
    make: sdk({ timeout: 60_000, retryOptions: {} }),
  },
  notes: [
    {
      rule: 'R1',
      settings: ['defaults'],
      kind: 'choice',
      text: 'Without `retryOptions` there is one attempt.',
      at: '@google/genai/dist/node/index.mjs:13993 (!retryOptions)',
    },
    {
      rule: 'R1',
      settings: ['recommended'],
      kind: 'defect',
      text: 'Its retries are those of p-retry 4.6.2, which takes every TypeError for a bug of the program but those with four messages of browsers: the `fetch failed` of Node is none of them, so that no broken connection is retried.',
      at: '@google/genai/node_modules/p-retry/index.js:60 (error instanceof TypeError)',
    },
    {
      rule: 'R5',
      settings: ['recommended'],
      kind: 'open',
      text: 'The retries know nothing of `retry-after`: their waits are 1 s · 2^n with jitter, whatever the service asks for.',
      at: '@google/genai/dist/node/index.mjs:14000 (pRetry(runFetch)',
    },
    {
      rule: 'R7',
      settings: ['defaults'],
      kind: 'choice',
      text: 'It switches off the time-outs of the runtime and has none of its own, as its comment says: a service that falls silent is waited for without end.',
      at: '@google/genai/dist/node/index.mjs:13505 (headersTimeout: 0)',
    },
    {
      rule: 'R11',
      settings: ['defaults'],
      kind: 'choice',
      text: 'It switches off the time-outs of the runtime and has none of its own; `httpOptions.timeout` is the cure.',
      at: '@google/genai/dist/node/index.mjs:13505 (bodyTimeout: 0)',
    },
    {
      rule: 'R12',
      settings: ['defaults'],
      kind: 'choice',
      text: 'A stream is over when its connection is: one that is cut before its last chunk looks whole to whoever does not check `finishReason`; a 200 with the envelope of an error is an answer without text; values of other types are handed on.',
      at: '@google/genai/dist/node/index.mjs:13900 (if (done))',
    },
    {
      rule: 'R12',
      settings: ['recommended'],
      kind: 'defect',
      text: 'As at its defaults; and when its retries are spent it throws the error that was seen most often, which may not be the last one.',
      at: 'retry/lib/retry_operation.js:155 (mainErrorCount)',
    },
    {
      rule: 'R19',
      settings: ['recommended'],
      kind: 'defect',
      text: 'The wait before a retry does not hear the signal of the caller: only its end looks at it.',
      at: '@google/genai/dist/node/index.mjs:14006 (onFailedAttempt)',
    },
    {
      rule: 'R21',
      settings: ['recommended'],
      kind: 'choice',
      text: 'The timer of an attempt stays after an answer that is an error and not retried, until it fires to no effect: so that it would bound the body, as its comment says. It keeps no process alive.',
      at: '@google/genai/dist/node/index.mjs:13523 (controller.abort())',
    },
  ],
}
