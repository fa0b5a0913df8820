/** `limits({ … })`: a service that turns away what comes too fast. */
import { wrongUse } from '../errors.ts'
import { named, plainOptions, refuseUnknown } from '../fault/options.ts'
import type { Limits } from './step.ts'

/** The options of a limit. */
export interface LimitsOptions {
  /** How many requests the service lets through in any 60 seconds. */
  requestsPerMinute: number
  /** The status that stands in for 429, without any `retry-after`. Default: not masked. */
  maskedAs?: number
}

/**
 * A limit for as long as the list that it stands in is in force: over it, 429 with the `retry-after` after which there
 * is room again. What it lets through is then answered by the rest of the list. Refused requests don't count.
 *
 * @throws FiredrillError (`wrong-use`) for a limit that is no whole number from 1 to 100,000, or a mask that is no status.
 */
export function limits(options: LimitsOptions): Limits {
  const what = 'limits({ … })'
  const { requestsPerMinute, maskedAs, ...unknown } = plainOptions(what, options)
  refuseUnknown(what, unknown)
  if (!Number.isInteger(requestsPerMinute) || requestsPerMinute < 1 || requestsPerMinute > 100_000) {
    const why = `requestsPerMinute is ${named(requestsPerMinute)}, not a whole number from 1 to 100,000`
    throw wrongUse(`make ${what}`, why, 'Give such a number')
  }
  if (maskedAs !== undefined && !(Number.isInteger(maskedAs) && maskedAs >= 200 && maskedAs <= 599)) {
    throw wrongUse(`make ${what}`, `maskedAs is ${named(maskedAs)}, not a status`, 'Give a number from 200 to 599')
  }
  if (maskedAs === 429) {
    throw wrongUse(`make ${what}`, '429 is what a limit answers anyway', 'Leave maskedAs out')
  }
  return Object.freeze({ kind: 'limits', requestsPerMinute, maskedAs: maskedAs ?? null })
}
