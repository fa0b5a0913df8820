/** A true answer, however slow: the provider's own, or that of the user's MSW handlers. */
import { wrongUse } from '../errors.ts'
import { literal } from '../source.ts'
import { type Definition, make } from './definition.ts'
import type { Delay, DelayMs } from './delay.ts'
import { countField, DELAY, type DelayOption, delayField, type Field, flagField, isOptions } from './field.ts'
import { named } from './options.ts'

/** A true answer: the provider's own, or that of the user's MSW handlers of this name. */
export interface HealthyFault {
  readonly kind: 'healthy'
  readonly handlers?: string
  readonly delayMs?: DelayMs
  /** How long the body takes after the headers have been sent. */
  readonly bodyDelayMs?: DelayMs
  /** How long a stream takes from its opening to the first thing that the model says. */
  readonly firstTokenDelayMs?: DelayMs
  /** How long each piece of the body takes after the one before it. */
  readonly chunkDelayMs?: DelayMs
  /** The size of a piece. */
  readonly chunkBytes?: number
  /** How fast the body comes. */
  readonly bytesPerSecond?: number
  /** The answer calls a tool. */
  readonly toolCall?: boolean
}

/** The options of a true answer, as the DSL takes them. Those of the body are not for a user's own handlers. */
export interface HealthyOptions extends DelayOption {
  /** How long the body takes after the headers. Default: at once. */
  bodyDelay?: Delay
  /** How long a stream takes from its opening to its first token. Default: at once. */
  firstTokenDelay?: Delay
  /** How long each piece of the body takes after the one before it: an event of a stream, or `chunkBytes`. Default: at once. */
  chunkDelay?: Delay
  /** The size of a piece in bytes, from 1. Default: one event of a stream; else a sixteenth of the body, with `chunkDelay`. */
  chunkBytes?: number
  /** How fast the body comes, in bytes a second; a piece of so many each second. Default: all at once. */
  bytesPerSecond?: number
  /** Whether the answer calls the first tool that the request offers. Default: false. */
  toolCall?: boolean
}

const HANDLERS: Field = {
  option: 'handlers',
  data: 'handlers',
  usual: undefined,
  read: (_what, value) => {
    if (value === '') {
      throw wrongUse('make healthy("")', 'the name of the handlers is empty', 'Name them, or call healthy()')
    }
    if (typeof value === 'string') return value
    throw wrongUse(
      `make healthy(${named(value)})`,
      'that is no name of handlers',
      "Give healthy('name') or healthy({ … })",
    )
  },
  source: literal,
}

/** The most bytes of a piece, and of a second. */
const BYTES_MAX = 1_000_000_000

/** How a true answer is checked, printed and read back. */
export const HEALTHY_DEFINITION: Definition = {
  kind: 'healthy',
  positional: [HANDLERS],
  options: [
    DELAY,
    delayField('bodyDelay', 'bodyDelayMs'),
    delayField('firstTokenDelay', 'firstTokenDelayMs'),
    delayField('chunkDelay', 'chunkDelayMs'),
    countField('chunkBytes', 1, BYTES_MAX),
    countField('bytesPerSecond', 1, BYTES_MAX),
    flagField('toolCall'),
  ],
  check: (what, { handlers, delayMs: _, ...body }) => {
    if (handlers !== undefined && Object.keys(body).length > 0) {
      throw wrongUse(`make ${what}`, "the body of a user's own handlers can't be changed", 'Do it in the handlers')
    }
    if (body.bytesPerSecond !== undefined && (body.chunkDelayMs !== undefined || body.chunkBytes !== undefined)) {
      throw wrongUse(`make ${what}`, 'bytesPerSecond already says how big pieces are and when they come', 'Give one')
    }
  },
}

/**
 * A true answer of the provider, or of the user's own MSW handlers when a name is given
 * (`drill(scenario, client, { healthy: { name: handlers } })`). At the end of a script it stands for good health for ever.
 *
 * @throws FiredrillError (`wrong-use`) for impossible options; the body of a user's own handlers can't be slowed down.
 */
export function healthy(handlersOrOptions?: string | HealthyOptions, options: HealthyOptions = {}): HealthyFault {
  return isOptions(handlersOrOptions)
    ? make(HEALTHY_DEFINITION, undefined, handlersOrOptions)
    : make(HEALTHY_DEFINITION, handlersOrOptions, options)
}
