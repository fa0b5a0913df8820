/** What a drill writes down of its calls: outcomes, errors with all behind them, sinks, and what nobody caught. */
import { calls, defineClient, drill, during, healthy, reset, silence, type Trace, times } from 'firedrill'
import { expect, test } from 'vitest'
import { ADDRESS, api, ask, callsOf, oneCall } from './helpers.ts'

const eventsOf = (trace: Trace, ...kinds: string[]) => trace.events.filter(({ kind }) => kinds.includes(kind))

test('a reset reaches the client as ECONNRESET, and is the service’s doing', async () => {
  const trace = await drill(oneCall(reset()), ask)
  const [call] = calls(trace)
  expect(call).toMatchObject({ outcome: 'error', error: { name: 'TypeError', message: 'fetch failed' } })
  expect(call!.error!.causes).toMatchObject([{ code: 'ECONNRESET' }])
  expect(call!.attempts).toMatchObject([{ endedBy: 'service', received: true, status: null }])
})

test('a reset in the body comes after the headers', async () => {
  const trace = await drill(oneCall(reset({ at: 'body' })), ask)
  expect(calls(trace)[0]).toMatchObject({ outcome: 'error', error: { message: 'terminated' } })
  expect(calls(trace)[0]!.attempts).toMatchObject([{ status: 200, bodyStarted: true, endedBy: 'service' }])
})

test('a delay before the headers and one within the body both pass on virtual time', async () => {
  const read: number[] = []
  const trace = await drill(oneCall(healthy({ delay: '2s', bodyDelay: '3s' })), async ({ signal }) => {
    const response = await fetch(ADDRESS, { signal })
    read.push(Date.now())
    const body = await response.json()
    read.push(Date.now())
    return body
  })
  expect(read[1]! - read[0]!).toBe(3000)
  expect(calls(trace)[0]).toMatchObject({ endMs: 5000, value: '{"ok":true}' })
})

test('a client’s own time-out ends a silent attempt by the client', async () => {
  const trace = await drill(oneCall(silence()), () => ask({ signal: AbortSignal.timeout(7000) }))
  expect(calls(trace)[0]).toMatchObject({ outcome: 'error', endMs: 7000, error: { name: 'TimeoutError' } })
  expect(calls(trace)[0]!.attempts).toMatchObject([{ endedBy: 'client', endMs: 7000 }])
})

test('a signal that will time out is not left behind, as nobody can clear it; a timer is', async () => {
  const leftBy = async (wait: () => unknown) => {
    const trace = await drill(oneCall(api.internalError()), async ({ signal }) => {
      wait()
      return await ask({ signal })
    })
    const [census] = trace.events.filter((event) => event.kind === 'census')
    return census!.clientTimers
  }
  const ofTheStack = await leftBy(() => {})
  expect(await leftBy(() => AbortSignal.timeout(60_000))).toBe(ofTheStack)
  expect(await leftBy(() => setTimeout(() => {}, 60_000))).toBe(ofTheStack + 1)
})

test('an abort in a wait ends the call at that instant', async () => {
  const scenario = { ...oneCall(times(1, api.internalError())), calls: { count: 1, everyMs: 0, abortAfterMs: 500 } }
  const trace = await drill(scenario, async ({ signal }) => {
    await ask({ signal })
    return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  })
  expect(calls(trace)[0]).toMatchObject({
    outcome: 'aborted',
    abortedMs: 500,
    endMs: 500,
    error: { name: 'AbortError' },
  })
})

test('an error keeps status, request id and cause', async () => {
  const trace = await drill(oneCall(times(1, api.notFound())), async ({ signal }) => {
    const response = await fetch(ADDRESS, { signal })
    const cause = Object.assign(new Error('inner'), { status: response.status, headers: response.headers })
    throw new Error('outer', { cause })
  })
  const [call] = calls(trace)
  expect(call!.error).toMatchObject({ message: 'outer', causes: [{ message: 'inner', status: 404 }] })
  expect(call!.error!.causes[0]!.requestId).toBe(call!.attempts[0]!.requestId)
  expect(call!.attempts[0]!.requestId).toMatch(/^req_/)
})

test('what a client throws that is no error is an outcome too', async () => {
  const trace = await drill(oneCall(), async (call) => {
    await ask(call)
    throw 'just text'
  })
  expect(calls(trace)[0]!.error).toMatchObject({ name: 'string', message: 'just text' })
})

test('a client that throws at once, before any promise, is an outcome', async () => {
  const trace = await drill(callsOf({ count: 2, every: 10 }), (call) => {
    if (call.index === 0) throw new Error('not today')
    return ask(call)
  })
  expect(calls(trace)).toMatchObject([{ outcome: 'error', error: { message: 'not today' } }, { outcome: 'value' }])
})

