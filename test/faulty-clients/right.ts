/** Right clients of the application's own make, in many styles: their settings are high, and all declared. */
import { defineClient } from 'firedrill'
import { BREAKER, Breaker, CHAIN_PROMISES, fallingBack, throughBreaker } from './chain.ts'
import { backoffMs, hintMs, passes, statusOf, waitMs, waitUpTo } from './errors.ts'
import {
  ATTEMPT_MS,
  answerOf,
  asked,
  type Caller,
  KEY,
  once,
  PROMISES,
  type Prepared,
  pause,
  prepared,
  retrying,
  streamedText,
  timedOut,
  within,
} from './parts.ts'
import { isDone, queueing, queueingInCalls } from './queue.ts'
import type { RightClient } from './right-client.ts'

const { attemptTime: _, ...WITHOUT_ATTEMPT_TIME } = PROMISES

/** Seven retries, at most half a minute apart, within five minutes. */
const patient = defineClient({
  contract: { ...PROMISES, retries: 7, backoffCap: '30s', totalTime: '5m' },
  call: (call) => {
    const request = prepared(call)
    const untilMs = Date.now() + 300_000
    return retrying(
      call.signal,
      () => within(untilMs - Date.now(), call.signal, (signal) => once({ ...call, signal }, request)),
      {
        retries: 7,
        waitMs: (retry, error) => {
          const hint = hintMs(error) ?? 0
          const milliseconds = Math.max(hint, Math.min(backoffMs(retry), 30_000 * (1 - Math.random() / 4)))
          return hint > 60_000 || Date.now() + milliseconds >= untilMs ? null : milliseconds
        },
      },
    )
  },
})

/** Hints of up to ten minutes are obeyed. */
const obedient = defineClient({
  contract: { ...PROMISES, retryAfterCap: '10m' },
  call: (call) => {
    const request = prepared(call)
    const attempt = (retry: number): Promise<string> =>
      once(call, request).catch((error: unknown) => {
        const milliseconds = waitUpTo(600_000)(retry, error)
        if (retry === PROMISES.retries || milliseconds === null || call.signal.aborted || !passes(error)) throw error
        return pause(milliseconds, call.signal).then(() => attempt(retry + 1))
      })
    return attempt(0)
  },
})

/** Waits from zero to the whole back-off. */
const fullJitter = defineClient({
  contract: { ...PROMISES, jitter: 'full' },
  call: (call) => recurse(call, prepared(call), 0),
})

async function recurse(call: Caller, request: Prepared, retry: number): Promise<string> {
  try {
    return await once(call, request)
  } catch (error) {
    const isOver = call.signal.aborted || retry === PROMISES.retries || waitMs(retry, error) === null
    if (isOver || !passes(error)) throw error
    await pause(hintMs(error) ?? Math.random() * 1000 * 2 ** retry, call.signal)
    return recurse(call, request, retry + 1)
  }
}

/** A second request joins a slow one, and the first answer wins; each is one of four at most. */
const hedging = defineClient({
  contract: PROMISES,
  call: (call) => {
    const request = prepared(call)
    const budget = { left: PROMISES.retries + 1 }
    return retrying(call.signal, () => hedged(call, request, budget), {
      passes: (error) => budget.left > 0 && passes(error),
    })
  },
})

async function hedged(call: Caller, request: Prepared, budget: { left: number }): Promise<string> {
  const done = new AbortController()
  const own = { ...call, signal: AbortSignal.any([call.signal, done.signal]) }
  budget.left--
  const first = once(own, request)
  const isOver = () => true
  const second = Promise.race([first.then(isOver, isOver), pause(2000, own.signal).then(() => false, isOver)]).then(
    (over) => {
      if (over || budget.left === 0) return first
      budget.left--
      return once(own, request)
    },
  )
  try {
    return await Promise.any([first, second]).catch((error: AggregateError) => {
      throw error.errors.at(-1)
    })
  } finally {
    second.catch(() => {})
    done.abort()
  }
}

