/** Clients that lose, repeat or pour out what they queued (R22). */
import { isDone, queueing } from './queue.ts'
import type { WrongClient } from './wrong-client.ts'

/** As soon as one is done, all the others follow. */
const pours = queueing(async (jobs) => {
  const first = jobs.shift()
  if (first === undefined) return
  if (!(await isDone(first))) jobs.unshift(first)
  else await Promise.all(jobs.splice(0).map(isDone))
}, 5000)

/** What fails again is gone. */
const loses = queueing(async (jobs) => {
  const first = jobs.shift()
  if (first !== undefined) await isDone(first)
})

/** A job is taken off the list by its place, which others have changed by then. */
const repeats = queueing(async (jobs) => {
  const first = jobs[0]
  if (first === undefined || !(await isDone(first))) return
  await new Promise((resolve) => setTimeout(resolve, 3000))
  jobs.splice(jobs.indexOf(first), 1)
})

/** Clients that are wrong in R22. */
export const WRONG: readonly WrongClient[] = [
  {
    name: 'drains all at once',
    trap: 'a retry backlog that cost 18,000 calls and 9 more minutes',
    style: 'concurrent callers',
    shownIn: ['outage'],
    client: pours,
  },
  {
    name: 'drops what fails again',
    trap: 'work taken off the queue before it is done',
    style: 'promise chain',
    shownIn: ['outage'],
    client: loses,
  },
  {
    name: 'does the first job twice',
    trap: 'work taken off the queue long after it is done',
    style: 'loop',
    shownIn: ['outage'],
    client: repeats,
  },
]
