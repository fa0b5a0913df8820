/** Right parts for work that is put aside: a queue that one worker drains at a fixed rate. */
import { type Call, defineClient } from 'firedrill'
import { passes } from './errors.ts'
import { asked, once, PROMISES, prepared } from './parts.ts'

/** What a client with a queue declares: a failed call is answered by a receipt, and made up for later. */
export const QUEUE_PROMISES = { ...PROMISES, degraded: true, queue: { perSecond: 1 } } as const

/** Work that was put aside. */
export interface Job {
  readonly id: string
  readonly call: Pick<Call, 'index' | 'drained'>
}

/** The work that is waiting, and its worker. */
export interface Queue {
  readonly jobs: Job[]
  readonly worker: NodeJS.Timeout
}

/** A client that queues what fails for the moment. The worker is the client's own, so that no call is charged with it. */
export function queueing(work: (jobs: Job[]) => unknown, everyMs = 2000) {
  return defineClient<Queue>({
    contract: QUEUE_PROMISES,
    setup: () => {
      const jobs: Job[] = []
      return { jobs, worker: setInterval(() => void work(jobs), everyMs) }
    },
    teardown: ({ worker }) => clearInterval(worker),
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

/** One try at a job, true when it is done. */
export async function isDone({ id, call }: Job): Promise<boolean> {
  try {
    await once({ index: call.index, signal: new AbortController().signal }, prepared(call as Call))
    call.drained(id)
    return true
  } catch {
    return false
  }
}
