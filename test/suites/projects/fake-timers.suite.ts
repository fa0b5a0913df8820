/** Fake timers of the suite's own, before, during and after a drill: the drill has its time, the suite keeps its own. */
import { type Call, drill } from 'firedrill'
import { afterEach, expect, test, vi } from 'vitest'
import { HUSH_MS, hush, oneSecond, outage, patient } from './client.ts'

const real = { setTimeout, Date, performance, immediate: setImmediate }
const virtual = { date: 1000, performance: 1000, hrtime: 1000 }

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  expect({ setTimeout, Date, performance, immediate: setImmediate }).toEqual(real)
})

/** A client that takes note of its clocks, and lets the test know that it runs. */
function timed(running: () => unknown = () => {}) {
  const seconds: unknown[] = []
  const client = async (call: Call) => {
    running()
    await new Promise((resolve) => setImmediate(resolve))
    seconds.push(await oneSecond())
    return patient(call)
  }
  return { client, seconds }
}

test('in force all along', async () => {
  vi.useFakeTimers({ now: 0 })
  const fake = setTimeout
  let rings = 0
  setInterval(() => rings++, 1000)
  const { client, seconds } = timed()
  await drill(outage, client)
  expect(new Set(seconds.map((second) => JSON.stringify(second)))).toEqual(new Set([JSON.stringify(virtual)]))
  expect([Date.now(), rings, setTimeout]).toEqual([0, 0, fake])
  vi.advanceTimersByTime(3000)
  expect([Date.now(), rings]).toEqual([3000, 3])
})

test('installed while a drill runs', async () => {
  const running = Promise.withResolvers<void>()
  const { client, seconds } = timed(running.resolve)
  const drilled = drill(hush, client)
  await running.promise
  vi.useFakeTimers({ now: 0 })
  expect((await drilled).virtualMs).toBe(HUSH_MS + 2000)
  expect(seconds).toEqual([virtual, virtual])
  expect(Date.now()).toBe(0)
})

test('removed while a drill runs', async () => {
  vi.useFakeTimers({ now: 0 })
  const running = Promise.withResolvers<void>()
  const { client, seconds } = timed(running.resolve)
  const drilled = drill(hush, client)
  await running.promise
  vi.useRealTimers()
  expect(setTimeout).toBe(real.setTimeout)
  await drilled
  expect(seconds).toEqual([virtual, virtual])
  expect(setTimeout).toBe(real.setTimeout)
})

test('between drills, which are all the same', async () => {
  const first = await drill(outage, patient)
  vi.useFakeTimers()
  expect(await drill(outage, patient)).toEqual(first)
  vi.useRealTimers()
  expect(await drill(outage, patient)).toEqual(first)
})

test('installed by the client: they are its own, and gone with the drill', async () => {
  const seen: unknown[] = []
  await drill(hush, async (call) => {
    vi.useFakeTimers({ now: 0 })
    let rang = false
    setTimeout(() => (rang = true), 1000)
    vi.advanceTimersByTime(1000)
    seen.push(rang)
    vi.useRealTimers()
    return patient(call)
  })
  expect(seen).toEqual([true, true])
})

test('spied upon, faked, drilled, and back', async () => {
  const spy = vi.spyOn(globalThis, 'setTimeout')
  clearTimeout(setTimeout(() => {}, 1))
  expect(spy).toHaveBeenCalledOnce()
  vi.useFakeTimers()
  let rang = false
  setTimeout(() => (rang = true), 1000)
  await drill(hush, patient)
  vi.advanceTimersByTime(1000)
  expect(rang).toBe(true)
  vi.useRealTimers()
  expect(setTimeout).toBe(spy)
})

test('stubbed, drilled, and back', async () => {
  const stub = () => 0
  vi.stubGlobal('setTimeout', stub)
  expect((await drill(hush, patient)).virtualMs).toBe(HUSH_MS)
  expect(setTimeout).toBe(stub)
})

test('a second copy of firedrill, as vi.resetModules makes one', async () => {
  const first = await drill(outage, patient)
  vi.resetModules()
  vi.useFakeTimers()
  const again = await import('firedrill')
  expect(again.drill).not.toBe(drill)
  expect(await again.drill(outage, patient)).toEqual(first)
})
