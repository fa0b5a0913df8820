/** Progress on a terminal: one line on stderr that is written over again, and gone at the end. */
import type { Progress } from '../explore/progress.ts'
import { realNowMs } from '../realm/real-time.ts'
import type { Io } from './io.ts'

/** The line of one exploration. Where nobody watches, nothing is written. */
export class ProgressLine {
  readonly #io: Io
  #writtenMs = Number.NEGATIVE_INFINITY
  #isShown = false

  constructor(io: Io) {
    this.#io = io
  }

  /** Shows how far it has come, a few times a second. */
  show(progress: Progress): void {
    if (this.#io.isWatched !== true || realNowMs() - this.#writtenMs < EVERY_MS) return
    this.#writtenMs = realNowMs()
    this.#isShown = true
    this.#io.stderr.write(`${CLEAR}${progressText(progress).slice(0, this.#io.columns - 1)}`)
  }

  /** Removes the line. */
  end(): void {
    if (this.#isShown) this.#io.stderr.write(CLEAR)
    this.#isShown = false
  }
}

/** How far it has come, in a line: `exploring 312 of 1,000, broken: jitters; making it smaller (12 drills)`. */
export function progressText({ phase, drills, runs, broken, shrinkDrills }: Progress): string {
  const found = broken.length === 0 ? '' : `, broken: ${broken.join(', ')}`
  switch (phase) {
    case 'probing':
      return 'probing the client…'
    case 'kept':
      return `drilling what was kept${found}…`
    case 'exploring':
      return `exploring ${drills.toLocaleString('en')} of ${runs.toLocaleString('en')}${found}`
    case 'shrinking':
      return `exploring ${drills.toLocaleString('en')} of ${runs.toLocaleString('en')}${found}; making it smaller (${shrinkDrills} drills)`
  }
}

const EVERY_MS = 100
/** Back to the start of the line, and clear it. */
const CLEAR = '\r\u001b[K'
