/** All that a client can wait on or read the time from is virtual in a drill, however it was imported. */
import http from 'node:http'
import { hrtime } from 'node:process'
import { setTimeout as namedSetTimeout } from 'node:timers'
import { setInterval as promisedInterval, setTimeout as promisedTimeout, scheduler } from 'node:timers/promises'
import { promisify } from 'node:util'
import { type Call, calls, drill, healthy, silence } from 'firedrill'
import { expect, test } from 'vitest'
import { ADDRESS, ask, oneCall } from '../drill/helpers.ts'

const HOUR_MS = 3_600_000

/** How much virtual time a client takes that waits like this, and then asks once. */
async function virtualMsOf(wait: (call: Call) => unknown): Promise<number | null> {
  const trace = await drill(oneCall(healthy()), async (call) => {
    await wait(call)
    return ask(call)
  })
  const [call] = calls(trace)
  expect(call).toMatchObject({ outcome: 'value' })
  return call!.endMs
}

const sleepByPromisify = promisify(setTimeout)

test.each<[string, (call: Call) => unknown]>([
  ['the global setTimeout', () => new Promise((resolve) => setTimeout(resolve, HOUR_MS))],
  ['a setTimeout imported by name', () => new Promise((resolve) => namedSetTimeout(resolve, HOUR_MS))],
  ['a promisified setTimeout', () => sleepByPromisify(HOUR_MS)],
  ['timers/promises imported by name', () => promisedTimeout(HOUR_MS)],
  ['scheduler.wait', () => scheduler.wait(HOUR_MS)],
  [
    'AbortSignal.timeout',
    () => new Promise((resolve) => AbortSignal.timeout(HOUR_MS).addEventListener('abort', resolve)),
  ],
  [
    'setInterval',
    () =>
      new Promise<void>((resolve) => {
        let ticks = 0
        const interval = setInterval(() => {
          if (++ticks === 60) resolve(clearInterval(interval))
        }, HOUR_MS / 60)
      }),
  ],
  [
    'the interval of timers/promises',
    async () => {
      let ticks = 0
      for await (const _ of promisedInterval(HOUR_MS / 60)) if (++ticks === 60) return
    },
  ],
  [
    'a refreshed timer',
    () =>
      new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, HOUR_MS / 2)
        setTimeout(() => timer.refresh(), HOUR_MS / 2 - 1)
        setTimeout(() => {}, HOUR_MS)
      }).then(() => promisedTimeout(1)),
  ],
])('an hour of %s passes on virtual time', async (_name, wait) => {
  expect(await virtualMsOf(wait)).toBe(HOUR_MS)
})

test('clocks agree with the timers', async () => {
  const read = (now: Date) => [
    Date.now(),
    now.getTime(),
    performance.now(),
    hrtime()[0] * 1000,
    Number(hrtime.bigint()) / 1e6,
  ]
  await virtualMsOf(async () => {
    const before = read(new Date())
    await promisedTimeout(HOUR_MS)
    const after = read(new Date())
    expect(after.map((reading, index) => reading - before[index]!)).toEqual(Array(5).fill(HOUR_MS))
    expect(new Date().toISOString()).toBe('2026-01-01T01:00:00.000Z')
    expect(new Date()).toBeInstanceOf(Date)
    expect(new Date(0).constructor).toBe(Date)
  })
})

test('a socket time-out of node:http is virtual', async () => {
  const trace = await drill(oneCall(silence()), () => {
    return new Promise((_resolve, reject) => {
      const request = http.get(ADDRESS.replace('https', 'http'), { timeout: 45_000 })
      request.on('timeout', () => request.destroy(new Error('gave up')))
      request.on('error', reject)
    })
  })
  expect(calls(trace)[0]).toMatchObject({ endMs: 45_000, outcome: 'error', error: { message: 'gave up' } })
})

test("undici's own time-out ends a silent fetch after five minutes", async () => {
  const trace = await drill(oneCall(silence()), ask)
  const [call] = calls(trace)
  expect(call!.attempts[0]).toMatchObject({ endedBy: 'runtime', error: { code: 'UND_ERR_HEADERS_TIMEOUT' } })
  // 300 s, counted in ticks of 499 ms.
  expect(call!.endMs).toBeGreaterThanOrEqual(300_000)
  expect(call!.endMs).toBeLessThan(301_000)
})

test('a timer keeps the context of the call that set it', async () => {
  const trace = await drill(oneCall(healthy()), ({ signal }) => {
    return new Promise((resolve, reject) => setTimeout(() => ask({ signal }).then(resolve, reject), 1000))
  })
  expect(calls(trace)[0]!.attempts).toMatchObject([{ call: 0, startMs: 1000 }])
})

test('an aborted wait of timers/promises rejects as Node has it', async () => {
  const controller = new AbortController()
  await virtualMsOf(async () => {
    setTimeout(() => controller.abort('enough'), 10)
    const wait = promisedTimeout(HOUR_MS, undefined, { signal: controller.signal })
    await expect(wait).rejects.toMatchObject({ name: 'AbortError', code: 'ABORT_ERR', cause: 'enough' })
  })
})

test('a timer is cleared by its number, and by undefined nothing is', async () => {
  expect(
    await virtualMsOf(async () => {
      const timer = setTimeout(() => expect.unreachable(), 10)
      clearTimeout(Number(timer))
      clearTimeout(undefined)
      await promisedTimeout(20)
    }),
  ).toBe(20)
})

test('chance is of the seed', async () => {
  const draw = async (seed: number) => {
    const trace = await drill(oneCall(), async (call) => [Math.random(), Math.random(), await ask(call)], { seed })
    return calls(trace)[0]!.value
  }
  expect(await draw(1)).toBe(await draw(1))
  expect(await draw(1)).not.toBe(await draw(2))
})
