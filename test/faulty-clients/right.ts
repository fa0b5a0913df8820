/** Right clients of the application's own make, in many styles: their settings are high, and all declared. */
import { type Call, defineClient } from 'firedrill'
import { BREAKER, Breaker, CHAIN_PROMISES, fallingBack, throughBreaker } from './chain.ts'
import { backoffMs, header, hintMs, NoAnswer, passes, statusOf, waitMs, waitUpTo } from './errors.ts'
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
import { isDone, queueing } from './queue.ts'
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

/** Logs for the developers, an alert for those on duty, a word for whoever asked. */
const telling = defineClient({
  contract: { ...PROMISES, logs: true, alerts: { after: 3, within: '1m' } },
  setup: () => ({ failedMs: [] as number[], alertedMs: Number.NEGATIVE_INFINITY }),
  call: async (call: Call, seen) => {
    const request = prepared(call)
    try {
      return await retrying(call.signal, () =>
        once(call, request).catch((error: unknown) => {
          const requestId = header(error, 'request-id')
          call.log({ time: new Date().toISOString(), requestId, error: String(error), asked: request.body })
          throw error
        }),
      )
    } catch (error) {
      const now = Date.now()
      if (call.signal.aborted) throw error
      call.show('The assistant can’t answer right now. We have been told.')
      seen.failedMs = [...seen.failedMs.filter((t) => t > now - 60_000), now]
      if (seen.failedMs.length >= 3 && now - seen.alertedMs >= 60_000) {
        seen.alertedMs = now
        call.alert(`${seen.failedMs.length} calls failed within a minute`)
      }
      throw error
    }
  },
})

/** A tool that is run once, on a whole answer, and whose result is told with retries of its own. */
const agent = defineClient({
  contract: { ...PROMISES, retries: 6, effects: true },
  call: async (call: Call) => {
    const called = await asked(call, { stream: true })
    if (called === '') throw new NoAnswer('there is nothing to do')
    call.effect(`tool of call ${call.index}`)
    return asked(call, { stream: true, messages: [{ role: 'user', content: 'The tool says noon.' }] })
  },
})

/** One retry a call, and for all calls together no more than half as many again. */
const budgeted = defineClient({
  contract: { ...PROMISES, retries: 1, amplification: 2 },
  call: (call) => asked(call, {}, { retries: 1 }),
})

/** Retries are paid for by calls that succeed: where none does, there are soon none. */
const paidRetries = defineClient({
  contract: { ...PROMISES, amplification: 2 },
  setup: () => ({ tokens: 2 }),
  call: async (call, bucket) => {
    const answer = await asked(
      call,
      {},
      { passes: (error) => passes(error) && bucket.tokens >= 1 && bucket.tokens-- >= 1 },
    )
    bucket.tokens = Math.min(2, bucket.tokens + 0.2)
    return answer
  },
})

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
  { name: 'idle time-out', settings: 'a stream of any length', style: 'stream', client: streaming },
  { name: 'telling', settings: 'logs, alerts, friendly words', style: 'loop', client: telling },
  { name: 'agent', settings: 'two requests a call, 6 retries', style: 'stream', client: agent },
  { name: 'budgeted', settings: 'at most twice the calls', style: 'loop', client: budgeted },
  {
    name: 'paid retries',
    settings: 'a budget of retries for all calls',
    style: 'concurrent callers',
    client: paidRetries,
    also: ['masked-limit'],
  },
]
