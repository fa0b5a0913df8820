/** Every judge. */
import { allProperties, type Property } from 'firedrill'
import { alertsSparingly } from '../../src/property/alerts-sparingly.ts'
import { breaksCircuit } from '../../src/property/breaks-circuit.ts'
import { containsAmplification } from '../../src/property/contains-amplification.ts'
import { drainsQueue } from '../../src/property/drains-queue.ts'
import { easesOff } from '../../src/property/eases-off.ts'
import { fallsBack } from '../../src/property/falls-back.ts'
import { hidesRawErrors } from '../../src/property/hides-raw-errors.ts'
import { logsFailures } from '../../src/property/logs-failures.ts'
import { noDuplicateEffects } from '../../src/property/no-duplicate-effects.ts'

export function everyProperty(): Property[] {
  const all = [
    ...allProperties(),
    fallsBack(),
    breaksCircuit(),
    hidesRawErrors(),
    logsFailures(),
    alertsSparingly(),
    containsAmplification(),
    easesOff(),
    noDuplicateEffects(),
    drainsQueue(),
  ]
  return [...new Map(all.map((property) => [property.id, property])).values()]
}
