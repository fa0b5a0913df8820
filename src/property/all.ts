/** Every property, in the order of its rule. */
import { alertsSparingly } from './alerts-sparingly.ts'
import { backsOff } from './backs-off.ts'
import { boundsAttempts } from './bounds-attempts.ts'
import { breaksCircuit } from './breaks-circuit.ts'
import { capsRetries } from './caps-retries.ts'
import { containsAmplification } from './contains-amplification.ts'
import { drainsQueue } from './drains-queue.ts'
import { easesOff } from './eases-off.ts'
import { fallsBack } from './falls-back.ts'
import { hidesRawErrors } from './hides-raw-errors.ts'
import { honoursRetryAfter } from './honours-retry-after.ts'
import { jitters } from './jitters.ts'
import { logsFailures } from './logs-failures.ts'
import { noDuplicateEffects } from './no-duplicate-effects.ts'
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
    fallsBack(),
    breaksCircuit(),
    boundsAttempts(),
    surfacesErrors(),
    hidesRawErrors(),
    logsFailures(),
    alertsSparingly(),
    resendsFaithfully(),
    containsAmplification(),
    easesOff(),
    obeysAbort(),
    noDuplicateEffects(),
    staysHealthy(),
    drainsQueue(),
  ]
}

/** The ids of all properties, in the order of their rules. */
export const propertyIds: readonly string[] = allProperties().map(({ id }) => id)
