/** What one answer of the world can be, good or bad: a closed union of plain data, and how each kind is made. */
import { BODY_DEFINITIONS, type CorruptFault, type PageFault, type RedirectFault } from './body.ts'
import { CONNECTION_DEFINITIONS, type ConnectionFault } from './connection.ts'
import { type ClosedFault, CUT_DEFINITIONS, type ResetFault, type SilenceFault, type StaleSocketFault } from './cut.ts'
import type { Definition } from './definition.ts'
import { HEALTHY_DEFINITION, type HealthyFault } from './healthy.ts'
import { STATUS_DEFINITION, type StatusFault } from './status.ts'
import { STREAM_DEFINITIONS, type StreamFault } from './stream.ts'

/** What one answer of the world can be: a closed union, taken apart by exhaustive switches. */
export type Fault =
  | StatusFault
  | HealthyFault
  | ResetFault
  | ClosedFault
  | SilenceFault
  | StaleSocketFault
  | ConnectionFault
  | PageFault
  | RedirectFault
  | CorruptFault
  | StreamFault

/** How each kind of fault is checked, printed and read back, by its kind. */
export const FAULT_DEFINITIONS: ReadonlyMap<string, Definition> = new Map(
  [
    STATUS_DEFINITION,
    HEALTHY_DEFINITION,
    ...CUT_DEFINITIONS,
    ...CONNECTION_DEFINITIONS,
    ...BODY_DEFINITIONS,
    ...STREAM_DEFINITIONS,
  ].map((definition) => [definition.kind, definition]),
)

/** Whether this is the kind of a fault. */
export function isFaultKind(kind: unknown): kind is Fault['kind'] {
  return typeof kind === 'string' && FAULT_DEFINITIONS.has(kind)
}
