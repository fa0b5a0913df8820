/** A client that keeps its promises of a chain and a breaker, and writes down what it does. It knows nothing of the judges. */
import type { Recorder } from './trace-builder.ts'

/** How the client works. */
export interface Habits {
  readonly chain: readonly string[]
  /** Retries on each link. */
  readonly retries: number
  /** One breaker for each link, one for all, or none. */
  readonly breakers: 'link' | 'all' | 'none'
  readonly threshold: number
  readonly windowMs: number
  readonly resetMs: number
  readonly volume: number
}

/** One call: the time before it, whether the world is well, and what its attempts are answered, in turn. */
export interface Told {
  readonly waitMs: number
  readonly healed: boolean
  readonly answers: readonly number[]
}

/** Makes the calls, one after the other. */
export function rightClient(t: Recorder, habits: Habits, calls: readonly Told[]): void {
  const fuses = new Map<string, Fuse>()
  const fuseOf = (model: string) => {
    const name = habits.breakers === 'all' ? '' : model
    const fuse = fuses.get(name) ?? new Fuse(habits)
    fuses.set(name, fuse)
    return fuse
  }
  for (const { waitMs, healed, answers } of calls) {
    t.wait(waitMs)
    t.call({ healed })
    const left = [...answers]
    const end = walk(t, habits, fuseOf, () => (healed ? 200 : (left.shift() ?? 529)))
    if (end === 200) t.value()
    else t.error({ status: end })
  }
}

/** Goes along the chain, and returns the last status; null when nothing was sent. */
function walk(t: Recorder, habits: Habits, fuseOf: (model: string) => Fuse, answer: () => number): number | null {
  let last: number | null = null
  for (const model of habits.chain) {
    for (let made = 0; made <= habits.retries; made++) {
      const fuse = fuseOf(model)
      if (habits.breakers !== 'none' && !fuse.allows(t.now)) break
      if (made > 0) t.wait(1000 * 2 ** (made - 1))
      if (habits.breakers !== 'none' && !fuse.allows(t.now)) break
      last = answer()
      t.attempt(last, { model })
      fuse.saw(last, t.now)
      if (last < 429) return last
    }
  }
  return last
}

/** A breaker of the plain kind: failures and successes with their times, and the time at which it opened. */
class Fuse {
  readonly #habits: Habits
  #seen: { atMs: number; isBad: boolean }[] = []
  #openedMs: number | null = null

  constructor(habits: Habits) {
    this.#habits = habits
  }

  allows(nowMs: number): boolean {
    return this.#openedMs === null || nowMs - this.#openedMs >= this.#habits.resetMs
  }

  saw(status: number, nowMs: number): void {
    const isBad = status >= 429
    if (this.#openedMs !== null) {
      this.#openedMs = isBad ? nowMs : null
      this.#seen = []
      return
    }
    this.#seen.push({ atMs: nowMs, isBad })
    const { windowMs, volume, threshold } = this.#habits
    const recent = this.#seen.filter(({ atMs }) => nowMs - atMs < windowMs)
    const bad = recent.filter((one) => one.isBad).length
    if (isBad && recent.length >= volume && bad >= threshold * recent.length) this.#openedMs = nowMs
  }
}
