/** What isn't the drill's keeps real time, real chance and real sockets, while a drill runs and after it. */
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { drill, during, healthy, silence } from 'firedrill'
import { afterEach, expect, test, vi } from 'vitest'
import { ask, callsOf, oneCall } from '../drill/helpers.ts'

afterEach(() => vi.useRealTimers())

const halfAnHour = callsOf({ count: 180, every: 10_000 }, during('30m', silence()), healthy())
const bounded = (call: { signal: AbortSignal }) =>
  ask({ signal: AbortSignal.any([call.signal, AbortSignal.timeout(5000)]) })

test('a neighbour sleeps in real time while a drill passes half an hour', async () => {
  const beganMs = Date.now()
  const drilled = drill(halfAnHour, bounded)
  const sleepers = Array.from({ length: 5 }, async () => {
    const before = performance.now()
    await sleep(30)
    return performance.now() - before
  })
  for (const slept of await Promise.all(sleepers)) expect(slept).toBeGreaterThan(28)
  const trace = await drilled
  expect(trace.virtualMs).toBeGreaterThan(29 * 60_000)
  expect(Math.abs(Date.now() - beganMs)).toBeLessThan(60_000)
})

test("a neighbour's slow fetch isn't timed out by the drill's time", async () => {
  const server = http.createServer((_request, response) => void sleep(150).then(() => response.end('slow but sure')))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  try {
    await (await fetch(url)).text()
    const drilled = drill(halfAnHour, bounded)
    const fetched = fetch(url).then((response) => response.text())
    await drilled
    expect(await fetched).toBe('slow but sure')
  } finally {
    server.close()
    server.closeAllConnections()
  }
})

test('every global is as before after a drill, also after one that was refused', async () => {
  const read = () => [
    globalThis.setTimeout,
    globalThis.setInterval,
    globalThis.setImmediate,
    globalThis.Date,
    globalThis.fetch,
    performance.now,
    Math.random,
    AbortSignal.timeout,
    ...process.listeners('unhandledRejection'),
    ...process.listeners('uncaughtException'),
    process.env.HTTPS_PROXY,
  ]
  const before = read()
  await drill(oneCall(), ask)
  expect(read()).toEqual(before)
  await expect(drill(oneCall(), () => 'never asks')).rejects.toThrow('it sent no request at all')
  expect(read()).toEqual(before)
  const throwing = { setup: () => Promise.reject(new Error('no set-up')), call: ask }
  await expect(drill(oneCall(), throwing)).rejects.toThrow('no set-up')
  expect(read()).toEqual(before)
})

test('what a drill leaves running neither fires nor connects after it', async () => {
  let fired = false
  await drill(oneCall(), async (call) => {
    setTimeout(() => {
      fired = true
    }, 1)
    return ask(call)
  })
  await sleep(20)
  expect(fired).toBe(false)
})

test("a drill works on top of a suite's fake timers, and leaves them as they were", async () => {
  vi.useFakeTimers({ now: 0 })
  const fake = globalThis.setTimeout
  let fired = false
  setTimeout(() => {
    fired = true
  }, 1000)
  const trace = await drill(oneCall(silence()), bounded)
  expect(trace.virtualMs).toBe(5000)
  expect(globalThis.setTimeout).toBe(fake)
  expect(Date.now()).toBe(0)
  expect(fired).toBe(false)
  vi.advanceTimersByTime(1000)
  expect(fired).toBe(true)
})
