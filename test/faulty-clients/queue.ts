/** Right parts for work that is put aside: a queue that one worker drains at a fixed rate. */
import { type Call, defineClient } from 'firedrill'
import { passes } from './errors.ts'
import { asked, once, PROMISES } from './parts.ts'

/** What a client with a queue declares: a failed call is answered by a receipt, and made up for later. */
export const QUEUE_PROMISES = { ...PROMISES, degraded: true, queue: { perSecond: 1 } } as const

/** Work that was put aside. */
export interface Job {
  readonly id: string
  readonly call: Pick<Call, 'index' | 'drained'>
}

/** The work that is waiting, and how its worker is stopped. */
export interface Queue {
  readonly jobs: Job[]
  readonly stop: () => void
}

/**
 * A client that queues what fails for the moment, and a worker that says whether its piece of work was done. The worker
 * is the client's own, so that no call is charged with it; it comes more rarely while there is nothing that can be done.
 */
export function queueing(work: (jobs: Job[]) => Promise<boolean>) {
  return defineClient<Queue>({
    contract: QUEUE_PROMISES,
    setup: () => {
      const jobs: Job[] = []
      let timer: NodeJS.Timeout
      const next = (milliseconds: number) => {
        timer = setTimeout(
          async () => next((await work(jobs)) ? EVERY_MS : Math.min(milliseconds * 2, 60_000)),
          milliseconds,
        )
      }
      next(EVERY_MS)
      return { jobs, stop: () => clearTimeout(timer) }
    },
    teardown: ({ stop }) => stop(),
    call: async (call, { jobs }) => {
      try {
        return await asked(call)
      } catch (error) {
        if (call.signal.aborted || !passes(error)) throw error
        const id = `question ${call.index}`
        call.queue(id)
        jobs.push({ id, call })
        return `We will answer later: ${id}`
      }
    },
  })
}

/** A client whose worker is started by the call that queues something while no worker runs. */
export function queueingInCalls() {
  return defineClient<{ jobs: Job[]; timer?: NodeJS.Timeout | undefined }>({
    contract: QUEUE_PROMISES,
    setup: () => ({ jobs: [] }),
    teardown: ({ timer }) => clearTimeout(timer),
    call: async (call, state) => {
      const next = (milliseconds: number) => {
        state.timer = setTimeout(async () => {
          const done = await isDone(state.jobs[0]!)
          if (done) state.jobs.shift()
          state.timer = undefined
          if (state.jobs.length > 0) next(done ? EVERY_MS : Math.min(milliseconds * 2, 60_000))
        }, milliseconds)
      }
      try {
        return await asked(call)
      } catch (error) {
        if (call.signal.aborted || !passes(error)) throw error
        const id = `question ${call.index}`
        call.queue(id)
        state.jobs.push({ id, call })
        if (state.timer === undefined) next(EVERY_MS)
        return `We will answer later: ${id}`
      }
    },
  })
}

/** A little more than the second that the declared rate gives to each. */
const EVERY_MS = 1100

/** One try at a job, true when it is done. */
export async function isDone({ id, call }: Job): Promise<boolean> {
  try {
    await once({ index: call.index, signal: new AbortController().signal })
    call.drained(id)
    return true
  } catch {
    return false
  }
}
