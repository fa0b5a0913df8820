/** Ctrl-C, where there is something to show for what was done so far. */
import type { Io } from './io.ts'

/** Aborts at the first Ctrl-C; the next one ends the process. */
export function interruption(io: Io): AbortSignal {
  const controller = new AbortController()
  io.onInterrupt?.(() => {
    io.stderr.write('Ending after the drill under way. Ctrl-C once more ends it now.\n')
    controller.abort()
  })
  return controller.signal
}
