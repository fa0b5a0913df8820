/** Right clients as applications are built around them: they tell people, run tools, and count what all calls cost. */
import { type Call, defineClient } from 'firedrill'
import { header, NoAnswer, passes } from './errors.ts'
import { asked, once, PROMISES, prepared, retrying } from './parts.ts'
import type { RightClient } from './right-client.ts'

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
      call.show("The assistant can't answer right now. We have been told.")
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

/** Right applications. */
export const RIGHT: readonly RightClient[] = [
  { name: 'telling', settings: 'logs, alerts, friendly words', style: 'loop', client: telling },
  {
    name: 'agent',
    settings: 'two requests a call, 6 retries',
    style: 'stream',
    client: agent,
    also: ['callers-together', 'every-second-fails'],
  },
  { name: 'budgeted', settings: 'at most twice the calls', style: 'loop', client: budgeted },
  {
    name: 'paid retries',
    settings: 'a budget of retries for all calls',
    style: 'concurrent callers',
    client: paidRetries,
    also: ['masked-limit'],
  },
]
