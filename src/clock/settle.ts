/** Waits, in real time, until nothing is under way for a drill any more: only then may virtual time move. */
import { startRealImmediate, startRealTimer } from '../realm/real-time.ts'
import { runOutside } from '../realm/realm.ts'

/** What keeps virtual time still. */
export interface Stillness {
  /** Counts everything that happens: timers, immediates, bytes, calls. */
  readonly stirCount: () => number
  /** True while real work is under way: other threads, half-read requests, let-through connections. */
  readonly busy: () => boolean
  /** True when the drill has no real time left. */
  readonly outOfTime: () => boolean
}

/**
 * Quiet turns of the event loop in a row. What Node does by itself between two of a client's steps (streams, parsers)
 * takes at most one uncounted turn; one more is margin. It is never the only condition.
 */
const QUIET_TURNS = 3

/** After so many turns the wait is for real work: it then sleeps a millisecond a turn, and leaves the core to it. */
const SPIN_TURNS = 200

/** Resolves to `true` when all is still, to `false` when real time ran out first. */
export function settle(stillness: Stillness): Promise<boolean> {
  return runOutside(() => {
    return new Promise((resolve) => {
      let quietTurns = 0
      let turns = 0
      let seen = stillness.stirCount()
      const turn = () => {
        const stirs = stillness.stirCount()
        const stirred = stirs !== seen
        seen = stirs
        quietTurns = stirred || stillness.busy() ? 0 : quietTurns + 1
        if (quietTurns >= QUIET_TURNS) {
          if (!nodeIsBusy() && !vitestIsLoading()) return resolve(true)
          quietTurns = 0
        }
        if (++turns % 64 === 0 && stillness.outOfTime()) return resolve(false)
        if (turns < SPIN_TURNS || stirred) startRealImmediate(turn)
        else startRealTimer(turn, 1)
      }
      startRealImmediate(turn)
    })
  })
}

/** Requests of Node's own to the file system and to name servers, as `process.getActiveResourcesInfo()` names them. */
const WORK = new Set([
  'FSReqCallback',
  'CloseReq',
  'FSReqPromise',
  'GetAddrInfoReqWrap',
  'GetNameInfoReqWrap',
  'QueryReqWrap',
])

function nodeIsBusy(): boolean {
  return process.getActiveResourcesInfo().some((resource) => WORK.has(resource))
}

/**
 * A worker of vitest fetches the modules that a test imports from the main process: work that nothing in the worker shows
 * but vitest's own list of them (vitest 5 `__vitest_worker__.resolvingModules`, read November 2026).
 */
function vitestIsLoading(): boolean {
  const { __vitest_worker__: worker } = globalThis as { __vitest_worker__?: { resolvingModules?: ReadonlySet<string> } }
  return (worker?.resolvingModules?.size ?? 0) > 0
}

/** How many child processes run. Worker threads show nowhere. */
export function childProcessCount(): number {
  return process.getActiveResourcesInfo().filter((resource) => resource === 'ProcessWrap').length
}
