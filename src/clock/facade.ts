/**
 * The facades of a process: installed once, when the package is imported, and for good. They give real time to all code
 * but that of a drill. Installing and removing them around each drill would break undici, which keeps a timer for the
 * whole process, and would miss every client that captures its timers when it is imported.
 */
import { syncBuiltinESMExports } from 'node:module'
import timers from 'node:timers'
import { wrongUse } from '../errors.ts'
import { surface } from '../realm/patch.ts'
import { installSignalFacades } from './signal-facades.ts'
import { installTimeFacades } from './time-facades.ts'
import { installTimerFacades } from './timer-facades.ts'
import { adoptUndiciTick } from './undici-ticks.ts'
import { installWorkFacades } from './work-facades.ts'

const INSTALLED = Symbol.for('firedrill.facades')
const registry = globalThis as { [INSTALLED]?: { surface: typeof surface } }

/**
 * Installs the facades, once a process: a second copy of the package finds those of the first.
 *
 * @throws FiredrillError (`wrong-use`) when fake timers of another tool are in force, and in a second context of a process.
 */
export function installFacades(): void {
  if (registry[INSTALLED] !== undefined) return
  refuseSecondContext()
  watchTimersFromBefore()
  installTimerFacades(adoptUndiciTick)
  installTimeFacades()
  installSignalFacades()
  installWorkFacades()
  syncBuiltinESMExports()
  registry[INSTALLED] = { surface }
}

/** Lets drills find the facades under whatever a suite has put over them; gives the function that ends that. */
export function surfaceFacades(): () => void {
  return registry[INSTALLED]!.surface()
}

/** Contexts of node:vm have globals of their own, but share Node's modules, where the facades of the first one stay. */
function refuseSecondContext(): void {
  const shared = timers as { [INSTALLED]?: true }
  if (shared[INSTALLED]) {
    throw wrongUse(
      'set up virtual time',
      'another context of this process has done so already: jest has one a file, as have the pools vmForks and vmThreads of vitest',
      "In vitest choose the pool 'forks' or 'threads'; in jest keep drills to one file",
    )
  }
  Object.defineProperty(timers, INSTALLED, { value: true })
}

/** Before the facades, undici may have started its tick already: it is seen when undici refreshes it. */
function watchTimersFromBefore(): void {
  const timer = setTimeout(() => {}, 0)
  clearTimeout(timer)
  const prototype = Object.getPrototypeOf(timer) as { refresh(): unknown }
  const { refresh } = prototype
  prototype.refresh = function (this: { _onTimeout?: unknown; _idleTimeout?: unknown }) {
    adoptUndiciTick(this._onTimeout, this._idleTimeout)
    return Reflect.apply(refresh, this, [])
  }
}
