/** The scenarios of the traps that real clients fell into: the words of the faults that the default client must have met. */
import type { Expectations } from './expectations.ts'

export const TRAPS: Expectations = {}
