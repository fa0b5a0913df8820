/** Clients that pass a failure off as an answer, or lose what it said (R12). */
import { createAnthropic } from '@ai-sdk/anthropic'
import { streamText } from 'ai'
import axios from 'axios'
import { defineClient } from 'firedrill'
import { anthropicSdk, QUESTION } from './libraries.ts'
import { ATTEMPT_MS, asked, KEY, OPUS, PROMISES, type Prepared, prepared, retrying, within } from './parts.ts'
import type { WrongClient } from './wrong-client.ts'

const { attemptTime: _, ...BY_LIBRARY } = PROMISES

/** Whatever comes is the answer: nobody looks at its status. */
const anyBody = defineClient({
  contract: PROMISES,
  setup: () => axios.create({ timeout: ATTEMPT_MS, validateStatus: () => true, transformResponse: [(text) => text] }),
  call: (call, instance) => {
    const { url, body, headers }: Prepared = prepared(call)
    return retrying(call.signal, async () => {
      const { data } = await instance.post<string>(url, body, { headers, signal: call.signal })
      return data
    })
  },
})

/** What has come by the end of the SDK's stream is taken for all of it. */
const cutIsWhole = defineClient({
  contract: BY_LIBRARY,
  setup: () => anthropicSdk(),
  call: (call, sdk) =>
    within(200_000, call.signal, async (signal) => {
      const stream = await sdk.messages.create({ ...QUESTION, stream: true }, { signal })
      let text = ''
      for await (const event of stream) {
        if (event.type === 'content_block_delta' && event.delta.type === 'text_delta') text += event.delta.text
      }
      return text
    }),
})

/** A promise chain that ends in nothing rather than in an error. */
const nothing = defineClient({
  contract: PROMISES,
  call: (call) =>
    asked(call).catch((error: unknown) => {
      if (call.signal.aborted) throw error
      return null
    }),
})

/** An error of the application's own, without the one that it stands for. */
const ownWords = defineClient({
  contract: PROMISES,
  call: async (call) => {
    try {
      return await asked(call, { stream: true })
    } catch {
      call.signal.throwIfAborted()
      throw new Error('the assistant is not available')
    }
  },
})

/** The text stream of the AI SDK, which ends early rather than with an error. */
const quietStream = defineClient({
  contract: BY_LIBRARY,
  setup: () => createAnthropic({ apiKey: KEY })(OPUS),
  call: (call, model) => {
    const { url: _url, ...request } = prepared(call)
    return retrying(call.signal, () =>
      within(ATTEMPT_MS, call.signal, async (abortSignal) => {
        const { headers } = request
        const { textStream } = streamText({
          model,
          prompt: 'What is the time?',
          headers: { 'idempotency-key': headers['idempotency-key']! },
          maxRetries: 0,
          abortSignal,
          onError: () => {},
        })
        let text = ''
        for await (const part of textStream) text += part
        abortSignal.throwIfAborted()
        return text
      }),
    )
  },
})

/** Clients that are wrong in R12. */
export const WRONG: readonly WrongClient[] = [
  {
    name: 'axios for which every status is fine',
    trap: 'HKUDS/LightRAG #4056: 401, 429 and 503 bodies returned as completions',
    style: 'over an HTTP library',
    shownIn: ['outage', 'refused-for-good', 'broken-answers'],
    client: anyBody,
  },
  {
    name: 'a cut stream taken for a whole one',
    trap: 'anomalyco/opencode #26170, apache/maka #2297: cut stream stored as a finished answer',
    style: 'over an SDK',
    shownIn: ['broken-streams'],
    client: cutIsWhole,
  },
  {
    name: 'nothing rather than an error',
    trap: 'cognizant-ai-lab/neuro-san #1020: rate limits swallowed',
    style: 'promise chain',
    shownIn: ['outage', 'refused-for-good'],
    client: nothing,
  },
  {
    name: 'an error without its cause',
    trap: 'status and request id lost on the way up',
    style: 'stream',
    shownIn: ['outage', 'refused-for-good'],
    client: ownWords,
  },
  {
    name: "the AI SDK's text stream",
    trap: 'use-agent-os/agent-os #2137: error event ignored; turn truncated silently',
    style: 'over an SDK',
    shownIn: ['refused-for-good', 'broken-streams'],
    client: quietStream,
  },
]
