/** What bounds the drills of an exploration: tighter than a single drill, as there are many of them. */
import type { Contract } from '../contract/contract.ts'
import type { LimitOptions } from '../drill/limits.ts'

/** More attempts than this in one call are regarded as no end, where no greater number of retries is promised. */
const ATTEMPTS_MAX = 100
/** More calls than this in a row without reaching health show nothing new, an open breaker between them included. */
const CALLS_MAX = 200
const TIMERS_MAX = 50_000
/** Half a day shows whether something ends as well as a day does. */
const VIRTUAL_TIME = '12h'

/** The limits of each drill, the user's own first. */
export function drillLimits(own: LimitOptions, contract: Contract): LimitOptions {
  const promised = contract.retries === null ? 0 : (contract.retries + 1) * 2
  return {
    attempts: Math.max(ATTEMPTS_MAX, promised),
    calls: CALLS_MAX,
    timers: TIMERS_MAX,
    virtualTime: VIRTUAL_TIME,
    ...own,
  }
}

/** The limits without that of real time, which is the machine's: those that a counterexample is seen by on any other. */
export function lasting({ wallTime: _, ...limits }: LimitOptions): LimitOptions {
  return limits
}
