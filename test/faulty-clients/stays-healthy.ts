/** Clients that a failed call costs more than its answer (R21). */
import { Agent, request as httpsRequest } from 'node:https'
import { defineClient } from 'firedrill'
import { ApiError } from './errors.ts'
import { axiosAnswer, axiosClient } from './libraries.ts'
import {
  ATTEMPT_MS,
  answerOf,
  asked,
  type Caller,
  PROMISES,
  type Prepared,
  prepared,
  retrying,
  timedOut,
  wholeText,
} from './parts.ts'
import type { WrongClient } from './wrong-client.ts'

/** The timer of an attempt is taken back when it succeeds, and not when it fails. */
const keptTimers = defineClient({
  contract: PROMISES,
  call: (call) => {
    const request = prepared(call)
    return retrying(call.signal, () => timed(call, request))
  },
})

async function timed(call: Caller, { url, stream, ...init }: Prepared): Promise<string> {
  const over = new AbortController()
  const signal = AbortSignal.any([call.signal, over.signal])
  const timer = setTimeout(() => over.abort(timedOut()), ATTEMPT_MS)
  const watch = setTimeout(() => {}, 24 * 3_600_000)
  const answer = await answerOf(await fetch(url, { ...init, signal }), stream).finally(() => clearTimeout(timer))
  clearTimeout(watch)
  return answer
}

/** A second look at each failure, that nobody waits for and nobody catches. */
const strays = defineClient({
  contract: PROMISES,
  call: async (call) => {
    const answer = asked(call, { stream: true })
    void answer.finally(() => undefined)
    return answer
  },
})

/** A heartbeat for each call, which a failed one leaves behind. */
const heartbeats = defineClient({
  contract: PROMISES,
  setup: () => axiosClient(),
  call: async (call, instance) => {
    const beat = setInterval(() => {}, 600_000)
    const answer = await axiosAnswer(instance, call)
    clearInterval(beat)
    return answer
  },
})

/** An agent for each attempt, whose failed answers are never read to their end. */
const keptSockets = defineClient({
  contract: PROMISES,
  call: (call) => {
    const request = prepared(call)
    return retrying(call.signal, () => unread(call, request))
  },
})

function unread(call: Caller, { url, method, headers, body }: Prepared): Promise<string> {
  return new Promise<string>((resolve, reject) => {
    const agent = new Agent({ keepAlive: true })
    const fail = (error: unknown) => {
      clearTimeout(timer)
      reject(call.signal.aborted ? call.signal.reason : error)
    }
    const request = httpsRequest(url, { method, headers, agent, signal: call.signal }, (response) => {
      const status = response.statusCode!
      if (status >= 400) return fail(new ApiError(status, new Headers(response.headers as Record<string, string>)))
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('error', fail)
      response.on('end', () => {
        clearTimeout(timer)
        agent.destroy()
        resolve(Buffer.concat(parts).toString())
      })
    })
    const timer = setTimeout(() => request.destroy(timedOut()), ATTEMPT_MS)
    request.on('error', fail)
    request.end(body)
  }).then(wholeText)
}

/** Clients that are wrong in R21. */
export const WRONG: readonly WrongClient[] = [
  {
    name: 'timers that failures keep',
    trap: 'a timer cleared on success alone',
    style: 'loop',
    shownIn: ['outage', 'refused-for-good'],
    client: keptTimers,
  },
  {
    name: 'a promise that nobody catches',
    trap: 'one failed call ends the process: earendil-works/pi #6431',
    style: 'stream',
    shownIn: ['outage', 'refused-for-good'],
    client: strays,
  },
  {
    name: 'heartbeats that go on',
    trap: 'an interval that a throw jumps over',
    style: 'over an HTTP library',
    shownIn: ['refused-for-good'],
    client: heartbeats,
  },
  {
    name: 'answers that are never read',
    trap: 'a failed answer that keeps its connection',
    style: 'events',
    shownIn: ['refused-for-good'],
    client: keptSockets,
  },
]
