/** Clients whose calls don't end, or not in the time that they promised (R7). */
import { request as httpsRequest } from 'node:https'
import { defineClient } from 'firedrill'
import { ApiError, passes, statusOf, waitMs, waitUpTo } from './errors.ts'
import {
  ATTEMPT_MS,
  asked,
  type Caller,
  once,
  PROMISES,
  type Prepared,
  pause,
  prepared,
  retrying,
  wholeText,
} from './parts.ts'
import type { WrongClient } from './wrong-client.ts'

/** A rate limit is waited out, however long it lasts. */
const waitsOutLimits = defineClient({
  contract: { jitter: 'proportional', attemptTime: '30s' },
  call: async (call) => {
    const request = prepared(call)
    for (let retry = 0; ; retry++) {
      try {
        return await once(call, request)
      } catch (error) {
        const milliseconds = waitMs(Math.min(retry, 6), error)
        const isOver = retry >= PROMISES.retries && statusOf(error) !== 429
        if (call.signal.aborted || isOver || milliseconds === null || !passes(error)) throw error
        await pause(milliseconds, call.signal)
      }
    }
  },
})

/** A hint of half a day is obeyed, although five minutes were promised. */
const parks = defineClient({
  contract: { ...PROMISES, totalTime: '5m' },
  call: (call) => asked(call, {}, { waitMs: waitUpTo(Number.POSITIVE_INFINITY) }),
})

/** The time of an attempt taken for the time of the call. */
const multiplied = defineClient({
  contract: { retries: 2, jitter: 'proportional', totalTime: '45s' },
  call: (call) => asked(call, {}, { retries: 2 }),
})

/** Nothing is done about a body that breaks off: only its end is listened for. */
const deafToAborts = defineClient({
  contract: PROMISES,
  call: (call) => {
    const request = prepared(call)
    return retrying(call.signal, () => listened(call, request))
  },
})

function listened(call: Caller, { url, method, headers, body }: Prepared): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = httpsRequest(url, { method, headers, signal: call.signal }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('error', () => clearTimeout(timer))
      response.on('end', () => {
        clearTimeout(timer)
        const isGood = response.statusCode! < 400
        if (isGood) resolve(Buffer.concat(parts).toString())
        else reject(new ApiError(response.statusCode!, new Headers(response.headers as Record<string, string>)))
      })
    })
    const timer = setTimeout(() => request.destroy(new Error('no answer in time')), ATTEMPT_MS)
    request.on('error', (error) => {
      clearTimeout(timer)
      reject(error)
    })
    call.signal.addEventListener('abort', () => reject(call.signal.reason), { once: true })
    request.end(body)
  }).then((text) => wholeText(text as string))
}

/** A recursion without a bottom. */
const bottomless = defineClient({
  contract: { jitter: 'proportional', attemptTime: '30s' },
  call: (call) => deeper(call, prepared(call, { stream: true }), 0),
})

async function deeper(call: Caller, request: Prepared, depth: number): Promise<string> {
  try {
    return await once(call, request)
  } catch (error) {
    const milliseconds = waitMs(Math.min(depth, 7), error)
    if (call.signal.aborted || milliseconds === null || !passes(error)) throw error
    await pause(milliseconds, call.signal)
    return deeper(call, request, depth + 1)
  }
}

/** Clients that are wrong in R7. */
export const WRONG: readonly WrongClient[] = [
  {
    name: '429 retried without end',
    trap: 'aj47/SpeakMCP #102: 429 retried for ever by design',
    style: 'loop',
    shownIn: ['limited-for-good'],
    client: waitsOutLimits,
  },
  {
    name: 'parked by a long hint',
    trap: 'anomalyco/opencode #47641: retry-after of a day parks the session silently',
    style: 'promise chain',
    shownIn: ['long-hints'],
    client: parks,
  },
  {
    name: 'the time of an attempt, three times',
    trap: 'openai/openai-python #3828: timeout 30 × 3 = 91.6 s',
    style: 'loop',
    shownIn: ['silences'],
    client: multiplied,
  },
  {
    name: 'listens for the end alone',
    trap: 'a promise that only one of two events settles',
    style: 'events',
    shownIn: ['connections-fail'],
    client: deafToAborts,
  },
  {
    name: 'recursion without a bottom',
    trap: 'ambient-code/agentready #104: recursion on RateLimitError without limit',
    style: 'recursion',
    shownIn: ['down-for-good', 'limited-for-good'],
    client: bottomless,
  },
]
