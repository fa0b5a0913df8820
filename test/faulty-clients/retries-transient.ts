/** Clients that give up on what would have passed (R1). */
import { defineClient } from 'firedrill'
import { ApiError, hintMs, passes, statusOf, waitMs } from './errors.ts'
import { gotAnswer } from './libraries.ts'
import { asked, once, PROMISES, pause, prepared } from './parts.ts'
import type { WrongClient } from './wrong-client.ts'

/** A loop over a list of statuses that knows nothing of 529. */
const without529 = defineClient({
  contract: PROMISES,
  call: async (call) => {
    const request = prepared(call)
    for (let retry = 0; ; retry++) {
      try {
        return await once(call, request)
      } catch (error) {
        const status = statusOf(error)
        const isListed = status === null ? passes(error) : [408, 429, 500, 502, 503, 504].includes(status)
        const milliseconds = waitMs(retry, error)
        if (call.signal.aborted || !isListed || retry === PROMISES.retries || milliseconds === null) throw error
        await pause(milliseconds, call.signal)
      }
    }
  },
})

/** got spares POST by default. */
const postSpared = defineClient({
  contract: PROMISES,
  call: (call) => gotAnswer(call, { retry: { limit: PROMISES.retries } }),
})

/** A 429 without a hint is taken for an exhausted quota, as LangChain takes it. */
const hintlessIsOver = defineClient({
  contract: PROMISES,
  call: (call) =>
    asked(call, {}, { passes: (error) => passes(error) && (statusOf(error) !== 429 || hintMs(error) !== null) }),
})

/** A promise chain that knows broken connections by words that fetch doesn't use. */
const byWording = defineClient({
  contract: PROMISES,
  call: (call) => {
    const request = prepared(call)
    const isKnown = (error: unknown) =>
      passes(error) && (error instanceof ApiError || /ECONNRESET|ECONNREFUSED|socket hang up/.test(String(error)))
    const attempt = (retry: number): Promise<string> =>
      once(call, request).catch((error: unknown) => {
        const milliseconds = waitMs(retry, error)
        if (retry === PROMISES.retries || milliseconds === null || call.signal.aborted || !isKnown(error)) throw error
        return pause(milliseconds, call.signal).then(() => attempt(retry + 1))
      })
    return attempt(0)
  },
})

/** Clients that are wrong in R1. */
export const WRONG: readonly WrongClient[] = [
  {
    name: '529 is missing from the list',
    trap: 'agentscope-ai/QwenPaw #1891: 529 missing from the retryable list',
    style: 'loop',
    shownIn: ['outage', 'callers-together'],
    client: without529,
  },
  {
    name: 'got, which spares POST',
    trap: 'HTTP libraries retry no POST unless told to',
    style: 'over an HTTP library',
    shownIn: ['short-failures', 'outage'],
    client: postSpared,
  },
  {
    name: 'a hintless 429 is final',
    trap: 'langchain-ai/langchainjs #10566, #10674: WAIT, CAP or STOP by the hint alone',
    style: 'loop',
    shownIn: ['short-failures'],
    client: hintlessIsOver,
  },
  {
    name: 'resets known by their wording',
    trap: 'letta-ai/letta-code #4550, earendil-works/pi #6431: socket-closed wording not recognised, zero retries',
    style: 'promise chain',
    shownIn: ['short-failures', 'connections-fail'],
    client: byWording,
  },
]
