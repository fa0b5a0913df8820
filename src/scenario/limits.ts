/** `limits({ … })`: a service that turns away what comes too fast, or too much at once. */
import { wrongUse } from '../errors.ts'
import { type Definition, make } from '../fault/definition.ts'
import { countField } from '../fault/field.ts'
import type { Limits } from './step.ts'

/** The options of a limit; at least one of the first four. */
export interface LimitsOptions {
  /** How many requests the service lets through in any 60 seconds, from 1 to 100,000. */
  requestsPerMinute?: number
  /** How many tokens the requests of any 60 seconds may bring, as the dialect counts them. */
  inputTokensPerMinute?: number
  /** How many tokens the answers of any 60 seconds may hold, as the dialect counts them when the request comes. */
  outputTokensPerMinute?: number
  /** How many answers may be under way at once: for as long as each takes, whether or not the client still listens. */
  concurrent?: number
  /** The status that stands in for 429, without any `retry-after`. Default: not masked. */
  maskedAs?: number
}

const BOUNDS = ['requestsPerMinute', 'inputTokensPerMinute', 'outputTokensPerMinute', 'concurrent'] as const

/** How limits are checked, printed and read back. */
export const LIMITS_DEFINITION: Definition = {
  kind: 'limits',
  positional: [],
  options: [
    countField('requestsPerMinute', 1, 100_000),
    countField('inputTokensPerMinute', 1, 1_000_000_000),
    countField('outputTokensPerMinute', 1, 1_000_000_000),
    countField('concurrent', 1, 100_000),
    countField('maskedAs', 200, 599),
  ],
  check: (what, data) => {
    if (data.maskedAs === 429) {
      throw wrongUse(`make ${what}`, '429 is what a limit answers anyway', 'Leave maskedAs out')
    }
    if (BOUNDS.some((name) => data[name] !== undefined)) return
    throw wrongUse(`make ${what}`, 'it limits nothing', `Give ${BOUNDS.join(', ')} or several of them`)
  },
}

/**
 * A limit for as long as the list that it stands in is in force: over it, 429 with the `retry-after` after which there
 * is room again. What it lets through is then answered by the rest of the list. Refused requests don't count.
 *
 * @throws FiredrillError (`wrong-use`) for no limit, for one that is no whole number, or for a mask that is no status.
 */
export function limits(options: LimitsOptions): Limits {
  return make(LIMITS_DEFINITION, options)
}
