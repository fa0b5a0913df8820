/** `firedrill run --watch`: the runs are made in fresh processes, again whenever a file changes. The only door to chokidar. */
import { existsSync } from 'node:fs'
import { watch } from 'chokidar'
import { startRealTimer } from '../../realm/real-time.ts'
import { misused } from '../command-line.ts'
import { findClient, findScenarios, fromHere, galleryDirectory } from '../find.ts'
import { EXIT, type Io } from '../io.ts'
import type { RunLine } from './options.ts'

/** Runs again and again until somebody interrupts it, and gives the exit code: 130 in the middle of a run, else 0. */
export async function watchRuns(line: RunLine, io: Io): Promise<number> {
  const { restart } = io
  if (restart === undefined) throw misused('--watch needs a process of its own', 'Start the command from a shell')
  const changes = new Changes()
  const interrupted = Promise.withResolvers<'interrupted'>()
  io.onInterrupt?.(() => interrupted.resolve('interrupted'))
  try {
    for (const path of await namedFiles(line, io.cwd)) changes.watch(path)
    const argv = io.argv.filter((word) => word !== '--watch')
    for (;;) {
      const run = restart(argv, (path) => changes.watch(path))
      const change = changes.next()
      const first = await Promise.race([run.ended, change, interrupted.promise])
      if (typeof first === 'number') {
        await changes.ready()
        io.stderr.write(`\nWatching ${counted(changes.count)}. Ctrl-C ends it.\n`)
        if ((await Promise.race([change, interrupted.promise])) === 'interrupted') return EXIT.pass
      } else {
        run.stop()
        await run.ended
        if (first === 'interrupted') return EXIT.interrupted
      }
      if (io.isScreen === true) io.stdout.write(CLEAR)
      const files = (await change).map((path) => fromHere(path, io.cwd))
      io.stderr.write(`Changed: ${files.join(', ')}\n\n`)
    }
  } finally {
    await changes.close()
  }
}

/** What the line itself names, so that it is watched even if it can't be loaded. The gallery doesn't change. */
async function namedFiles({ scenarios, client }: RunLine, cwd: string): Promise<string[]> {
  const files = (await findScenarios(scenarios, cwd)).map(({ path }) => path)
  const own = files.filter((path) => !path.startsWith(galleryDirectory()))
  return client === null ? own : [...own, findClient(client, cwd)]
}

/** The files that are watched, and what changes among them. */
class Changes {
  readonly #watcher = watch([])
  /** Each file that is watched, resolved once its changes are seen. */
  readonly #watched = new Map<string, PromiseWithResolvers<void>>()
  readonly #found = new Set<string>()
  readonly #changed = new Set<string>()
  #wake: ((paths: string[]) => void) | null = null
  #isGathering = false

  constructor() {
    this.#watcher.on('all', (_event, path) => {
      // What is told first of a file is that it is there.
      if (this.#found.has(path)) this.#gather(path)
      this.#found.add(path)
      this.#watched.get(path)?.resolve()
    })
  }

  get count(): number {
    return this.#watched.size
  }

  watch(path: string): void {
    if (this.#watched.has(path) || !existsSync(path)) return
    this.#watched.set(path, Promise.withResolvers())
    this.#watcher.add(path)
  }

  /** Resolves when every change is seen. */
  async ready(): Promise<void> {
    await Promise.all([...this.#watched.values()].map(({ promise }) => promise))
  }

  /** The files of the next change. */
  next(): Promise<string[]> {
    return new Promise((resolve) => {
      this.#wake = resolve
      if (!this.#isGathering) this.#flush()
    })
  }

  close(): Promise<void> {
    return this.#watcher.close()
  }

  /** A checkout changes many files at once, and an editor may write one in several goes. */
  #gather(path: string): void {
    this.#changed.add(path)
    if (this.#isGathering) return
    this.#isGathering = true
    startRealTimer(() => {
      this.#isGathering = false
      this.#flush()
    }, GATHERED_MS)
  }

  #flush(): void {
    if (this.#changed.size === 0 || this.#wake === null) return
    const paths = [...this.#changed].toSorted()
    this.#changed.clear()
    this.#wake(paths)
    this.#wake = null
  }
}

function counted(count: number): string {
  return `${count} file${count === 1 ? '' : 's'}`
}

const GATHERED_MS = 80
/** Clears the screen and what scrolled off it, and goes to its top. */
const CLEAR = '\u001b[2J\u001b[3J\u001b[H'
