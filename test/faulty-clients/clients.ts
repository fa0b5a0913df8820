/** Every client of the matrix: the wrong ones by their rule, and the right ones. */
import type { RuleId } from 'firedrill'
import { WRONG as alertsSparingly } from './alerts-sparingly.ts'
import { WRONG as backsOff } from './backs-off.ts'
import { WRONG as boundsAttempts } from './bounds-attempts.ts'
import { WRONG as breaksCircuit } from './breaks-circuit.ts'
import { WRONG as capsRetries } from './caps-retries.ts'
import { WRONG as containsAmplification } from './contains-amplification.ts'
import { WRONG as drainsQueue } from './drains-queue.ts'
import { WRONG as easesOff } from './eases-off.ts'
import { WRONG as fallsBack } from './falls-back.ts'
import { WRONG as hidesRawErrors } from './hides-raw-errors.ts'
import { WRONG as honoursRetryAfter } from './honours-retry-after.ts'
import { WRONG as jitters } from './jitters.ts'
import { WRONG as logsFailures } from './logs-failures.ts'
import { WRONG as noDuplicateEffects } from './no-duplicate-effects.ts'
import { WRONG as obeysAbort } from './obeys-abort.ts'
import { WRONG as recovers } from './recovers.ts'
import { WRONG as resendsFaithfully } from './resends-faithfully.ts'
import { WRONG as retriesTransient } from './retries-transient.ts'
import { RIGHT as rightByHand } from './right.ts'
import { RIGHT as rightApplications } from './right-application.ts'
import type { RightClient } from './right-client.ts'
import { RIGHT as rightByLibrary } from './right-libraries.ts'
import { WRONG as sparesPermanentErrors } from './spares-permanent-errors.ts'
import { WRONG as staysHealthy } from './stays-healthy.ts'
import { WRONG as surfacesErrors } from './surfaces-errors.ts'
import { WRONG as terminates } from './terminates.ts'
import type { WrongClient } from './wrong-client.ts'

/** The wrong clients, in the order of the rules that they break. */
export const WRONG: readonly (WrongClient & { readonly rule: RuleId })[] = Object.entries({
  R1: retriesTransient,
  R2: capsRetries,
  R3: backsOff,
  R4: jitters,
  R5: honoursRetryAfter,
  R6: sparesPermanentErrors,
  R7: terminates,
  R8: recovers,
  R9: fallsBack,
  R10: breaksCircuit,
  R11: boundsAttempts,
  R12: surfacesErrors,
  R13: hidesRawErrors,
  R14: logsFailures,
  R15: alertsSparingly,
  R16: resendsFaithfully,
  R17: containsAmplification,
  R18: easesOff,
  R19: obeysAbort,
  R20: noDuplicateEffects,
  R21: staysHealthy,
  R22: drainsQueue,
}).flatMap(([rule, clients]) => clients.map((client) => ({ ...client, rule })))

/** The right clients. */
export const RIGHT: readonly RightClient[] = [...rightByHand, ...rightApplications, ...rightByLibrary]
