/** Everything has a limit, and reaching it is a result: no client hangs a drill. */
import { setTimeout as sleep } from 'node:timers/promises'
import { calls, drill, forever, healthy, reset, silence, type Trace, times, when } from 'firedrill'
import { expect, test } from 'vitest'
import { api, ask, oneCall } from './helpers.ts'

const limitOf = (trace: Trace) => trace.limit?.limit

test('a client that retries for ever reaches the limit of attempts', async () => {
  const trace = await drill(oneCall(forever(api.internalError())), async (call) => {
    for (;;) {
      await ask(call).catch(() => {})
      await sleep(1000)
    }
  })
  expect(trace.limit).toEqual({ limit: 'attempts', value: 1000 })
  expect(calls(trace)[0]).toMatchObject({ outcome: 'unsettled' })
  expect(calls(trace)[0]!.attempts).toHaveLength(1000)
})

test('so does one that retries at once, without any wait', async () => {
  const spin = async (call: Parameters<typeof ask>[0]): Promise<unknown> => {
    return ask(call).catch(() => spin(call))
  }
  const trace = await drill(oneCall(forever(reset())), spin, { limits: { attempts: 50 } })
  expect(trace.limit).toEqual({ limit: 'attempts', value: 50 })
  expect(trace.virtualMs).toBe(0)
})

test('a client that sleeps for ever reaches the virtual horizon', async () => {
  const trace = await drill(oneCall(), async (call) => {
    await ask(call)
    for (;;) await sleep(60_000)
  })
  expect(trace.limit).toEqual({ limit: 'virtual-time', value: 24 * 3_600_000 })
})

test('a client that sleeps in tiny steps reaches the limit of timers', async () => {
  const trace = await drill(
    oneCall(),
    async (call) => {
      await ask(call)
      for (;;) await sleep(1)
    },
    { limits: { timers: 500 } },
  )
  expect(limitOf(trace)).toBe('timers')
})

test('a client that can never be woken ends in dead silence', async () => {
  const trace = await drill(oneCall(healthy()), async (call) => {
    await ask(call)
    return new Promise(() => {})
  })
  expect(trace.limit).toBeNull()
  expect(trace.events.at(-1)).toMatchObject({ kind: 'dead-silence', calls: [0] })
})

test('a client that is busy in real time for too long reaches the wall-clock limit, which is not its fault', async () => {
  const trace = await drill(
    oneCall(),
    async (call) => {
      await ask(call)
      for (;;) await new Promise((resolve) => setImmediate(resolve))
    },
    { limits: { wallTime: 100 } },
  )
  expect(limitOf(trace)).toBe('wall-time')
})

test('a scenario that never heals for a client that gives up makes one call', async () => {
  const { calls: _calls, ...never } = oneCall(forever(api.internalError()))
  const trace = await drill({ ...never, calls: null }, ask)
  expect(calls(trace)).toHaveLength(1)
})

test('without calls of its own, a scenario is called until a call has met the healed world', async () => {
  const { calls: _calls, ...burst } = oneCall(times(2, api.internalError()))
  const trace = await drill({ ...burst, calls: null }, async ({ signal }) => {
    const response = await fetch('https://api.example.com/', { signal })
    if (!response.ok) throw new Error(`status ${response.status}`)
    return response.json()
  })
  expect(calls(trace)).toMatchObject([
    { startMs: 0, outcome: 'error', healed: false },
    { startMs: 1000, outcome: 'error', healed: false },
    { startMs: 2000, outcome: 'value', healed: true },
  ])
})

test('a scenario that a client never gets through reaches the limit of calls', async () => {
  const { calls: _calls, ...burst } = oneCall(times(1000, api.internalError()))
  const trace = await drill({ ...burst, calls: null }, ask, { limits: { calls: 5 } })
  expect(trace.limit).toEqual({ limit: 'calls', value: 5 })
  expect(calls(trace)).toHaveLength(5)
})

test('a track that no request matches does not go on for ever', async () => {
  const { calls: _calls, ...track } = oneCall(when({ path: '/v2/*' }, times(3, api.internalError())))
  const trace = await drill({ ...track, calls: null }, ask)
  expect(trace.limit).toBeNull()
  expect(calls(trace)).toMatchObject([{ outcome: 'value', healed: false }])
})

test('a call that asks nothing, as with an open breaker, does not end a drill early', async () => {
  const { calls: _calls, ...burst } = oneCall(times(2, api.internalError()))
  let index = 0
  const trace = await drill({ ...burst, calls: null }, async (call) => {
    if (index++ === 1) throw new Error('not now')
    return ask(call)
  })
  expect(calls(trace).map(({ outcome, healed }) => [outcome, healed])).toEqual([
    ['value', false],
    ['error', false],
    ['value', false],
    ['value', true],
  ])
})

test('a silent world is cut short by the caller', async () => {
  const impatient = { ...oneCall(silence()), calls: { count: 1, everyMs: 0, abortAfterMs: 5000 } }
  const trace = await drill(impatient, ask)
  expect(calls(trace)[0]).toMatchObject({ outcome: 'aborted', abortedMs: 5000, endMs: 5000 })
})
