/** How long something takes: always the same, or drawn from a distribution of the scenario's seed. */
import { DURATION_MAX_MS, type Duration, durationMs, durationSource } from '../duration.ts'
import { wrongUse } from '../errors.ts'
import { call, object, type Source } from '../source.ts'
import { isRecord, named, plainOptions, refuseUnknown } from './options.ts'

/** Any time between two, each as likely as the others. */
export interface UniformDelay {
  readonly kind: 'uniform'
  readonly minMs: number
  readonly maxMs: number
}

/** Mostly about the median, sometimes much longer: the shape that response times have. */
export interface LogNormalDelay {
  readonly kind: 'logNormal'
  readonly medianMs: number
  /** The standard deviation of the logarithm: 0.5 puts one in twenty above 2.3 times the median. */
  readonly sigma: number
  readonly maxMs: number
}

/** A time in milliseconds, or the distribution from which each answer draws its own. */
export type DelayMs = number | UniformDelay | LogNormalDelay

/** A time as the DSL takes it. */
export type Delay = Duration | UniformDelay | LogNormalDelay

/**
 * A delay drawn evenly between two times, both included: `healthy({ delay: uniform('1s', '5s') })`.
 *
 * @throws FiredrillError (`wrong-use`) for what is no duration, and for a maximum below the minimum.
 */
export function uniform(min: Duration, max: Duration): UniformDelay {
  const minMs = durationMs(min, 'uniform(min, …)')
  const maxMs = durationMs(max, 'uniform(…, max)')
  if (maxMs >= minMs) return Object.freeze({ kind: 'uniform', minMs, maxMs })
  throw wrongUse(
    'make uniform(…)',
    `its max ${named(max)} is below its min ${named(min)}`,
    'Give the shorter one first',
  )
}

/** The options of a log-normal delay. */
export interface LogNormalOptions {
  /** The standard deviation of the logarithm, above 0 and at most 5. Default: 0.5. */
  sigma?: number
  /** What no draw exceeds. Default: a hundred times the median. */
  max?: Duration
}

/**
 * A delay drawn from a log-normal distribution: `healthy({ delay: logNormal('800ms', { sigma: 0.7 }) })`.
 *
 * @throws FiredrillError (`wrong-use`) for a median or a maximum that is no duration, or an impossible sigma.
 */
export function logNormal(median: Duration, options: LogNormalOptions = {}): LogNormalDelay {
  const what = 'logNormal(…)'
  const { sigma = 0.5, max, ...unknown } = plainOptions(what, options)
  refuseUnknown(what, unknown)
  const medianMs = durationMs(median, 'logNormal(median, …)')
  const maxMs = max === undefined ? usualMaxMs(medianMs) : durationMs(max, 'logNormal(…, { max })')
  if (typeof sigma !== 'number' || !(sigma > 0 && sigma <= 5)) {
    throw wrongUse(`make ${what}`, `its sigma is ${named(sigma)}`, 'Give a number above 0, up to 5')
  }
  if (maxMs < medianMs) throw wrongUse(`make ${what}`, `its max ${named(max)} is below its median`, 'Give a longer one')
  return Object.freeze({ kind: 'logNormal', medianMs, sigma, maxMs })
}

/**
 * A delay as data.
 *
 * @param what The place, for the error, such as `healthy(), delay`.
 * @throws FiredrillError (`wrong-use`) for no duration and no distribution.
 */
export function delayData(value: unknown, what: string): DelayMs {
  if (!isRecord(value)) return durationMs(value as Duration, what)
  const { kind, ...data } = value
  if (kind === 'uniform') {
    const { minMs, maxMs, ...unknown } = data
    refuseUnknown(what, unknown)
    return uniform(minMs as Duration, maxMs as Duration)
  }
  if (kind === 'logNormal') {
    const { medianMs, sigma, maxMs, ...unknown } = data
    refuseUnknown(what, unknown)
    return logNormal(medianMs as Duration, { sigma: sigma as number, max: maxMs as Duration })
  }
  throw wrongUse(`read ${what}`, `it is ${named(value)}`, "Give a duration, uniform('1s', '5s') or logNormal('800ms')")
}

function usualMaxMs(medianMs: number): number {
  return Math.min(medianMs * 100, DURATION_MAX_MS)
}

/** A delay in the words of the DSL. */
export function delaySource(delay: DelayMs): Source {
  if (typeof delay === 'number') return durationSource(delay)
  if (delay.kind === 'uniform') return call('uniform', [durationSource(delay.minMs), durationSource(delay.maxMs)])
  const max = delay.maxMs === usualMaxMs(delay.medianMs) ? undefined : durationSource(delay.maxMs)
  const options = object([
    ['sigma', delay.sigma === 0.5 ? undefined : String(delay.sigma)],
    ['max', max],
  ])
  const median = durationSource(delay.medianMs)
  return call('logNormal', options.parts.length === 0 ? [median] : [median, options])
}

/**
 * The time that one answer takes, in whole milliseconds.
 *
 * @param random A number in [0, 1) of this draw's own, by key.
 */
export function drawDelayMs(delay: DelayMs, random: (key: string) => number): number {
  if (typeof delay === 'number') return delay
  if (delay.kind === 'uniform') {
    return Math.min(delay.maxMs, Math.floor(delay.minMs + random('delay') * (delay.maxMs - delay.minMs + 1)))
  }
  // Box and Muller (1958): two even draws make a normal one. 1 - u keeps the logarithm finite.
  const normal = Math.sqrt(-2 * Math.log(1 - random('delay'))) * Math.cos(2 * Math.PI * random('delay angle'))
  return Math.round(Math.min(delay.maxMs, delay.medianMs * Math.exp(delay.sigma * normal)))
}
