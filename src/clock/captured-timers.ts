/**
 * Real timers that code of a drill has set nevertheless: through a `setTimeout` that it captured before the facades were
 * installed. Time can't be moved for them, and a client that waits on one is not hanging.
 */
import { objectsWith } from '../realm/inspect.ts'
import { mayHaveTimer } from '../realm/loop-handles.ts'
import { startRealTimer } from '../realm/real-time.ts'
import { placeOfContext, type Realm } from '../realm/realm.ts'
import { adoptUndiciTick } from './undici-ticks.ts'

interface NodeTimeout {
  _onTimeout?: unknown
  _idleTimeout?: number
  _destroyed?: boolean
}

/** How many real timers keep the process alive; those that are unreferenced show nowhere. */
export function realTimerCount(): number {
  return process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length
}

/**
 * Searches are dear, and explorations see many dead drills: after so many in vain, one is made only where a timer shows.
 */
const VAIN_MAX = 2
let vainCount = 0

/**
 * True when a real timer of this drill is pending. Looks through the heap: asked only when a drill seems dead.
 *
 * @param countBefore How many real timers there were when the drill began.
 */
export function hasCapturedTimer(realm: Realm, countBefore: number): boolean {
  if (!mayHaveTimer() || (vainCount >= VAIN_MAX && realTimerCount() <= countBefore)) return false
  const isThere = isOnHeap(realm)
  if (!isThere) vainCount++
  return isThere
}

function isOnHeap(realm: Realm): boolean {
  const probe = timeoutPrototype()
  return objectsWith<NodeTimeout>(probe).some((timer) => {
    const isPending = typeof timer._onTimeout === 'function' && timer._destroyed !== true
    // undici's tick is the whole process's, and bears the context of whoever sent the first request.
    const isTick = adoptUndiciTick(timer._onTimeout, timer._idleTimeout)
    return isPending && !isTick && placeOfContext(timer)?.realm === realm
  })
}

/** The prototype of Node's own timers, from one that the process keeps out of every drill. */
function timeoutPrototype(): object {
  const timer = startRealTimer(() => {}, 1)
  clearTimeout(timer)
  return Object.getPrototypeOf(timer) as object
}