/** An answer of its own where the service has none. */
const degraded = defineClient({
  contract: { ...PROMISES, degraded: true, shown: true },
  call: (call) =>
    asked(call, { stream: true }).catch((error: unknown) => {
      if (call.signal.aborted) throw error
      return 'The assistant is resting. Please try again in a few minutes.'
    }),
})

/** One fresh credential after a 401. */
const refreshing = defineClient({
  contract: { ...PROMISES, refreshesCredential: true },
  setup: () => ({ key: KEY, issued: 0 }),
  call: async (call, vault) => {
    try {
      return await asked(call, { key: vault.key })
    } catch (error) {
      if (statusOf(error) !== 401) throw error
      vault.key = `${KEY}-${++vault.issued}`
      return asked(call, { key: vault.key })
    }
  },
})

/** Two links, each with retries of its own. */
const chain = defineClient({ contract: CHAIN_PROMISES, call: (call) => fallingBack(call) })

/** A breaker past which every attempt goes. */
const breaker = defineClient({
  contract: { ...PROMISES, breaker: BREAKER },
  setup: () => new Breaker(),
  call: (call, own) => throughBreaker(call, own),
})

/** Failed questions are answered later, one a second at the most. */
const queue = queueing(async (jobs) => {
  const first = jobs[0]
  if (first === undefined) return false
  const done = await isDone(first)
  if (done) jobs.shift()
  return done
})

/** The same, by a worker that begins in the call that queues first, and runs on in its context. */
const queueInCalls = queueingInCalls()

/** A stream that may take its time, but not without a word for half a minute. */
const streaming = defineClient({
  contract: WITHOUT_ATTEMPT_TIME,
  call: (call) => {
    const request = prepared(call, { stream: true })
    return retrying(call.signal, () => streamed(call, request))
  },
})

async function streamed(call: Caller, { url, stream: _stream, ...init }: Prepared): Promise<string> {
  const idle = new AbortController()
  let timer = setTimeout(() => idle.abort(timedOut()), ATTEMPT_MS)
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.any([call.signal, idle.signal]) })
    if (!response.ok || response.body === null) return await answerOf(response)
    let text = ''
    for await (const part of response.body.pipeThrough(new TextDecoderStream())) {
      clearTimeout(timer)
      timer = setTimeout(() => idle.abort(timedOut()), ATTEMPT_MS)
      text += part
    }
    return streamedText(text)
  } finally {
    clearTimeout(timer)
  }
}

/** Right clients without a library. */
export const RIGHT: readonly RightClient[] = [
  { name: 'patient', settings: '7 retries, 5 minutes', style: 'loop', client: patient },
  { name: 'obedient', settings: 'hints of up to 10 minutes', style: 'promise chain', client: obedient },
  { name: 'full jitter', settings: 'waits from zero on', style: 'recursion', client: fullJitter },
  {
    name: 'hedging',
    settings: 'a second request beside a slow one',
    style: 'concurrent callers',
    client: hedging,
    also: ['slow-recovery'],
  },
  { name: 'degraded', settings: 'answers of its own', style: 'promise chain', client: degraded },
  { name: 'refreshing', settings: 'a fresh credential after a 401', style: 'loop', client: refreshing },
  { name: 'chain', settings: 'two models', style: 'loop', client: chain, also: ['opus-down'] },
  {
    name: 'breaker',
    settings: 'a breaker past which every attempt goes',
    style: 'concurrent callers',
    client: breaker,
    also: ['opus-down', 'slow-recovery', 'masked-limit'],
  },
  { name: 'queue', settings: 'answers later, one a second', style: 'concurrent callers', client: queue },
  {
    name: 'queue in calls',
    settings: 'answers later, one a second',
    style: 'concurrent callers',
    client: queueInCalls,
  },
  { name: 'idle time-out', settings: 'a stream of any length', style: 'stream', client: streaming },
]
