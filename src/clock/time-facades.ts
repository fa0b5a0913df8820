/** Facades over what tells the time and what is chance: Date, performance.now, hrtime, uptime, Math.random. */

import { type Patch, patch } from '../realm/patch.ts'
import { currentPlace } from '../realm/realm.ts'
import { EPOCH_MS } from './virtual-clock.ts'

/** Replaces the clocks of the process, and Math.random, by facades for good. */
export function installTimeFacades(): void {
  patch<DateConstructor>(globalThis, 'Date', dateFacade, 'faked')
  const { performance: real } = globalThis
  const virtualNow =
    ({ under }: Patch<() => number>) =>
    () =>
      virtualUptimeMs() ?? Reflect.apply(under, real, [])
  patch<() => number>(real, 'now', virtualNow, 'faked')
  // Fakes replace the object as a whole.
  patch<typeof performance>(globalThis, 'performance', ({ under }) => under, 'faked')
  patch<typeof process.hrtime>(process, 'hrtime', hrtimeFacade, 'faked')
  patch<() => number>(process, 'uptime', (under) => () => {
    const uptimeMs = virtualUptimeMs()
    return uptimeMs === undefined ? under.under() : uptimeMs / 1000
  })
  patch<() => number>(Math, 'random', (under) => () => {
    const place = currentPlace()
    return place === undefined ? under.under() : place.realm.random()
  })
}

/** Every drill begins an hour after its process "started": clocks that count from the start must not read 0. */
const UPTIME_AT_START_MS = 3_600_000

function virtualUptimeMs(): number | undefined {
  const place = currentPlace()
  return place === undefined ? undefined : place.realm.epochMs() - EPOCH_MS + UPTIME_AT_START_MS
}

/** A Date that only differs in what "now" is: its instances are real dates, and `instanceof` holds both ways. */
function dateFacade(under: Patch<DateConstructor>): DateConstructor {
  const RealDate = under.under
  const nowMs = () => currentPlace()?.realm.epochMs() ?? under.under.now()
  const facade = function (...args: unknown[]): unknown {
    if (new.target === undefined) return new RealDate(nowMs()).toString()
    const target = (new.target as unknown) === facade ? RealDate : new.target
    return Reflect.construct(RealDate, args.length === 0 ? [nowMs()] : args, target)
  }
  Object.defineProperties(facade, Object.getOwnPropertyDescriptors(RealDate))
  Object.defineProperty(facade, 'now', { value: nowMs, configurable: true, writable: true })
  Object.defineProperty(RealDate.prototype, 'constructor', { value: facade, configurable: true, writable: true })
  return facade as unknown as DateConstructor
}

function hrtimeFacade(under: Patch<typeof process.hrtime>): typeof process.hrtime {
  const facade = (since?: [number, number]): [number, number] => {
    const uptimeMs = virtualUptimeMs()
    if (uptimeMs === undefined) return under.under(since)
    const nanoseconds =
      BigInt(uptimeMs) * 1_000_000n - (since ? BigInt(since[0]) * 1_000_000_000n + BigInt(since[1]) : 0n)
    return [Number(nanoseconds / 1_000_000_000n), Number(nanoseconds % 1_000_000_000n)]
  }
  const bigint = () => {
    const uptimeMs = virtualUptimeMs()
    return uptimeMs === undefined ? under.under.bigint() : BigInt(uptimeMs) * 1_000_000n
  }
  return Object.assign(facade, { bigint })
}
