/** The command in a process of its own: its streams, its signals, its end. */
import { writeSync } from 'node:fs'
import module from 'node:module'
import { extname } from 'node:path'
import { sentence } from '../errors.ts'
import { EXIT, type Io } from './io.ts'

/** Runs the command on the process's own arguments and streams, and ends the process with its exit code. */
export function runProcess(main: (io: Io) => Promise<number>): void {
  resolveToThisCopy()
  const { write } = process.stdout
  // Results alone go to stdout: what the client under test prints would spoil them.
  process.stdout.write = process.stderr.write.bind(process.stderr) as typeof process.stdout.write
  let isOver = false
  const leave = (exitCode: number, why?: string) => {
    isOver = true
    if (why !== undefined) writeSync(2, `${why}\n`)
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
  process.stdout.on('error', () => leave(process.exitCode === undefined ? EXIT.pass : Number(process.exitCode)))
  process.on('exit', () => {
    if (isOver) return
    writeSync(2, `${ENDED_EARLY}\n`)
    process.exitCode = EXIT.wrongUse
  })
  const stdout = { write: (text: string) => Reflect.apply(write, process.stdout, [text]) as boolean }
  void main({
    argv: process.argv.slice(2),
    stdout,
    stderr: process.stderr,
    cwd: process.cwd(),
    columns: process.stdout.columns ?? 80,
    isWatched: process.stderr.isTTY === true,
    onInterrupt: (stop) => {
      onInterrupt = stop
    },
    colour: process.stdout.hasColors?.() ?? !['', '0', undefined].includes(process.env.FORCE_COLOR),
  }).then((exitCode) => {
    process.exitCode = exitCode
    isOver = true
    // A drilled client may leave handles behind that would keep the process alive; output is flushed first.
    Reflect.apply(write, process.stdout, ['', () => process.stderr.write('', () => process.exit(exitCode))])
  })
}

/** Whoever imports 'firedrill' gets the copy that drills, wherever the file lies: two copies would be two clocks. */
function resolveToThisCopy(): void {
  const extension = extname(new URL(import.meta.url).pathname)
  const ours = new Map([
    ['firedrill', new URL(`../index${extension}`, import.meta.url).href],
    ['firedrill/vitest', new URL(`../vitest${extension}`, import.meta.url).href],
  ])
  // Node 22.12 to 22.14 have no such hooks; there the paths of tsconfig.json do it for files in the clone.
  module.registerHooks?.({
    resolve: (specifier, context, nextResolve) => {
      const url = ours.get(specifier)
      return url === undefined ? nextResolve(specifier, context) : nextResolve(url, context)
    },
  })
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
