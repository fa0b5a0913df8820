/** What nobody catches: a drill's own is in its trace; everything else goes where Node and the suite would have it. */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type Call, calls, drill, type Trace } from 'firedrill'
import { afterEach, expect, test } from 'vitest'
import { ask, oneCall } from './helpers.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const suites = process.listeners('unhandledRejection')

afterEach(() => {
  process.removeAllListeners('unhandledRejection')
  for (const listener of suites) process.on('unhandledRejection', listener)
})

const caught = (trace: Trace) =>
  trace.events.flatMap((event) => (event.kind === 'unhandled' ? [[event.call, event.what, event.error.message]] : []))

/** Asks, and leaves a rejection behind. */
async function forgetful(call: Call): Promise<unknown> {
  void Promise.reject(new Error('forgotten'))
  await new Promise((resolve) => setTimeout(resolve, 1))
  return ask(call)
}

test("a drill's rejection is in its trace, and no listener hears of it", async () => {
  const heard: unknown[] = []
  process.on('unhandledRejection', (reason) => heard.push(reason))
  const trace = await drill(oneCall(), forgetful)
  expect(caught(trace)).toEqual([[0, 'rejection', 'forgotten']])
  expect(calls(trace)[0]!.outcome).toBe('value')
  expect(heard).toEqual([])
})

test('a listener that comes during a drill stays, and hears the others', async () => {
  process.removeAllListeners('unhandledRejection')
  const heard: unknown[] = []
  const listener = (reason: unknown) => heard.push(reason)
  const begun = Promise.withResolvers<void>()
  const drilled = drill(oneCall(), async (call) => {
    begun.resolve()
    return forgetful(call)
  })
  await begun.promise
  process.on('unhandledRejection', listener)
  void Promise.reject('from next door')
  expect(caught(await drilled)).toHaveLength(1)
  expect(process.listeners('unhandledRejection')).toEqual([listener])
  expect(heard).toEqual(['from next door'])
})

test('a listener that goes during a drill stays away', async () => {
  const listener = () => {}
  process.on('unhandledRejection', listener)
  const begun = Promise.withResolvers<void>()
  const drilled = drill(oneCall(), async (call) => {
    begun.resolve()
    return ask(call)
  })
  await begun.promise
  process.removeListener('unhandledRejection', listener)
  await drilled
  expect(process.listeners('unhandledRejection')).toEqual(suites)
})

test.concurrent.for(['throw', 'strict', 'warn', 'none'])(
  "Node's own way with rejections is kept: %s",
  async (mode, { expect }) => {
    const { code, stdout } = await runWith(mode)
    const endsTheProcess = mode === 'throw' || mode === 'strict'
    expect(stdout).toBe(endsTheProcess ? 'rejection\n' : 'rejection\nwent on\n')
    expect(code).toBe(endsTheProcess ? 1 : 0)
  },
)

// Helpers

/** A process of its own, as no test runner listens there: a rejection in a drill, and one after it. */
async function runWith(mode: string): Promise<{ code: number; stdout: string }> {
  const program = `
    import { drill, healthy, json, scenario } from '${new URL('../../src/index.ts', import.meta.url)}'
    const provider = json({ hosts: ['api.example.com'] })
    const calm = scenario({ name: 'calm', description: 'Health.', provider, script: [healthy()] })
    const later = () => new Promise((resolve) => setTimeout(resolve, 1))
    const trace = await drill(calm, async () => {
      void Promise.reject(new Error('in the drill'))
      await later()
      return (await fetch('https://api.example.com/')).json()
    })
    console.log(trace.events.filter(({ kind }) => kind === 'unhandled').map(({ what }) => what).join())
    void Promise.reject(new Error('after the drill'))
    await later()
    console.log('went on')`
  const args = [`--unhandled-rejections=${mode}`, '--import', 'tsx', '--input-type=module', '-e', program]
  const ended = await promisify(execFile)(process.execPath, args, { cwd: root }).catch((error) => error)
  return { code: ended.code ?? 0, stdout: ended.stdout }
}
