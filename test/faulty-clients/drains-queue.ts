/** Clients that lose, repeat or pour out what they queued (R22). */
import { isDone, queueing } from './queue.ts'
import type { WrongClient } from './wrong-client.ts'

/** As soon as one is done, all the others follow. */
const pours = queueing(async (jobs) => {
  const first = jobs.shift()
  if (first === undefined) return false
  if (await isDone(first)) return (await Promise.all(jobs.splice(0).map(isDone))).every(Boolean)
  jobs.unshift(first)
  return false
})

/** What fails again is gone. */
const loses = queueing(async (jobs) => {
  const first = jobs.shift()
  return first !== undefined && isDone(first)
})

/** A job is taken off the list a while after it is done. */
const repeats = queueing(async (jobs) => {
  const first = jobs[0]
  if (first === undefined) return false
  if (!(await isDone(first))) return false
  setTimeout(() => {
    if (jobs.includes(first)) jobs.splice(jobs.indexOf(first), 1)
  }, 3000)
  return true
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
