/** The one way in which the client waits: an abort ends it at once, and its timer goes with it. */
import { setTimeout as wait } from 'node:timers/promises'

/** Waits. Throws the signal's reason as soon as it is aborted; no time at all still looks at the signal. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  if (milliseconds <= 0) return
  try {
    await wait(milliseconds, undefined, { signal })
  } catch {
    // Node wraps the reason in an error of its own.
    throw signal.reason
  }
}
