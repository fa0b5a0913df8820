/** Every property, in the order of its rule. */
import { backsOff } from './backs-off.ts'
import { boundsAttempts } from './bounds-attempts.ts'
import { capsRetries } from './caps-retries.ts'
import { honoursRetryAfter } from './honours-retry-after.ts'
import { jitters } from './jitters.ts'
import { obeysAbort } from './obeys-abort.ts'
import type { Property } from './property.ts'
import { recovers } from './recovers.ts'
import { resendsFaithfully } from './resends-faithfully.ts'
import { retriesTransient } from './retries-transient.ts'
import { sparesPermanentErrors } from './spares-permanent-errors.ts'
import { staysHealthy } from './stays-healthy.ts'
import { surfacesErrors } from './surfaces-errors.ts'
import { terminates } from './terminates.ts'

/** Every property, judging by the contract of the trace. */
export function allProperties(): Property[] {
  return [
    retriesTransient(),
    capsRetries(),
    backsOff(),
    jitters(),
    honoursRetryAfter(),
    sparesPermanentErrors(),
    terminates(),
    recovers(),
    boundsAttempts(),
    surfacesErrors(),
    resendsFaithfully(),
    obeysAbort(),
    staysHealthy(),
  ]
}

/** The ids of all properties, in the order of their rules. */
export const propertyIds: readonly string[] = allProperties().map(({ id }) => id)
