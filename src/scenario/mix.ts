/** `mix([weight, fault], …)`: one answer by seeded chance. */
import { wrongUse } from '../errors.ts'
import { type Fault, isFaultKind } from '../fault/fault.ts'
import { named } from '../fault/options.ts'
import { checkedItems } from './items.ts'
import type { Mix } from './step.ts'

/**
 * One answer, drawn among several: `mix([9, healthy()], [1, api.internalError()])` fails one request in ten. Each mix
 * draws from a stream of its own, so that adding or removing another step doesn't change what it draws.
 *
 * @throws FiredrillError (`wrong-use`) for no shares, for weights that are negative or all 0, and for anything but faults.
 */
export function mix(...shares: readonly (readonly [weight: number, fault: Fault])[]): Mix {
  const doing = 'make mix(…)'
  for (const share of shares) {
    if (!Array.isArray(share) || share.length !== 2) {
      throw wrongUse(doing, `${named(share)} is not a share`, 'Give pairs such as [9, healthy()]')
    }
    const [weight, fault] = share
    if (typeof weight !== 'number' || !Number.isFinite(weight) || weight < 0) {
      throw wrongUse(doing, `the weight ${named(weight)} is not a number from 0 up`, 'Give such a number')
    }
    checkedItems('mix(…)', [fault], { parallel: false, repeats: true, endless: false })
    if (!isFaultKind(fault.kind)) {
      throw wrongUse(doing, `${fault.kind}(…) is not a single fault`, 'Put the mix into it instead')
    }
  }
  const total = shares.reduce((sum, [weight]) => sum + weight, 0)
  if (!(total > 0 && Number.isFinite(total))) {
    throw wrongUse(doing, `its weights add up to ${total}`, 'Give at least one share with a weight above 0')
  }
  const frozen = shares.map(([weight, fault]) => Object.freeze([weight === 0 ? 0 : weight, fault] as const))
  return Object.freeze({ kind: 'mix', shares: Object.freeze(frozen) })
}
