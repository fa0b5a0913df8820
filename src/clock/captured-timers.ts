/**
 * Real timers that code of a drill has set nevertheless: through a `setTimeout` that it captured before the facades were
 * installed. Time can't be moved for them, and a client that waits on one is not hanging.
 */
import { objectsWith } from '../realm/inspect.ts'
import { startRealTimer } from '../realm/real-time.ts'
import { placeOfContext, type Realm } from '../realm/realm.ts'

interface NodeTimeout {
  _onTimeout?: unknown
  _destroyed?: boolean
}

/** True when a real timer of this drill is pending. Looks through the heap: asked only when a drill seems dead. */
export function hasCapturedTimer(realm: Realm): boolean {
  const probe = timeoutPrototype()
  return objectsWith<NodeTimeout>(probe).some((timer) => {
    const isPending = typeof timer._onTimeout === 'function' && timer._destroyed !== true
    return isPending && placeOfContext(timer)?.realm === realm
  })
}

/** The prototype of Node's own timers, from one that the process keeps out of every drill. */
function timeoutPrototype(): object {
  const timer = startRealTimer(() => {}, 1)
  clearTimeout(timer)
  return Object.getPrototypeOf(timer) as object
}
