/**
 * What is put aside for later. It lives in memory, as an example should; yours belongs into whatever survives a restart
 * (a table, a job queue), drained in the same way: one at a time, at a steady rate, and only while the service is well.
 */
import { pause } from './pause.ts'
import { SETTINGS } from './settings.ts'

const { perSecond, retryMs, size } = SETTINGS.later

/** Keeps jobs, and tries them one after the other until each is done. */
export class Later<Job> {
  readonly #jobs: { readonly id: string; readonly job: Job }[] = []
  readonly #attempt: (id: string, job: Job, signal: AbortSignal) => Promise<boolean>
  readonly #closing = new AbortController()
  #count = 0
  #filled = Promise.withResolvers<void>()

  /** @param attempt Tries a job once: true when it is done with, false when it has to wait. What it throws drops the job. */
  constructor(attempt: (id: string, job: Job, signal: AbortSignal) => Promise<boolean>) {
    this.#attempt = attempt
    // One loop for all jobs, begun here: it belongs to no call, and none of them waits for it.
    void this.#drain(this.#closing.signal).catch(() => {})
  }

  /** Puts a job aside. Its id, or null when there is no more room: better to say no than to run out of memory. */
  put(job: Job): string | null {
    if (this.#jobs.length >= size) return null
    const id = `later-${++this.#count}`
    this.#jobs.push({ id, job })
    this.#filled.resolve()
    return id
  }

  /** Stops for good. What is still kept is lost. */
  close(): void {
    this.#closing.abort()
    this.#filled.resolve()
  }

  async #drain(signal: AbortSignal): Promise<void> {
    let isWell = false
    for (;;) {
      if (this.#jobs.length === 0) {
        isWell = false
        this.#filled = Promise.withResolvers()
        await this.#filled.promise
      }
      await pause(isWell ? 1000 / perSecond : retryMs, signal)
      const next = this.#jobs.shift()
      if (next === undefined) continue
      isWell = await this.#attempt(next.id, next.job, signal).catch(() => true)
      if (!isWell) this.#jobs.unshift(next)
    }
  }
}
