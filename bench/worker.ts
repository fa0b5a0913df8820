/** A process that does one job, as often as it is told, and says how long that took and what it left on the heap. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { JOBS, type Job, type Recorded } from './jobs.ts'

/** What one round of runs took. */
export interface Round {
  readonly wallMs: number
  /** What the processor did for it, which other processes of the machine don't lengthen as they do the wall's time. */
  readonly cpuMs: number
  /** After a collection of all garbage. */
  readonly heapBytes: number
}

/** A worker as the bench holds it. */
export class Worker implements Disposable {
  readonly #child: ChildProcess

  constructor(job: Job, answers: readonly Recorded[] = []) {
    this.#child = fork(fileURLToPath(import.meta.url), [job], { serialization: 'advanced' })
    this.#child.send(answers)
  }

  /** Has the job done so many times, one after another. */
  async round(runs: number): Promise<Round> {
    const over = new AbortController()
    const answered = once(this.#child, 'message', { signal: over.signal })
    this.#child.once('exit', () => over.abort(new Error('the worker ended before its round')))
    this.#child.send(runs)
    const [round] = await answered
    this.#child.removeAllListeners('exit')
    return round as Round
  }

  [Symbol.dispose](): void {
    this.#child.kill()
  }
}

async function work(job: Job): Promise<void> {
  const [answers] = (await once(process, 'message')) as [readonly Recorded[]]
  const ready = JOBS[job](answers)
  process.on('message', async (runs: number) => {
    const run = await ready
    globalThis.gc!()
    const startMs = performance.now()
    const startCpu = process.cpuUsage()
    for (let count = 0; count < runs; count++) await run()
    const wallMs = performance.now() - startMs
    const { user, system } = process.cpuUsage(startCpu)
    const cpuMs = (user + system) / 1000
    globalThis.gc!()
    process.send!({ wallMs, cpuMs, heapBytes: process.memoryUsage().heapUsed } satisfies Round)
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await work(process.argv[2] as Job)
