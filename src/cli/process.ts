/** The command in a process of its own: its streams, its signals, its end. */
import { writeSync } from 'node:fs'
import { sentence } from '../errors.ts'
import { EXIT, type Io } from './io.ts'
import { resolveToThisCopy } from './resolve.ts'
import { restart, tellOfFiles } from './restart.ts'

/** Runs the command on the process's own arguments and streams, and ends the process with its exit code. */
export function runProcess(main: (io: Io) => Promise<number>): void {
  resolveToThisCopy(tellOfFiles())
  const { stdout, stderr, env } = process
  const { write } = stdout
  // Results alone go to stdout: what the client under test prints would spoil them.
  stdout.write = stderr.write.bind(stderr) as typeof stdout.write
  let isOver = false
  const leave = (exitCode: number, why?: string) => {
    isOver = true
    // A spinner may stand in the line.
    if (why !== undefined) writeSync(2, `${stderr.isTTY ? '\r\u001b[K' : ''}${why}\n`)
    process.exit(exitCode)
  }
  let onInterrupt: (() => void) | null = null
  process.on('SIGINT', () => {
    if (onInterrupt === null) return leave(EXIT.interrupted, INTERRUPTED)
    const stop = onInterrupt
    onInterrupt = null
    stop()
  })
  process.on('SIGTERM', () => leave(EXIT.interrupted + 13, INTERRUPTED))
  process.on('uncaughtException', (error) => {
    if (!isOver) leave(EXIT.wrongUse, stray(error))
  })
  // A reader that has seen enough, such as `head`.
  stdout.on('error', () => leave(process.exitCode === undefined ? EXIT.pass : Number(process.exitCode)))
  stderr.on('error', () => {})
  process.on('exit', () => {
    if (isOver) return
    writeSync(2, `${ENDED_EARLY}\n`)
    process.exitCode = EXIT.wrongUse
  })
  void main({
    argv: process.argv.slice(2),
    stdout: { write: (text: string) => Reflect.apply(write, stdout, [text]) as boolean },
    stderr,
    cwd: process.cwd(),
    columns: stdout.columns ?? 80,
    isWatched: stderr.isTTY === true && !isSet(env.CI) && env.TERM !== 'dumb',
    isScreen: stdout.isTTY === true,
    env,
    onInterrupt: (stop) => {
      onInterrupt = stop
    },
    restart,
    colour: !env.NO_COLOR && (stdout.hasColors?.() ?? (isSet(env.FORCE_COLOR) && env.FORCE_COLOR !== 'false')),
  }).then((exitCode) => {
    process.exitCode = exitCode
    isOver = true
    // A drilled client may leave handles behind that would keep the process alive; output is flushed first.
    Reflect.apply(write, stdout, ['', () => stderr.write('', () => process.exit(exitCode))])
  })
}

function isSet(variable: string | undefined): boolean {
  return !['', '0', undefined].includes(variable)
}

function stray(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return sentence('finish the run', `outside of the drill, something threw ${text}`, 'Catch it in the file that did')
}

const INTERRUPTED = sentence('finish the run', 'it was interrupted', 'Start it again to see a verdict')
const ENDED_EARLY = sentence(
  'finish the run',
  'the process was ended from within, by the client or by a file that never finishes loading',
  'Remove calls of process.exit and awaits that never end',
)
