/** The arguments and options of faults, each as a field: how it is checked, printed, and read back from data. */
import { type Duration, durationMs, durationSource } from '../duration.ts'
import { wrongUse } from '../errors.ts'
import { literal, object, type Source } from '../source.ts'
import { type Delay, delayData, delaySource } from './delay.ts'
import { sendableHeaders } from './header.ts'
import { isRecord, named } from './options.ts'

/** One argument or option of a fault. */
export interface Field {
  /** Its name in the DSL. */
  readonly option: string
  /** Its name in the data, unit included. */
  readonly data: string
  /** What the data holds when it isn't given; such a value isn't printed. Left out: the data then has no such part. */
  readonly usual?: unknown
  /**
   * What is given, as data. Takes its own data as well, as JSON has it.
   *
   * @param what The fault, for the error, such as `reset()`.
   * @throws FiredrillError (`wrong-use`) that names the option, for what can't be meant.
   */
  read(what: string, value: unknown): unknown
  /** The data in the words of the DSL. */
  source(value: never): Source
}

/** How long before anything of the answer is seen; every fault has it. */
export const DELAY: Field = delayField('delay', 'delayMs')

/** A time that may be drawn from a distribution. */
export function delayField(option: string, data: string): Field {
  return { option, data, read: (what, value) => delayData(value, `${what}, ${option}`), source: delaySource }
}

/** A time that is always the same. */
export function durationField(option: string, data: string): Field {
  return {
    option,
    data,
    read: (what, value) => durationMs(value as Duration, `${what}, ${option}`),
    source: durationSource,
  }
}

/**
 * One of a few words.
 *
 * @param noun What such a word stands for, for the error: "there is no corruption …". Default: the option's name.
 */
export function choiceField(
  option: string,
  choices: readonly string[],
  { usual, noun = option }: { usual?: string; noun?: string } = {},
): Field {
  return {
    option,
    data: option,
    ...(usual === undefined ? {} : { usual }),
    read: (what, value) => {
      if (typeof value === 'string' && choices.includes(value)) return value
      const advice = `Give ${choices.map((choice) => `'${choice}'`).join(' or ')}`
      throw wrongUse(`make ${what}`, `there is no ${noun} ${named(value)}`, advice)
    },
    source: literal,
  }
}

/** A whole number within bounds. */
export function countField(option: string, min: number, max: number, usual?: number): Field {
  return {
    option,
    data: option,
    ...(usual === undefined ? {} : { usual }),
    read: (what, value) => {
      // -0 would come back from JSON as 0.
      if (Number.isInteger(value) && (value as number) >= min && (value as number) <= max) return (value as number) + 0
      const bounds = `from ${min} to ${max.toLocaleString('en')}`
      throw wrongUse(`make ${what}`, `its ${option} ${named(value)} is no whole number ${bounds}`, 'Give such a number')
    },
    source: String,
  }
}

/** Yes or no. */
export function flagField(option: string): Field {
  return {
    option,
    data: option,
    read: (what, value) => {
      if (typeof value === 'boolean') return value
      throw wrongUse(`make ${what}`, `its ${option} is ${named(value)}`, 'Give true or false')
    },
    source: String,
  }
}

/** A text; an empty one only where that is something to say. */
export function textField(option: string, { mayBeEmpty = false } = {}): Field {
  return {
    option,
    data: option,
    read: (what, value) => {
      if (typeof value === 'string' && (mayBeEmpty || value !== '')) return value
      throw wrongUse(`make ${what}`, `its ${option} is ${named(value)}`, 'Give a text')
    },
    source: literal,
  }
}

/** Headers by name. */
export function headersField(option: string): Field {
  return {
    option,
    data: option,
    read: sendableHeaders,
    source: (value: Readonly<Record<string, string>>) =>
      object(Object.entries(value).map(([name, text]) => [name, literal(text)])),
  }
}

/** What options of faults have in common, for those that take them as an object. */
export interface DelayOption {
  /** How long the service takes before it shows anything: a duration, `uniform(…)` or `logNormal(…)`. Default: at once. */
  delay?: Delay
}

/** Whether a value can only be the object of options. */
export function isOptions(value: unknown): boolean {
  return isRecord(value)
}
