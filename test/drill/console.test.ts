/** What a client writes to the console is part of the trace, and still reaches the console; what others write stays theirs. */
import { defineClient, drill, type Trace } from 'firedrill'
import { afterEach, expect, test, vi } from 'vitest'
import { ask, callsOf, oneCall } from './helpers.ts'

const METHODS = ['log', 'info', 'warn', 'error', 'debug'] as const

afterEach(() => {
  vi.restoreAllMocks()
})

test('each method leaves the text that it writes, in the call that wrote it', async () => {
  const real = METHODS.map((method) => vi.spyOn(console, method).mockImplementation(() => {}))
  const trace = await drill(callsOf({ count: 2, every: 1000 }), async (call) => {
    const value = await ask(call)
    for (const method of METHODS) console[method]('%s of %d: %o', method, call.index, [1])
    return value
  })
  const text = (method: string, call: number) => `${method} of ${call}: [ 1, [length]: 1 ]`
  expect(written(trace)).toEqual(
    [0, 1].flatMap((call) => METHODS.map((method) => ({ call, record: text(method, call) }))),
  )
  METHODS.forEach((method, index) => {
    expect(real[index]!.mock.calls).toEqual([0, 1].map((call) => ['%s of %d: %o', method, call, [1]]))
  })
})

test('it stands at its time, also when it is written after a wait, by a timer, or in the set-up', async () => {
  vi.spyOn(console, 'info').mockImplementation(() => {})
  const trace = await drill(
    oneCall(),
    defineClient({
      setup: () => console.info('built'),
      call: async (call) => {
        setTimeout(() => console.info('by a timer'), 1000)
        await new Promise((resolve) => setTimeout(resolve, 2000))
        console.info('after a wait')
        return ask(call)
      },
    }),
  )
  expect(trace.events.filter(({ kind }) => kind === 'log')).toEqual([
    { kind: 'log', t: 0, call: null, record: 'built', to: 'console' },
    { kind: 'log', t: 1000, call: 0, record: 'by a timer', to: 'console' },
    { kind: 'log', t: 2000, call: 0, record: 'after a wait', to: 'console' },
  ])
})

test('a neighbour outside of the drill writes to the console, and to no trace', async () => {
  const real = vi.spyOn(console, 'log').mockImplementation(() => {})
  const both = Promise.withResolvers<void>()
  const neighbour = (async () => {
    await both.promise
    console.log('from next door')
  })()
  const trace = await drill(oneCall(), async (call) => {
    both.resolve()
    await neighbour
    console.log('from within')
    return ask(call)
  })
  console.log('afterwards')
  expect(written(trace)).toEqual([{ call: 0, record: 'from within' }])
  expect(real.mock.calls).toEqual([['from next door'], ['from within'], ['afterwards']])
})

test('a spy that calls through writes and records once', async () => {
  const chunks: string[] = []
  vi.spyOn(console, 'debug').mockImplementation((...args) => void chunks.push(args.join(' ')))
  const inner = console.debug
  const spy = vi.fn((...args: unknown[]) => Reflect.apply(inner, console, args))
  console.debug = spy
  try {
    const trace = await drill(oneCall(), async (call) => {
      console.debug('once')
      return ask(call)
    })
    expect(console.debug).toBe(spy)
    expect(spy).toHaveBeenCalledTimes(1)
    expect(chunks).toEqual(['once'])
    expect(written(trace)).toEqual([{ call: 0, record: 'once' }])
  } finally {
    console.debug = inner
  }
})

test('a credential is as unreadable there as anywhere', async () => {
  const real = vi.spyOn(console, 'error').mockImplementation(() => {})
  const trace = await drill(oneCall(), async (call) => {
    await fetch('https://api.example.com/', { headers: { 'x-api-key': 'very-secret-value-3' } })
    console.error('denied', { key: 'very-secret-value-3' })
    return ask(call)
  })
  expect(written(trace)[0]!.record).toMatch(/^denied \{ key: 'key#\d' \}$/)
  expect(JSON.stringify(real.mock.calls)).toContain('very-secret-value-3')
})

test('what cannot be formatted is the writer’s own trouble', async () => {
  vi.spyOn(console, 'log').mockImplementation(() => {})
  const unreadable = {
    [Symbol.for('nodejs.util.inspect.custom')]: () => {
      throw new Error('not for you')
    },
  }
  const trace = await drill(oneCall(), async (call) => {
    console.log(unreadable)
    return ask(call)
  })
  expect(written(trace)).toEqual([{ call: 0, record: 'a record that cannot be formatted' }])
})

// Helpers

function written(trace: Trace) {
  return trace.events.flatMap((event) =>
    event.kind === 'log' && event.to === 'console' ? { call: event.call, record: event.record } : [],
  )
}