test('sinks take logs, alerts and effects', async () => {
  const trace = await drill(oneCall(), async (call) => {
    call.log({ requestId: 'req_1', error: new Error('lost').message })
    call.alert('three failures')
    call.effect('tool-1')
    return ask(call)
  })
  expect(eventsOf(trace, 'log', 'alert', 'effect')).toMatchObject([
    { call: 0, record: '{"requestId":"req_1","error":"lost"}' },
    { call: 0, record: 'three failures' },
    { call: 0, id: 'tool-1' },
  ])
})

test('rejections and exceptions that nobody caught become events of their call', async () => {
  const trace = await drill(oneCall(), async (call) => {
    void Promise.reject(new Error('forgotten'))
    setTimeout(() => {
      throw new Error('in a timer')
    }, 10)
    setImmediate(() => {
      throw new Error('in an immediate')
    })
    await new Promise((resolve) => setTimeout(resolve, 20))
    return ask(call)
  })
  expect(eventsOf(trace, 'unhandled')).toMatchObject([
    { what: 'rejection', error: { message: 'forgotten' }, call: 0 },
    { what: 'exception', error: { message: 'in an immediate' }, call: 0 },
    { what: 'exception', error: { message: 'in a timer' } },
  ])
  expect(calls(trace)[0]).toMatchObject({ outcome: 'value' })
})

test('each drill builds its client afresh, and closes it', async () => {
  const life: string[] = []
  const client = defineClient({
    setup: async () => {
      await new Promise((resolve) => setTimeout(resolve, 60_000))
      life.push('built')
      return { count: 0 }
    },
    call: async (call, built) => [++built.count, await ask(call)],
    teardown: ({ count }) => life.push(`closed after ${count}`),
  })
  for (let run = 0; run < 2; run++) {
    const trace = await drill(callsOf({ count: 2, every: 1000 }, during('500ms', healthy())), client)
    expect(trace.virtualMs).toBe(1000)
  }
  expect(life).toEqual(['built', 'closed after 2', 'built', 'closed after 2'])
})

test('a setup that never ends is a sentence', async () => {
  const client = { setup: () => new Promise(() => {}), call: ask }
  await expect(drill(oneCall(), client)).rejects.toThrow('its setup neither returned nor threw')
})

test('drills of one process run one after another', async () => {
  const traces = await Promise.all([1, 2, 3].map((seed) => drill(callsOf({ count: 3, every: 1000 }), ask, { seed })))
  expect(traces.map(({ seed, virtualMs }) => [seed, virtualMs])).toEqual([
    [1, 2000],
    [2, 2000],
    [3, 2000],
  ])
})

test('values and errors that can’t be made a text are outcomes all the same', async () => {
  const hostile = {
    toJSON() {
      throw new Error('no')
    },
    toString() {
      throw new Error('no')
    },
  }
  const trace = await drill(callsOf({ count: 2, every: 10 }), async (call) => {
    await ask(call)
    if (call.index === 0) return hostile
    throw Object.assign(new Error('x'), { message: Object.create(null) })
  })
  expect(calls(trace)).toMatchObject([
    { outcome: 'value', value: '[object Object]' },
    { outcome: 'error', error: { message: '[object Object]' } },
  ])
})

test('errors behind errors are told up to fifty', async () => {
  const wide = (depth: number): Error =>
    depth === 0
      ? new Error('leaf')
      : new AggregateError(
          Array.from({ length: 20 }, () => wide(depth - 1)),
          `level ${depth}`,
        )
  const many = wide(3)
  const trace = await drill(oneCall(), async (call) => {
    await ask(call)
    throw many
  })
  expect(JSON.stringify(calls(trace)[0]!.error).match(/"name":/g)!.length).toBeLessThanOrEqual(50)
})

test('a drill that a drilled client starts is refused', async () => {
  const trace = await drill(oneCall(), async (call) => {
    await ask(call)
    return drill(oneCall(), ask)
  })
  expect(calls(trace)[0]!.error!.message).toContain('it was called by a client that is being drilled')
})

test('an answer that takes a month takes a month', async () => {
  const month = 30 * 24 * 3_600_000
  const trace = await drill(oneCall(healthy({ delay: month })), () => ask({ signal: new AbortController().signal }), {
    limits: { virtualTime: 2 * month },
  })
  // The runtime gives up long before; the service's own clock goes on.
  expect(calls(trace)[0]).toMatchObject({ outcome: 'error' })
  const patient = await drill(callsOf({ count: 2, every: month }), ask, { limits: { virtualTime: 2 * month } })
  expect(calls(patient)[1]!.startMs).toBe(month)
})
