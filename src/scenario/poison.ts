/** `poison({ … })`: a service that reads requests as the API would, and never takes those that are wrong. */
import { wrongUse } from '../errors.ts'
import { type Definition, make } from '../fault/definition.ts'
import { countField, type Field } from '../fault/field.ts'
import { named } from '../fault/options.ts'
import type { PoisonCheck } from '../provider/provider.ts'
import { list, literal } from '../source.ts'
import type { Poison } from './step.ts'

/** The options of poison. */
export interface PoisonOptions {
  /** What is looked at. Default: all of it. */
  checks?: readonly PoisonCheck[]
  /** How many tokens fit into the context window, as the dialect counts them. Default: 200,000. */
  contextTokens?: number
  /** The status that stands in for the API's own 400. Default: not masked. */
  maskedAs?: number
}

/** Everything that poison looks for. */
export const POISON_CHECKS: readonly PoisonCheck[] = [
  'context-window',
  'tool-schema',
  'parameter',
  'image',
  'block-order',
]

const CHECKS: Field = {
  option: 'checks',
  data: 'checks',
  read: (what, value) => {
    if (!Array.isArray(value) || value.length === 0) {
      throw wrongUse(`make ${what}`, `its checks are ${named(value)}`, "Give a list: ['context-window']")
    }
    const stranger = value.find((one) => !POISON_CHECKS.includes(one as PoisonCheck))
    if (stranger === undefined) return Object.freeze([...new Set(value)])
    throw wrongUse(`make ${what}`, `there is no check ${named(stranger)}`, `Give some of ${POISON_CHECKS.join(', ')}`)
  },
  source: (checks: readonly string[]) => list(checks.map(literal)),
}

/** How poison is checked, printed and read back. */
export const POISON_DEFINITION: Definition = {
  kind: 'poison',
  positional: [],
  options: [CHECKS, countField('contextTokens', 1, 1_000_000_000, 200_000), countField('maskedAs', 200, 599)],
}

/**
 * A look at each request for as long as the list that it stands in is in force: one that can't be answered (a prompt over
 * the context window, an invalid tool schema, a parameter that the model doesn't know, a corrupt image, blocks in a wrong
 * order) gets the API's 400, or the status that masks it, however often it is sent.
 *
 * @throws FiredrillError (`wrong-use`) for checks that don't exist, and for numbers out of bounds.
 */
export function poison(options: PoisonOptions = {}): Poison {
  return make(POISON_DEFINITION, options)
}
