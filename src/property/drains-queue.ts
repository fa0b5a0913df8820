/** R22: what is queued for later is done after recovery, once, and without a burst. */
import type { Contract, ContractOptions } from '../contract/contract.ts'
import type { Trace } from '../trace/trace.ts'
import { attempts, calls } from '../trace/view.ts'
import { counted, excerptOf, seconds } from './format.ts'
import type { Property } from './property.ts'
import { type Breach, held, isSome, propertyOf, unexercised, violated } from './result.ts'

/**
 * Once the world has healed, a client makes up for all that it told `call.queue`, each once, and tells `call.drained` of
 * it no faster than declared: at most `perSecond` in any one second, rounded up; of a rate below one, at most one in the
 * time that one takes. A drill goes on for an hour after its last call while queued work is outstanding: what is left then
 * is lost, unless there is more than the declared rate can do between the healing and that hour's end.
 *
 * Exercised where `queue` is declared, something was queued, and a call or a request met the healed world; a burst, or
 * what is drained twice, is caught without that. Evidence: what was queued; or the drains that are too many.
 */
export function drainsQueue(declared: ContractOptions = {}): Property {
  return propertyOf({
    id: 'drains-queue',
    rule: 'R22',
    claim: 'What is queued is done after recovery, once, and without a burst.',
    declared,
    find: (trace, { queue }) => {
      if (queue === null) return unexercised('No queue is declared: declare `queue: { perSecond }`')
      const jobs = jobsOf(trace)
      const healedMs = healedSince(trace)
      const open = jobs.filter(({ drains, queuedAt }) => queuedAt !== null && drains.length === 0)
      const breaches = [
        ...(isDue(trace, healedMs, jobs.length, queue) ? open.map((job) => lost(job, trace)) : []),
        ...jobs.flatMap((job) => doubled(job) ?? []),
        ...burst(trace, queue),
      ]
      if (isSome(breaches)) return violated(breaches)
      const queuedCount = jobs.filter(({ queuedAt }) => queuedAt !== null).length
      if (queuedCount === 0) return unexercised('Nothing was queued: hand the id of what is put aside to `call.queue`')
      if (healedMs === null) return unexercised('The world never healed: let the script end in good health')
      if (open.length > 0) return unexercised(`${counted(open.length, 'queued job')} had no time to be drained`)
      return held(`${counted(queuedCount, 'queued job')} drained once, within the declared ${queue.perSecond} a second`)
    },
  })
}

const HOUR_MS = 3_600_000

type Queue = NonNullable<Contract['queue']>

/** Work from its queueing on; work of the same id that is queued after it was done is another job. */
interface Job {
  readonly id: string
  readonly queuedAt: number | null
  readonly queuedMs: number | null
  readonly drains: Drain[]
}

interface Drain {
  readonly at: number
  readonly t: number
}

function jobsOf(trace: Trace): Job[] {
  const jobs: Job[] = []
  const latest = new Map<string, Job>()
  trace.events.forEach((event, at) => {
    if (event.kind !== 'queued' && event.kind !== 'drained') return
    const known = latest.get(event.id)
    const isQueued = event.kind === 'queued'
    let job = known
    if (job === undefined || (isQueued && job.drains.length > 0)) {
      job = { id: event.id, queuedAt: isQueued ? at : null, queuedMs: isQueued ? event.t : null, drains: [] }
      latest.set(event.id, job)
      jobs.push(job)
    }
    if (!isQueued) job.drains.push({ at, t: event.t })
  })
  return jobs
}

/** Healing shows only to who asks: to a call that starts after it, or to a request that no step answers any more. */
function healedSince(trace: Trace): number | null {
  const seenMs = [
    ...calls(trace).flatMap(({ healed, startMs }) => (healed ? startMs : [])),
    ...attempts(trace).flatMap(({ step, startMs }) => (step === 'healthy tail' ? startMs : [])),
  ]
  return seenMs.length === 0 ? null : Math.min(...seenMs)
}

/** True when everything ought to be done: the drill has waited out its hour, and the rate allowed for so many jobs. */
function isDue(trace: Trace, healedMs: number | null, count: number, { perSecond }: Queue): boolean {
  const lastMs = Math.max(0, ...calls(trace).map(({ endMs }) => endMs ?? trace.virtualMs))
  if (healedMs === null || trace.virtualMs - lastMs < HOUR_MS) return false
  return count <= 1 + (perSecond * (trace.virtualMs - healedMs)) / 1000
}

function lost({ id, queuedAt, queuedMs }: Job, trace: Trace): Breach {
  return {
    what:
      `What was queued as "${excerptOf(id)}" at ${seconds(queuedMs!)} had not been done by the end of the drill at ` +
      `${seconds(trace.virtualMs)}, although the world had healed`,
    remedy: 'Keep trying queued work until it is done, on a timer of its own or with each call that succeeds',
    evidence: [queuedAt],
  }
}

function doubled({ id, drains }: Job): Breach | null {
  const [first, second] = drains
  if (first === undefined || second === undefined) return null
  return {
    what: `What was queued as "${excerptOf(id)}" was done at ${seconds(first.t)} and again at ${seconds(second.t)}`,
    remedy: 'Take work off the queue before it is tried, and put it back only if it failed',
    evidence: [first.at, ...drains.slice(1).map(({ at }) => at)],
  }
}

function burst(trace: Trace, { perSecond }: Queue): Breach[] {
  const drains = trace.events.flatMap((event, at) => (event.kind === 'drained' ? { at, t: event.t } : []))
  const windowMs = Math.max(1000, 1000 / perSecond)
  const most = Math.ceil((perSecond * windowMs) / 1000 - ROUNDING)
  for (const first of drains) {
    const within = drains.filter(({ t }) => t >= first.t && t < first.t + windowMs)
    if (within.length <= most) continue
    return [
      {
        what:
          `${within.length} queued jobs were done within ${seconds(windowMs)} from ${seconds(first.t)} on, where ` +
          `${perSecond} a second are declared`,
        remedy: 'Drain at a fixed rate, each job with a place in time of its own',
        evidence: within.map(({ at }) => at),
      },
    ]
  }
  return []
}

/** A rate such as 0.3 has no exact inverse. */
const ROUNDING = 1e-9
