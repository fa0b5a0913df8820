/** `ramp('10m', { from, to }, …)`: a window in which a share of the requests fails that grows or shrinks. */
import { type Duration, durationMs } from '../duration.ts'
import { wrongUse } from '../errors.ts'
import { named, plainOptions, refuseUnknown } from '../fault/options.ts'
import { someItems } from './items.ts'
import type { Item, Ramp } from './step.ts'

/** From which share to which. */
export interface RampOptions {
  /** The share of the requests that the items answer at the beginning, from 0 to 1. Default: 0. */
  from?: number
  /** The share at the end. Default: 1. */
  to?: number
}

/**
 * Answers a share of the requests of its window by the items, cycling, and the others truly. The share changes evenly
 * from the beginning to the end: `ramp('10m', { from: 1, to: 0 }, api.badGateway())` limps back to health.
 *
 * @throws FiredrillError (`wrong-use`) for no duration, for shares outside 0 to 1, and for no items.
 */
export function ramp(duration: Duration, shares: RampOptions, ...items: readonly Item[]): Ramp {
  const what = `ramp(${named(duration)}, …)`
  const { from = 0, to = 1, ...unknown } = plainOptions(what, shares)
  refuseUnknown(what, unknown)
  for (const [name, share] of Object.entries({ from, to })) {
    if (typeof share === 'number' && share >= 0 && share <= 1) continue
    throw wrongUse(`make ${what}`, `its ${name} is ${named(share)}, not a share`, 'Give a number from 0 to 1')
  }
  return Object.freeze({
    kind: 'ramp',
    durationMs: durationMs(duration, what),
    from: from + 0,
    to: to + 0,
    items: someItems(what, items, { parallel: false, repeats: true, endless: false }),
  })
}
