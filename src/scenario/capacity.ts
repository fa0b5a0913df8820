/** `capacity({ … })`: a service that does so much work a second, lets the rest wait, and sheds what is too much. */

import { wrongUse } from '../errors.ts'
import { type Definition, make } from '../fault/definition.ts'
import { countField, type Field } from '../fault/field.ts'
import { named } from '../fault/options.ts'
import type { Capacity } from './step.ts'

/** The options of a capacity. */
export interface CapacityOptions {
  /** How many requests the service gets done in a second, from 1 to 100,000. */
  requestsPerSecond: number
  /** How many requests may wait for their turn; whoever comes then is shed. Default: 10. */
  queue?: number
  /**
   * What turning a request away costs, as a share of serving it, from 0 to 1. Above 0, retries alone can keep the
   * service down after the cause is gone. Default: 0.
   */
  shedCost?: number
  /** The status of what is shed. Default: 503. */
  shedAs?: number
}

const SHED_COST: Field = {
  option: 'shedCost',
  data: 'shedCost',
  usual: 0,
  read: (what, value) => {
    if (typeof value === 'number' && value >= 0 && value <= 1) return value + 0
    throw wrongUse(`make ${what}`, `its shedCost is ${named(value)}`, 'Give a number from 0 to 1')
  },
  source: String,
}

/** How capacities are checked, printed and read back. */
export const CAPACITY_DEFINITION: Definition = {
  kind: 'capacity',
  positional: [],
  options: [
    countField('requestsPerSecond', 1, 100_000),
    countField('queue', 0, 100_000, 10),
    SHED_COST,
    countField('shedAs', 200, 599, 503),
  ],
  check: (what, { requestsPerSecond }) => {
    if (requestsPerSecond !== undefined) return
    throw wrongUse(`make ${what}`, 'it has no requestsPerSecond', 'Give a whole number from 1 to 100,000')
  },
}

/**
 * A capacity for as long as the list that it stands in is in force. Requests over it wait in a queue, so that answers come
 * late; over the queue they are shed. The work that is left over never exceeds twice the queue.
 *
 * @throws FiredrillError (`wrong-use`) for numbers that are none, or out of bounds.
 */
export function capacity(options: CapacityOptions): Capacity {
  return make(CAPACITY_DEFINITION, options)
}
