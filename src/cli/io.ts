/** What the command needs of the process around it; tests hand it something simpler. */

/** Where the command reads and writes. */
export interface Io {
  /** The arguments after the program's own name. */
  readonly argv: readonly string[]
  /** Takes results. */
  readonly stdout: { write(text: string): unknown }
  /** Takes errors and progress; `columns` is its width where it is a terminal. */
  readonly stderr: { write(text: string): unknown; readonly columns?: number }
  /** What relative paths are relative to. */
  readonly cwd: string
  /** How wide the reader's screen is. */
  readonly columns: number
  readonly colour: boolean
  /** Whether somebody watches stderr, so that a line may be written over again. Default: no. */
  readonly isWatched?: boolean
  /** Whether results go to a screen that may be cleared. Default: no. */
  readonly isScreen?: boolean
  /** The variables of the environment that reports are about, such as `GITHUB_STEP_SUMMARY`. Default: none. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** Hands over what the first Ctrl-C shall do; the next one ends the process. Default: the first one does. */
  readonly onInterrupt?: (stop: () => void) => void
  /** Starts the same program once more, in a process of its own. Default: it can't. */
  readonly restart?: Restart
}

/** Starts the program with these arguments, and tells of each file of the user's that it loads. */
export type Restart = (argv: readonly string[], onFile: (path: string) => void) => Restarted

/** The program, started once more. */
export interface Restarted {
  /** Its exit code, once it has ended. */
  readonly ended: Promise<number>
  /** Ends it early. */
  stop(): void
}

/** The exit codes of the command. */
export const EXIT = { pass: 0, fail: 1, wrongUse: 2, inconclusive: 3, interrupted: 130 } as const

/** The worst of several exit codes: what can't be understood, then what fails, then what nobody can say. */
export function worstExit(codes: readonly number[]): number {
  const order: readonly number[] = [EXIT.wrongUse, EXIT.fail, EXIT.inconclusive]
  return order.find((code) => codes.includes(code)) ?? EXIT.pass
}
