/** The healthy tail of generated scripts: a last `healthy(…)` says how health is for ever, so it must be plain. Pure. */
import { type HealthyFault, healthy } from '../fault/healthy.ts'
import { sequential } from '../scenario/items.ts'
import type { Item } from '../scenario/step.ts'

/** A script and its tail. */
export type Split = readonly [steps: readonly Item[], tail: readonly HealthyFault[]]

/** The steps of a script without the `healthy()` that ends it, and that: the world's own, or the user's handlers. */
export function splitTail(script: readonly Item[]): Split {
  const last = script.at(-1)
  return last?.kind === 'healthy' && isPlain(last) ? [script.slice(0, -1), [last]] : [script, []]
}

/**
 * The steps with their tail. Without handlers of the user's a tail is written only where the last step would be taken for
 * it: a slow answer, say.
 */
export function withTail(steps: readonly Item[], tail: readonly HealthyFault[]): readonly Item[] {
  const handlers = tail.filter((fault) => fault.handlers !== undefined)
  if (handlers.length > 0) return [...steps, ...handlers]
  return sequential(steps).at(-1)?.kind === 'healthy' ? [...steps, HEALTHY] : steps
}

const HEALTHY = healthy()

function isPlain(fault: HealthyFault): boolean {
  return Object.keys(fault).every((name) => name === 'kind' || name === 'handlers')
}
