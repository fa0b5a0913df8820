/** Plainer faults in the place of one: another kind, fewer options, rounder times. Pure. */

import { reset, silence } from '../fault/cut.ts'
import { argumentsOf, type Definition, make } from '../fault/definition.ts'
import { FAULT_DEFINITIONS, type Fault, isFaultKind } from '../fault/fault.ts'
import { status } from '../fault/status.ts'
import { BESIDE_DEFINITIONS } from '../scenario/beside.ts'
import type { Gate } from '../scenario/step.ts'
import { shorterTimes } from './simpler-numbers.ts'

/** The plainest faults: what any other is tried to be replaced by. */
export const PLAIN_FAULTS: readonly Fault[] = [status(500), status(400), status(429), reset(), silence()]

/** Faults that may stand for this one, if they still break what it broke. */
export function* simplerFaults(fault: Fault): Iterable<Fault> {
  yield* PLAIN_FAULTS
  if (fault.kind === 'status') {
    const [, options] = argumentsOf(FAULT_DEFINITIONS.get('status')!, asData(fault)) as [number, object]
    for (const code of [500, 429, 400]) yield status(code, options)
  }
  yield* simplerOptions(fault)
}

/** The same fault, limit or capacity with one option less, with none, or with rounder and smaller numbers. */
export function* simplerOptions<T extends Fault | Gate>(made: T): Iterable<T> {
  const definition = isFaultKind(made.kind) ? FAULT_DEFINITIONS.get(made.kind) : BESIDE_DEFINITIONS.get(made.kind)
  if (definition === undefined) return
  const args = argumentsOf(definition, asData(made))
  const options = args.at(-1) as Readonly<Record<string, unknown>>
  const first = args.slice(0, -1)
  const again = (changed: object) => remadeOrNull(definition, first, changed) as T | null
  for (const candidate of [{}, ...changedOptions(definition, options)]) {
    const simpler = again(candidate)
    if (simpler !== null) yield simpler
  }
  for (const [index, field] of definition.positional.entries()) {
    if (!field.data.endsWith('Ms') || typeof first[index] !== 'number') continue
    for (const ms of shorterTimes(first[index])) {
      const simpler = remadeOrNull(definition, first.with(index, ms), options) as T | null
      if (simpler !== null) yield simpler
    }
  }
}

function* changedOptions(definition: Definition, options: Readonly<Record<string, unknown>>): Iterable<object> {
  for (const { option, data } of definition.options) {
    if (options[option] === undefined) continue
    const { [option]: _, ...others } = options
    yield others
    // More pings are no simpler, and take longer to drill.
    if (option === 'pingEvery') continue
    for (const simpler of simplerValues(options[option], data)) yield { ...options, [option]: simpler }
  }
}

/** Only times get shorter; a list is as well as each of its entries, a date as well as seconds. */
function* simplerValues(value: unknown, data: string): Iterable<unknown> {
  if (typeof value === 'number') {
    if (data.endsWith('Ms')) yield* shorterTimes(value)
    else if (data === 'retryAfter')
      yield* shorterTimes(value * 1000).flatMap((ms) => (ms % 1000 === 0 ? ms / 1000 : []))
  } else if (Array.isArray(value)) {
    if (data === 'retryAfter') yield* value
  } else if (typeof value === 'object' && value !== null && 'dateInMs' in value) {
    yield (value.dateInMs as number) / 1000
    for (const ms of shorterTimes(value.dateInMs as number)) yield { dateIn: ms }
  }
}

/** Null for what the definition refuses. */
function remadeOrNull(definition: Definition, first: readonly unknown[], options: object): unknown {
  try {
    return make(definition, ...first, options)
  } catch {
    return null
  }
}

function asData(made: object): Readonly<Record<string, unknown>> {
  return made as Readonly<Record<string, unknown>>
}
