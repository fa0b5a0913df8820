/** What the command needs of the process around it; tests hand it something simpler. */

/** Where the command reads and writes. */
export interface Io {
  /** The arguments after the command's own name. */
  readonly argv: readonly string[]
  /** Takes results. */
  readonly stdout: { write(text: string): unknown }
  /** Takes errors. */
  readonly stderr: { write(text: string): unknown }
  /** What relative paths are relative to. */
  readonly cwd: string
  /** How wide the reader's screen is. */
  readonly columns: number
  readonly colour: boolean
  /** Whether somebody watches stderr, so that a line may be written over again. Default: no. */
  readonly isWatched?: boolean
  /** Hands over what the first Ctrl-C shall do; the next one ends the process. Default: the first one does. */
  readonly onInterrupt?: (stop: () => void) => void
}

/** The exit codes of the command. */
export const EXIT = { pass: 0, fail: 1, wrongUse: 2, inconclusive: 3, interrupted: 130 } as const
