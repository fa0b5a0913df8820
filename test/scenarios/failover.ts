/** The scenarios of the failover pack: the words of the faults that the default client must have met in each. */
import type { Expectations } from './expectations.ts'

export const FAILOVER: Expectations = {}
