/** Clients that come back before they were asked to (R5). */
import { defineClient } from 'firedrill'
import ky from 'ky'
import OpenAI from 'openai'
import { backoffMs, header, hintMs, passes, waitMs } from './errors.ts'
import { axiosAnswer, axiosClient } from './libraries.ts'
import {
  ATTEMPT_MS,
  asked,
  type Caller,
  KEY,
  once,
  PROMISES,
  type Prepared,
  pause,
  prepared,
  wholeText,
} from './parts.ts'
import type { WrongClient } from './wrong-client.ts'

/** axios-retry with a delay of its own, which leaves the header out. */
const neverRead = defineClient({
  contract: PROMISES,
  setup: () => axiosClient({ retryDelay: (count) => backoffMs(count - 1) }),
  call: (call, instance) => axiosAnswer(instance, call),
})

/** Only seconds are read; a date is taken for nothing at all. */
const onlySeconds = defineClient({ contract: PROMISES, call: (call) => recurse(call, prepared(call), 0) })

async function recurse(call: Caller, request: Prepared, retry: number): Promise<string> {
  try {
    return await once(call, request)
  } catch (error) {
    const seconds = Number.parseInt(header(error, 'retry-after') ?? '', 10)
    const milliseconds = seconds > 0 ? Math.max(seconds * 1000, backoffMs(retry)) : backoffMs(retry)
    const isOver = retry === PROMISES.retries || milliseconds > 60_000
    if (call.signal.aborted || isOver || !passes(error)) throw error
    await pause(milliseconds, call.signal)
    return recurse(call, request, retry + 1)
  }
}

/** ky with a longest hint, which it takes for the time to wait. */
const clamped = defineClient({
  contract: PROMISES,
  call: async (call) => {
    const { url, headers, body } = prepared(call)
    const answer = ky.post(url, {
      headers: { ...headers },
      body,
      signal: call.signal,
      timeout: ATTEMPT_MS,
      retry: {
        limit: PROMISES.retries,
        methods: ['post'],
        statusCodes: [408, 429, 500, 502, 503, 504, 529],
        afterStatusCodes: [429, 503, 529],
        maxRetryAfter: 10_000,
        delay: (count) => backoffMs(count - 1),
        retryOnTimeout: true,
      },
    })
    return wholeText(await answer.text())
  },
})

/** A promise chain that takes seconds for milliseconds. */
const wrongUnit = defineClient({
  contract: PROMISES,
  call: (call) => {
    const request = prepared(call)
    const attempt = (retry: number): Promise<string> =>
      once(call, request).catch((error: unknown) => {
        const longest = waitMs(retry, error)
        if (retry === PROMISES.retries || longest === null || call.signal.aborted || !passes(error)) throw error
        const asks = hintMs(error)
        const milliseconds = asks === null ? longest : Math.max(asks / 1000, backoffMs(retry))
        return pause(milliseconds, call.signal).then(() => attempt(retry + 1))
      })
    return attempt(0)
  },
})

/** What can't be read as a time means none. */
const garbageIsNow = defineClient({
  contract: PROMISES,
  call: (call) =>
    asked(
      call,
      { stream: true },
      {
        waitMs: (retry, error) =>
          header(error, 'retry-after') !== null && hintMs(error) === null ? 0 : waitMs(retry, error),
        pause: async (milliseconds, signal) => {
          if (milliseconds > 0) await pause(milliseconds, signal)
        },
      },
    ),
})

/** The OpenAI SDK takes a hint of more than a minute for none. */
const overAMinute = defineClient({
  contract: { retries: 2, jitter: 'proportional' },
  setup: () => new OpenAI({ apiKey: KEY, baseURL: 'https://api.openai.com/v1', timeout: ATTEMPT_MS, maxRetries: 2 }),
  call: async ({ signal }, sdk) => {
    const question = { model: 'gpt-5.1', messages: [{ role: 'user' as const, content: 'What is the time?' }] }
    return wholeText(JSON.stringify(await sdk.chat.completions.create(question, { signal })))
  },
})

/** Clients that are wrong in R5. */
export const WRONG: readonly WrongClient[] = [
  {
    name: 'axios-retry that reads no hint',
    trap: 'vercel/ai #7247, #5018, MemTensor/MemOS #1620: retry-after ignored, plain back-off',
    style: 'over an HTTP library',
    shownIn: ['hints'],
    client: neverRead,
  },
  {
    name: 'reads seconds alone',
    trap: 'librefang/librefang #4257: date form not parsed; Tracer-Cloud/opensre #3171: half of the shapes read',
    style: 'recursion',
    shownIn: ['hints'],
    client: onlySeconds,
  },
  {
    name: 'ky with a clamped hint',
    trap: 'kieranklaassen/compound-cli #19: a hint above the cap is discarded',
    style: 'over an HTTP library',
    shownIn: ['hints', 'long-hints'],
    client: clamped,
  },
  {
    name: 'seconds taken for milliseconds',
    trap: 'github/copilot-cli #2760: a wait turned into an immediate retry',
    style: 'promise chain',
    shownIn: ['hints'],
    client: wrongUnit,
  },
  {
    name: 'garbage means at once',
    trap: 'a garbage Retry-After meaning "at once"',
    style: 'stream',
    shownIn: ['hints'],
    client: garbageIsNow,
  },
  {
    name: 'the OpenAI SDK and eight minutes',
    trap: 'kieranklaassen/compound-cli #19: a hint above the cap is discarded, budget burnt in one window',
    style: 'over an SDK',
    shownIn: ['long-hints'],
    client: overAMinute,
    api: 'openai',
  },
]
