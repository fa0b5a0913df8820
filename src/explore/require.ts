/** What a campaign must have reached, so that green means something. */
import { wrongUse } from '../errors.ts'
import type { Property } from '../property/property.ts'
import type { Dialect } from '../provider/provider.ts'
import type { Coverage } from '../report/exploration.ts'
import { faultNamesIn } from './kinds.ts'
import { PATHS, type Path } from './paths.ts'

/** One thing to be reached. */
export interface Requirement {
  readonly kind: 'property' | 'path' | 'fault' | 'step'
  readonly name: string
}

const STEPS = ['times', 'during', 'ramp', 'at', 'when', 'mix', 'limits', 'capacity', 'poison'] as const

/**
 * The requirements by their names: a property by its id or its rule, a path of the client, a fault, a step.
 *
 * @throws FiredrillError (`wrong-use`) for a name of none of these.
 */
export function requirementsOf(
  names: readonly string[],
  properties: readonly Property[],
  dialect: Dialect,
): Requirement[] {
  const faults = faultNamesIn(dialect)
  return names.map((name) => {
    const property = properties.find(({ id, rule }) => id === name || rule === name.toUpperCase())
    if (property !== undefined) return { kind: 'property', name: property.id }
    if (Object.hasOwn(PATHS, name)) return { kind: 'path', name }
    if (faults.includes(name)) return { kind: 'fault', name }
    if ((STEPS as readonly string[]).includes(name)) return { kind: 'step', name }
    throw wrongUse(
      'explore',
      `${JSON.stringify(name)} is required, and nothing has this name`,
      `Name a property that is judged (${properties.map(({ id }) => id).join(', ')}), a path (${Object.keys(PATHS).join(', ')}), ` +
        `a fault (${faults.join(', ')}) or a step (${STEPS.join(', ')})`,
    )
  })
}

/** What of it was never reached, each with what to enlarge, in sentences. */
export function unreached(requirements: readonly Requirement[], coverage: Coverage): string[] {
  return requirements.flatMap((requirement) => missing(requirement, coverage) ?? [])
}

function missing({ kind, name }: Requirement, { properties, paths, faults, steps }: Coverage): string | null {
  switch (kind) {
    case 'property': {
      const counts = properties.find(({ id }) => id === name)
      if (counts === undefined || counts.held + counts.violated > 0) return null
      const why = counts.missing ?? 'no drill could be judged.'
      return `${name} is required, and never came to the test: ${why} ${MORE}`
    }
    case 'path': {
      if (reached(paths, name)) return null
      const what = PATHS[name as Path]
      return `The path ${name} is required, and no drill showed it: ${what}. ${PATH_ADVICE[name] ?? MORE}`
    }
    case 'fault':
      if (reached(faults, name)) return null
      return `The fault ${name} is required, and was never served. Allow it, and enlarge the number of runs.`
    case 'step':
      return reached(steps, name) ? null : `The step ${name} is required, and never served anything. ${MORE}`
  }
}

function reached(counts: Readonly<Record<string, number>>, name: string): boolean {
  return (counts[name] ?? 0) > 0
}

const MORE = 'Enlarge the number of runs, or allow more kinds of faults.'
const PATH_ADVICE: Readonly<Record<string, string>> = {
  fallback: "Enlarge the number of runs, and name the chain in the client's contract.",
  breaker: "Enlarge the number of runs, and name the breaker in the client's contract, so that enough calls are made.",
}
