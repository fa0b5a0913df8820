/** What every report says of that which a scorecard does not hold. */
import type { ClientCard, Scorecard } from './scorecard.ts'

/** That a scorecard is not whole, as sentences; null for one that is. */
export function partialText({ partial }: Scorecard): string | null {
  if (partial === undefined) return null
  const { done, total } = partial
  return `The audit was interrupted after ${done} of ${total} drills. What it did not come to is missing here.`
}

/** How many scenarios a client's API has no words for, the first few by name; null when there are none. */
export function untoldText({ provider, untold }: ClientCard): string | null {
  if (untold.length === 0) return null
  const count = `${untold.length} scenario${untold.length === 1 ? '' : 's'}`
  const more = untold.length - NAMES_MAX
  const names = untold.slice(0, NAMES_MAX).join(', ') + (more > 0 ? ` and ${more} more` : '')
  return `${count} of other APIs left out, which ${provider} has no words for: ${names}`
}

const NAMES_MAX = 3
