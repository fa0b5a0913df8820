/** Facades over setTimeout and its kin, in every place where Node keeps them: virtual in a drill, real outside. */
import timers from 'node:timers'
import timersPromises from 'node:timers/promises'
import { promisify } from 'node:util'
import { type Patch, patch } from '../realm/patch.ts'
import { currentPlace, type RealmTimer } from '../realm/realm.ts'

type Callback = (...args: unknown[]) => void
type Start = (callback: Callback, delayMs?: number, ...args: unknown[]) => unknown
type Clear = (timer?: unknown) => void
/** Sees every timer before it is started; true for one that is real wherever it is started. */
export type TimerWatch = (callback: unknown, delayMs: unknown) => boolean

/** Replaces the timers of the process by facades, for good. */
export function installTimerFacades(watch: TimerWatch): void {
  for (const owner of [globalThis, timers]) {
    patch<Start>(owner, 'setTimeout', (under) => startFacade(under, false, watch), 'faked')
    patch<Start>(owner, 'setInterval', (under) => startFacade(under, true, watch), 'faked')
    patch<Clear>(owner, 'clearTimeout', clearFacade, 'faked')
    patch<Clear>(owner, 'clearInterval', clearFacade, 'faked')
    patch<typeof setImmediate>(owner, 'setImmediate', immediateFacade, 'faked')
    patch<typeof clearImmediate>(owner, 'clearImmediate', clearImmediateFacade, 'faked')
  }
  patch<PromiseTimeout>(timersPromises, 'setTimeout', promiseTimeoutFacade, 'faked')
  patch<typeof timersPromises.setInterval>(timersPromises, 'setInterval', promiseIntervalFacade, 'faked')
  patch<typeof timersPromises.setImmediate>(timersPromises, 'setImmediate', promiseImmediateFacade, 'faked')
  const schedulerPrototype = Object.getPrototypeOf(timersPromises.scheduler) as object
  patch<SchedulerWait>(schedulerPrototype, 'wait', schedulerWaitFacade)
  patch<SchedulerYield>(schedulerPrototype, 'yield', schedulerYieldFacade)
}

function startFacade(under: Patch<Start>, repeats: boolean, watch: TimerWatch): Start {
  const facade: Start = (callback, delayMs, ...args) => {
    const place = currentPlace()
    // What isn't a function is refused by Node's own words.
    if (watch(callback, delayMs) || place === undefined || typeof callback !== 'function')
      return under.under(callback, delayMs, ...args)
    const run = args.length === 0 ? callback : () => callback(...args)
    return place.realm.startTimer(run, Number(delayMs), repeats, 'client')
  }
  Object.defineProperty(facade, 'name', { value: repeats ? 'setInterval' : 'setTimeout' })
  if (!repeats) {
    Object.defineProperty(facade, promisify.custom, {
      enumerable: true,
      get: () => timersPromises.setTimeout,
    })
  }
  return facade
}

function clearFacade(under: Patch<Clear>): Clear {
  return (timer) => {
    if (isVirtual(timer)) timer.clear()
    else if (typeof timer === 'number')
      (currentPlace()?.realm.timerById(timer) ?? { clear: () => under.under(timer) }).clear()
    else under.under(timer)
  }
}

function isVirtual(timer: unknown): timer is RealmTimer {
  return typeof timer === 'object' && timer !== null && 'isVirtualTimer' in timer
}

/** Immediates stay real, and are counted: virtual time waits for them. */
const counted = new WeakMap<object, () => void>()

function immediateFacade(under: Patch<typeof setImmediate>): typeof setImmediate {
  const facade = (callback: Callback, ...args: unknown[]) => {
    const realm = currentPlace()?.realm
    if (realm === undefined || typeof callback !== 'function') return under.under(callback, ...args)
    realm.workChanged(1)
    const immediate = under.under(() => {
      done()
      if (realm.open) callback(...args)
    })
    const done = () => {
      if (counted.delete(immediate)) realm.workChanged(-1)
    }
    counted.set(immediate, done)
    return immediate
  }
  Object.defineProperty(facade, promisify.custom, { enumerable: true, get: () => timersPromises.setImmediate })
  return facade as typeof setImmediate
}

