/**
 * Steady callers: what shows whether a client sends less when it is turned away, lets single probes through a breaker, and
 * is held back by what earlier calls left behind.
 */
import type { Breaker } from '../contract/breaker.ts'
import { status } from '../fault/status.ts'
import type { CallsOptions } from '../scenario/calls.ts'
import { during } from '../scenario/during.ts'
import { limits } from '../scenario/limits.ts'
import type { Item } from '../scenario/step.ts'
import type { Aim } from './aim.ts'
import type { Dice } from './dice.ts'

/** A script and the calls that go with it. */
export interface Load {
  readonly script: readonly Item[]
  readonly calls: CallsOptions
}

/** Steady callers through trouble that is the same all the while, a few times in a hundred runs; else null. */
export function loadOf({ profile, allows, contract }: Aim, dice: Dice): Load | null {
  const share = dice.between(1, 100)
  if (share <= LIMITED_PERCENT) {
    const maskedAs = dice.pick([500, 503])
    return allows(status(maskedAs)) ? limited(maskedAs, profile.attempts) : null
  }
  if (share <= LIMITED_PERCENT + OUTLIVED_PERCENT) return allows(status(500)) ? outlived(dice) : null
  const { breaker } = contract
  if (breaker === null || share > LIMITED_PERCENT + OUTLIVED_PERCENT + BROKEN_PERCENT) return null
  return allows(status(500)) ? broken(breaker, dice) : null
}

/** Two minutes of a masked limit, with calls enough to be over it all the time. */
function limited(maskedAs: number, attempts: number | null): Load {
  const perCall = Math.min(Math.max(attempts ?? ATTEMPTS_PER_MINUTE, 1), ATTEMPTS_PER_MINUTE)
  const callsPerMinute = Math.ceil(ATTEMPTS_PER_MINUTE / perCall)
  return {
    script: [during('150s', limits({ requestsPerMinute: 1, maskedAs }))],
    calls: { count: Math.ceil(callsPerMinute * MINUTES), every: Math.floor(60_000 / callsPerMinute) },
  }
}

/** Callers who meet an outage one after another, and one who comes when it is over. */
function outlived(dice: Dice): Load {
  const everyMs = dice.pick([5000, 20_000])
  return {
    script: [during(everyMs * FAILING_CALLS, status(500))],
    calls: { count: FAILING_CALLS + 1, every: everyMs },
  }
}

/** Failures that come late, for longer than the breaker's reset: callers meet while a probe is under way. */
function broken({ resetMs }: Breaker, dice: Dice): Load {
  const lengthMs = Math.max(Math.round(resetMs * 1.5), 1000)
  const everyMs = Math.max(Math.round(lengthMs / CALLS), 1)
  const late = dice.pick([{}, { delay: everyMs * 2 }])
  return { script: [during(lengthMs, status(500, late))], calls: { count: CALLS + CALLS_AFTER, every: everyMs } }
}

/** Minutes of load cost as much as ten other drills. */
const LIMITED_PERCENT = 1
const OUTLIVED_PERCENT = 2
/** R4 compares as many. */
const FAILING_CALLS = 5
/** While a breaker is open calls cost next to nothing. */
const BROKEN_PERCENT = 6
/** R18 asks for ten attempts in a minute, and for a second one to compare it with. */
const ATTEMPTS_PER_MINUTE = 20
const MINUTES = 2.2
const CALLS = 20
const CALLS_AFTER = 5
