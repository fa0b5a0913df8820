/** Expectations for any test runner: what isn't met is thrown, with the message that the matchers of `firedrill/vitest` have. */
import { FiredrillError } from '../errors.ts'
import type { Property, PropertyResult } from '../property/property.ts'
import type { Trace } from '../trace/trace.ts'
import { type Expectation, keeping, type PassOptions, passing } from './expectation.ts'

/** A trace isn't what a test expects. The message holds the timeline around each offence, and how to see it again. */
export class ExpectationError extends FiredrillError {
  override readonly name = 'ExpectationError'
  readonly #results: readonly PropertyResult[]

  constructor(message: string, results: readonly PropertyResult[]) {
    super('violation', message)
    this.#results = results
  }

  /** The results that are not as expected. Read, not listed: the message has told them. */
  get results(): readonly PropertyResult[] {
    return this.#results
  }
}

/**
 * Every one of these properties is held: `assertKeeps(trace, backsOff(), terminates())`. One that never came to the test
 * isn't.
 *
 * @throws ExpectationError for each that is not held; FiredrillError (`wrong-use`) for what is no trace or no property.
 */
export function assertKeeps(trace: Trace, ...properties: readonly [Property, ...Property[]]): void {
  refuse(keeping(trace, properties, false), assertKeeps)
}

/**
 * The drill passes, as `npx firedrill run` has it: no rule is violated, one at least is held, nothing unexpected is
 * reached, and what is required has come to the test.
 *
 * @throws ExpectationError when it fails or is inconclusive; FiredrillError (`wrong-use`) for what is no trace.
 */
export function assertPasses(trace: Trace, options: PassOptions = {}): void {
  refuse(passing(trace, options, false), assertPasses)
}

/** The stack begins at the test's own line, which is what runners show. */
function refuse({ met, offenders, message }: Expectation, asked: (...args: never[]) => void): void {
  if (met) return
  const error = new ExpectationError(message(null), offenders)
  Error.captureStackTrace(error, asked)
  throw error
}