function clearImmediateFacade(under: Patch<typeof clearImmediate>): typeof clearImmediate {
  return (immediate) => {
    if (immediate !== undefined) counted.get(immediate)?.()
    under.under(immediate)
  }
}

type TimerOptions = { signal?: AbortSignal; ref?: boolean }
type PromiseTimeout = (delayMs?: number, value?: unknown, options?: TimerOptions) => Promise<unknown>
type SchedulerWait = (delayMs: number, options?: TimerOptions) => Promise<unknown>

function promiseTimeoutFacade(under: Patch<PromiseTimeout>): PromiseTimeout {
  return (delayMs, value, options) => {
    const place = currentPlace()
    if (place === undefined) return under.under(delayMs, value, options)
    const signal = options?.signal
    if (signal?.aborted) return Promise.reject(abortError(signal))
    return new Promise((resolve, reject) => {
      const timer = place.realm.startTimer(
        () => {
          signal?.removeEventListener('abort', onAbort)
          resolve(value)
        },
        Number(delayMs),
        false,
        'client',
      )
      const onAbort = () => {
        timer.clear()
        reject(abortError(signal!))
      }
      signal?.addEventListener('abort', onAbort, { once: true })
    })
  }
}

function schedulerWaitFacade(under: Patch<SchedulerWait>): SchedulerWait {
  return function wait(this: unknown, delayMs, options) {
    if (currentPlace() === undefined) return Reflect.apply(under.under, this, [delayMs, options])
    return timersPromises.setTimeout(delayMs, undefined, options)
  }
}

type SchedulerYield = () => Promise<unknown>

function schedulerYieldFacade(under: Patch<SchedulerYield>): SchedulerYield {
  return function (this: unknown) {
    return currentPlace() === undefined ? Reflect.apply(under.under, this, []) : timersPromises.setImmediate()
  }
}

function promiseImmediateFacade(under: Patch<typeof timersPromises.setImmediate>): typeof timersPromises.setImmediate {
  return (async (value: unknown, options?: TimerOptions) => {
    const realm = currentPlace()?.realm
    if (realm?.open === false) return new Promise(() => {})
    realm?.workChanged(1)
    try {
      return await under.under(value, options)
    } finally {
      realm?.workChanged(-1)
    }
  }) as typeof timersPromises.setImmediate
}

function promiseIntervalFacade(under: Patch<typeof timersPromises.setInterval>): typeof timersPromises.setInterval {
  return ((delayMs?: number, value?: unknown, options?: TimerOptions) => {
    if (currentPlace() === undefined) return under.under(delayMs, value, options)
    return virtualInterval(delayMs, value, options)
  }) as typeof timersPromises.setInterval
}

/** Ticks that come while nobody asks are kept, as Node's own iterator keeps them. */
async function* virtualInterval(delayMs?: number, value?: unknown, options?: TimerOptions): AsyncGenerator<unknown> {
  const signal = options?.signal
  if (signal?.aborted) throw abortError(signal)
  let ticks = 0
  let wake: () => void = () => {}
  const interval = setInterval(() => {
    ticks++
    wake()
  }, delayMs)
  const onAbort = () => wake()
  signal?.addEventListener('abort', onAbort, { once: true })
  try {
    for (;;) {
      while (ticks === 0 && !signal?.aborted) await new Promise<void>((resolve) => (wake = resolve))
      if (signal?.aborted) throw abortError(signal)
      for (; ticks > 0; ticks--) yield value
    }
  } finally {
    clearInterval(interval)
    signal?.removeEventListener('abort', onAbort)
  }
}

/** The error with which Node's own promise timers reject (lib/internal/errors.js, AbortError). */
function abortError(signal: AbortSignal): Error {
  const error = new Error('The operation was aborted', { cause: signal.reason })
  error.name = 'AbortError'
  return Object.assign(error, { code: 'ABORT_ERR' })
}
