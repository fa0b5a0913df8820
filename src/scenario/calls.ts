/** When calls are made: the `calls` of a scenario. */
import { type Duration, durationMs } from '../duration.ts'
import { wrongUse } from '../errors.ts'
import { named, plainOptions, refuseUnknown } from '../fault/options.ts'

/** The most calls that one drill makes. */
const CALLS_MAX = 10_000

/** When calls are made: so many, so far apart, and given up after so long. */
export interface Calls {
  readonly count: number
  /** From one call's start to the next. */
  readonly everyMs: number
  /** The caller aborts a call this long after it began; null: never. */
  readonly abortAfterMs: number | null
}

/** `calls` as scenarios take it. */
export interface CallsOptions {
  /** How many calls are made, from 1 to 10,000. Default: 1. */
  count?: number
  /** From one call's start to the next; 0 starts all of them at once. Default: 1 second. */
  every?: Duration
  /** The caller aborts a call this long after it began. Default: never. */
  abortAfter?: Duration
}

/**
 * The calls as data.
 *
 * @throws FiredrillError (`wrong-use`) for a count that is no whole number from 1 to 10,000, or for no durations.
 */
export function checkedCalls(options: CallsOptions): Calls {
  const what = 'calls: { … }'
  const { count = 1, every = '1s', abortAfter, ...unknown } = plainOptions(what, options)
  refuseUnknown(what, unknown)
  if (!Number.isInteger(count) || count < 1 || count > CALLS_MAX) {
    throw wrongUse(
      `make ${what}`,
      `the count ${named(count)} is not a whole number from 1 to 10,000`,
      'Give such a number',
    )
  }
  return Object.freeze({
    count,
    everyMs: durationMs(every, 'calls: { every }'),
    abortAfterMs: abortAfter === undefined ? null : durationMs(abortAfter, 'calls: { abortAfter }'),
  })
}
