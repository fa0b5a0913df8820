/** A drill goes on for as long as declared queued work is outstanding: an hour at most, and no limit is reached by that. */
import { type Call, calls, defineClient, drill, during, type Trace } from 'firedrill'
import { expect, test } from 'vitest'
import { drainsQueue } from '../../src/property/drains-queue.ts'
import { ADDRESS, api, callsOf } from './helpers.ts'

const OUTAGE = callsOf({ count: 3, every: 1000 }, during('10m', api.internalError()))
const MINUTE = 60_000

test('work that is queued in an outage is waited for until it is done', async () => {
  const trace = await drill(OUTAGE, queueing(MINUTE))
  expect(calls(trace).at(-1)!.endMs).toBe(2000)
  expect(times(trace, 'drained')).toEqual([10 * MINUTE, 11 * MINUTE, 12 * MINUTE])
  expect(trace.virtualMs).toBe(12 * MINUTE)
  expect(trace.limit).toBeNull()
  expect(drainsQueue().check(trace)).toMatchObject({ verdict: 'held' })
})

test('after an hour the drill ends, and what is left is a finding', async () => {
  const trace = await drill(OUTAGE, queueing(25 * MINUTE))
  expect(times(trace, 'drained')).toEqual([25 * MINUTE, 50 * MINUTE])
  expect(trace).toMatchObject({ limit: null, virtualMs: 2000 + 60 * MINUTE })
  expect(drainsQueue().check(trace).message).toMatch(/^What was queued as "job-2" at 2s had not been done/)
})

test('neither the virtual horizon nor the limit of timers is reached by waiting', async () => {
  const short = await drill(OUTAGE, queueing(MINUTE), { limits: { virtualTime: '5m' } })
  expect(short).toMatchObject({ limit: null, virtualMs: 5 * MINUTE })
  const busy = await drill(OUTAGE, queueing(1000), { limits: { timers: 20 } })
  expect(busy).toMatchObject({ limit: null, virtualMs: 20_000 })
})

test('work that nothing will ever do is no dead silence, as nobody waits for it', async () => {
  const trace = await drill(
    OUTAGE,
    defineClient({ contract: { queue: { perSecond: 1 } }, call: (call) => ask(call).catch(() => call.queue('lost')) }),
  )
  expect(trace).toMatchObject({ limit: null, virtualMs: 2000 + 60 * MINUTE })
  expect(trace.events.some(({ kind }) => kind === 'dead-silence')).toBe(false)
})

test('a queue that nobody declared is not waited for', async () => {
  const { contract: _contract, ...undeclared } = queueing(MINUTE)
  expect((await drill(OUTAGE, undeclared)).virtualMs).toBe(2000)
})

// Helpers

async function ask({ signal }: Pick<Call, 'signal'>) {
  const response = await fetch(ADDRESS, { signal })
  if (!response.ok) throw new Error(`status ${response.status}`)
  return response.json()
}

/** Queues what fails, and tries the head of its queue again at this interval. */
function queueing(everyMs: number) {
  return defineClient({
    contract: { queue: { perSecond: 1 } },
    setup: () => {
      const jobs: { id: string; call: Call }[] = []
      const timer = setInterval(async () => {
        const [job] = jobs
        if (job === undefined) return
        const answer = await ask({ signal: new AbortController().signal }).catch(() => null)
        if (answer === null) return
        jobs.shift()
        job.call.drained(job.id)
      }, everyMs)
      return { jobs, timer }
    },
    call: async (call, { jobs }) => {
      return ask(call).catch(() => {
        const id = `job-${call.index}`
        jobs.push({ id, call })
        call.queue(id)
        return 'later'
      })
    },
    teardown: ({ timer }) => clearInterval(timer),
  })
}

function times(trace: Trace, kind: string): number[] {
  return trace.events.filter((event) => event.kind === kind).map(({ t }) => t)
}
