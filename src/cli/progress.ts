/** Progress on a terminal: a spinner on stderr with counts and the time left, gone at the end. The only door to ora. */
import { clearLine, cursorTo, moveCursor } from 'node:readline'
import type { Ora } from 'ora'
import { realNowMs, startRealTimer } from '../realm/real-time.ts'
import { clip, printable } from '../report/text.ts'
import { roughly } from '../report/time.ts'
import type { Io } from './io.ts'

/** How far something has come: `3 of 12`, after so many milliseconds. */
export interface Pace {
  readonly done: number
  readonly total: number
  /** At most so much time is left, whatever the counts say. */
  readonly leftMsMax?: number
}

/** The spinner of one undertaking. It shows itself only when that takes a while, and where nobody watches, never. */
export class Meter {
  readonly #io: Io
  readonly #startMs = realNowMs()
  #spinner: Ora | null = null
  #text = ''
  /** When it will be over, as far as anybody can say. */
  #endMs: number | null = null
  #isOver: boolean

  constructor(io: Io, quiet: boolean, afterMs = SHOWN_AFTER_MS) {
    this.#io = io
    this.#isOver = quiet || io.isWatched !== true
    if (!this.#isOver) startRealTimer(() => void this.#start(), afterMs).unref()
  }

  /** Says what is going on, and how far it has come. */
  show(what: string, pace: Pace | null = null): void {
    const left = pace === null ? null : leftMs(pace, realNowMs() - this.#startMs)
    this.#endMs = left === null ? null : realNowMs() + left
    const columns = (this.#io.stderr.columns ?? this.#io.columns) - SPINNER_COLUMNS - (left === null ? 0 : LEFT_COLUMNS)
    this.#text = clip(printable(what), Math.max(columns, 1))
    if (this.#spinner !== null) this.#spinner.text = this.#text
  }

  /** Lets something else be written to the same terminal. */
  aside(write: () => void): void {
    this.#spinner?.clear()
    write()
    this.#spinner?.render()
  }

  /** Removes the spinner, for good. */
  end(): void {
    this.#isOver = true
    this.#spinner?.stop()
    this.#spinner = null
  }

  async #start(): Promise<void> {
    const { default: ora } = await import('ora')
    if (this.#isOver) return
    const color = this.#io.colour ? 'cyan' : false
    const stream = terminalOf(this.#io)
    const suffixText = () => this.#left()
    const options = { stream, color, suffixText, isEnabled: true, discardStdin: false } as const
    this.#spinner = ora({ ...options, text: this.#text }).start()
  }

  /** What is left of the time, in whole seconds: tenths would only flicker. */
  #left(): string {
    const seconds = this.#endMs === null ? 0 : Math.ceil((this.#endMs - realNowMs()) / 1000)
    return seconds <= 0 ? '' : `· ${roughly(seconds * 1000)} left`
  }
}

/** How long the rest will take if it goes on like this; null while nobody can say. */
export function leftMs({ done, total, leftMsMax = Number.POSITIVE_INFINITY }: Pace, elapsedMs: number): number | null {
  const byCount = done === 0 || elapsedMs < SAYS_AFTER_MS ? null : (elapsedMs / done) * Math.max(total - done, 0)
  if (byCount === null) return Number.isFinite(leftMsMax) && elapsedMs >= SAYS_AFTER_MS ? leftMsMax : null
  return Math.min(byCount, leftMsMax)
}

/** Stderr as a spinner wants it. */
function terminalOf({ stderr, columns }: Io): NodeJS.WriteStream {
  const stream = {
    isTTY: true,
    columns: stderr.columns ?? columns,
    // A line that is written over again needs no flow control.
    write: (text: string) => {
      stderr.write(text)
      return true
    },
    clearLine: (direction: -1 | 0 | 1) => clearLine(stream as unknown as NodeJS.WriteStream, direction),
    cursorTo: (column: number) => cursorTo(stream as unknown as NodeJS.WriteStream, column),
    moveCursor: (right: number, down: number) => moveCursor(stream as unknown as NodeJS.WriteStream, right, down),
  }
  return stream as unknown as NodeJS.WriteStream
}

/** What is over sooner needs no spinner. */
const SHOWN_AFTER_MS = 400
/** How long a pace is watched before anything is said of the time left. */
const SAYS_AFTER_MS = 1000
/** The spinner, a blank, and the last column, which some terminals wrap at. */
const SPINNER_COLUMNS = 3
/** As in ` · 12m 30s left`. */
const LEFT_COLUMNS = 15
