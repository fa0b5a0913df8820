/** What stands beside a script and is made of options alone: how each kind is checked, printed and read back. */
import type { Definition } from '../fault/definition.ts'
import { CAPACITY_DEFINITION } from './capacity.ts'
import { LIMITS_DEFINITION } from './limits.ts'
import { POISON_DEFINITION } from './poison.ts'
import { STATUS_PAGE_DEFINITION } from './status-page.ts'

/** The definitions of gates and status pages, by their kind. */
export const BESIDE_DEFINITIONS: ReadonlyMap<string, Definition> = new Map(
  [LIMITS_DEFINITION, CAPACITY_DEFINITION, POISON_DEFINITION, STATUS_PAGE_DEFINITION].map((one) => [one.kind, one]),
)
