/** Exceptions and rejections that nobody caught: those of a drill become events, all others go where they would have gone. */
import { type Patch, patch } from '../realm/patch.ts'
import { currentPlace } from '../realm/realm.ts'

const INSTALLED = Symbol.for('firedrill.unhandled')

type Emit = (event: string | symbol, ...args: unknown[]) => boolean

/** What Node asks its process before it gives up. */
const LAST_RESORTS = new Set<unknown>(['unhandledRejection', 'uncaughtException', 'uncaughtExceptionMonitor'])

/**
 * Puts a facade over the process's last resorts, once a process. Listeners that a test runner has there would fail the run
 * for what is a finding about the client. It stands at the event, so that whoever listens may come and go.
 */
export function installUnhandledFacade(): void {
  const registry = globalThis as { [INSTALLED]?: true }
  if (registry[INSTALLED]) return
  registry[INSTALLED] = true
  patch<Emit>(process, 'emit', emitFacade, 'wrapped')
}

function emitFacade({ under }: Patch<Emit>): Emit {
  return function (this: unknown, event, ...args) {
    const place = LAST_RESORTS.has(event) ? currentPlace() : undefined
    if (place === undefined) return Reflect.apply(under, this, [event, ...args])
    const [error, origin] = args
    // What still runs when its drill is over has no trace left to be written to.
    if (!place.realm.open) return true
    if (event === 'unhandledRejection') place.realm.unhandled('rejection', error, place.call)
    // With --unhandled-rejections=strict a rejection is raised as an exception too.
    else if (event === 'uncaughtException' && origin !== 'unhandledRejection') {
      place.realm.unhandled('exception', error, place.call)
    }
    return true
  }
}
