/**
 * The facades of a process: installed once, when the package is imported, and for good. They give real time to all code
 * but that of a drill. Installing and removing them around each drill would break undici, which keeps a timer for the
 * whole process, and would miss every client that captures its timers when it is imported.
 */
import { syncBuiltinESMExports } from 'node:module'
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
 * @throws FiredrillError (`wrong-use`) when fake timers of another tool are in force.
 */
export function installFacades(): void {
  if (registry[INSTALLED] !== undefined) return
  watchTimersFromBefore()
  installTimerFacades(adoptUndiciTick)
  installTimeFacades()
  installSignalFacades()
  installWorkFacades()
  syncBuiltinESMExports()
  registry[INSTALLED] = { surface }
}

/** Brings the facades over whatever fake timers a suite has installed since; gives the function that puts those back. */
export function surfaceFacades(): () => void {
  const bury = registry[INSTALLED]!.surface()
  if (bury === undefined) return () => {}
  syncBuiltinESMExports()
  return () => {
    bury()
    syncBuiltinESMExports()
  }
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
