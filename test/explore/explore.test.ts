/** Exploration: it finds what is wrong with a client, makes it small, and tells how to see it again. */
import { expect, test } from 'vitest'
import { drill } from '../../src/drill/drill.ts'
import { CounterexampleError } from '../../src/explore/counterexample-error.ts'
import { exploration, explore } from '../../src/explore/explore.ts'
import type { ExploreOptions } from '../../src/explore/options.ts'
import type { Progress } from '../../src/explore/progress.ts'
import { allProperties } from '../../src/property/all.ts'
import { capsRetries } from '../../src/property/caps-retries.ts'
import { jitters } from '../../src/property/jitters.ts'
import { retriesTransient } from '../../src/property/retries-transient.ts'
import { sparesPermanentErrors } from '../../src/property/spares-permanent-errors.ts'
import { surfacesErrors } from '../../src/property/surfaces-errors.ts'
import type { Exploration } from '../../src/report/exploration.ts'
import { parseScenario } from '../../src/scenario/parse.ts'
import { careful, clientOf, WRONG } from './clients.ts'

/** No test waits for a wall clock. */
const UNHURRIED = { budget: '10m' } as const

test('a careful client survives, and what it was tested in is told', async () => {
  const found = await explore(careful, { ...UNHURRIED, runs: 60 })
  expect(found).toMatchObject({
    verdict: 'pass',
    drills: 60,
    runs: 60,
    ended: 'runs',
    counterexamples: [],
    reasons: [],
  })
  const { faults, steps, paths, properties } = found.coverage
  expect(Object.keys(faults)).toEqual(expect.arrayContaining(['status', 'internalError', 'reset']))
  expect(Object.keys(steps)).toEqual(expect.arrayContaining(['times', 'during']))
  expect(Object.keys(paths)).toEqual(expect.arrayContaining(['retry', 'recovery', 'give-up', 'comeback', 'hint']))
  expect(properties.find(({ id }) => id === 'terminates')).toEqual({
    ...{ id: 'terminates', rule: 'R7', held: 60, violated: 0, unexercised: 0, missing: null },
  })
})

test.each(Object.entries(WRONG))('%s: what is wrong is found, and is small', async (id, client) => {
  const properties = allProperties().filter((property) => property.id === id)
  const { counterexamples, verdict } = await exploration(client, { ...UNHURRIED, runs: 500, properties })
  expect(verdict).toBe('fail')
  expect(counterexamples.map(({ result }) => result.id)).toEqual([id])
  const [{ scenario, trace, shrinkDrills, result }] = counterexamples as [(typeof counterexamples)[0]]
  expect(scenario.script.length).toBeLessThanOrEqual(3)
  expect(shrinkDrills).toBeLessThanOrEqual(300)
  expect(scenario.name).toBe(`breaks-${id}`)
  expect(properties[0]!.check(trace)).toEqual(result)
})

test('the smallest scenario is the plainest one that shows it', async () => {
  const only = (client: keyof typeof WRONG) =>
    exploration(WRONG[client]!, {
      ...UNHURRIED,
      runs: 500,
      properties: allProperties().filter(({ id }) => id === client),
    })
  const smallest = async (client: keyof typeof WRONG) => (await only(client)).counterexamples[0]?.scenario
  expect((await smallest('spares-permanent-errors'))?.script).toMatchObject([{ kind: 'status', status: 400 }])
  expect((await smallest('backs-off'))?.script).toMatchObject([{ items: [{ kind: 'status', status: 500 }] }])
})

test('each broken property has a counterexample of its own', async () => {
  const client = clientOf({ name: 'careless', isPermanent: () => false, swallows: true })
  const properties = [sparesPermanentErrors(), surfacesErrors()]
  const { counterexamples, ended, drills } = await exploration(client, { ...UNHURRIED, runs: 200, properties })
  expect(counterexamples.map(({ result }) => result.id).sort()).toEqual(['spares-permanent-errors', 'surfaces-errors'])
  expect(ended).toBe('all-broken')
  expect(drills).toBeLessThan(200)
})

test('the same seed gives the same result to the last byte, and another one other scenarios', async () => {
  const properties = [jitters(), retriesTransient()]
  const once = (seed: number) => exploration(WRONG.jitters!, { ...UNHURRIED, runs: 60, seed, properties })
  const [first, second, other] = [await once(3), await once(3), await once(4)]
  expect(bytes(second)).toBe(bytes(first))
  expect(other.coverage).not.toEqual(first.coverage)
})

test('a path leads back to the scenario, without a search', async () => {
  const properties = [jitters()]
  const { counterexamples } = await exploration(WRONG.jitters!, { ...UNHURRIED, runs: 300, seed: 5, properties })
  const [found] = counterexamples
  const again = await exploration(WRONG.jitters!, { ...UNHURRIED, seed: 5, path: found!.path!, properties })
  expect(again).toMatchObject({ drills: 1, shrinkDrills: 0, verdict: 'fail' })
  expect(again.counterexamples[0]).toMatchObject({ scenario: found!.scenario, trace: found!.trace, path: found!.path })
})

test('explore throws all that is needed to see it again', async () => {
  const failed = explore(WRONG['surfaces-errors']!, { ...UNHURRIED, runs: 20, seed: 7, properties: [surfacesErrors()] })
  const error = await failed.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(CounterexampleError)
  const { message, exploration: found, kind } = error as CounterexampleError
  const [{ scenario, path }] = found.counterexamples as [(typeof found.counterexamples)[0]]
  expect(kind).toBe('violation')
  expect(message).toMatch(/^Failed to survive exploration: swallows-errors: it breaks surfaces-errors\./)
  expect(message).toContain('✗ VIOLATED     R12 surfaces-errors: ')
  expect(message).toContain('◀ R12')
  expect(message).toContain(`Replay: explore(client, { ...options, seed: 7, path: '${path}' })`)
  expect(parseScenario(sourceIn(message))).toEqual(scenario)
})

test('what its message holds shows the violation again, when pasted as it stands', async () => {
  const client = WRONG['caps-retries']!
  const limits = { attempts: 15 }
  const failed = explore(client, { ...UNHURRIED, runs: 500, seed: 3, limits, properties: [capsRetries()] })
  const message = await failed.then(String, String)
  const told = 'drill(scenario, client, { seed: 3, limits: { attempts: 15 } })'
  expect(message.replaceAll(/\s+/g, ' ')).toContain(told)
  const trace = await drill(parseScenario(sourceIn(message)), client, { seed: 3, limits })
  expect(capsRetries().check(trace).verdict).toBe('violated')
})

test('only options that scenarios come from are part of a replay', async () => {
  const failed = explore(WRONG['surfaces-errors']!, { ...UNHURRIED, runs: 20 })
  await expect(failed).rejects.toThrow('Replay: explore(client, { seed: 1, path: ')
})

test('the budget cuts off, and what was found by then is the same', async () => {
  const progress: Progress[] = []
  const stop = new AbortController()
  const onProgress = (how: Progress) => {
    progress.push(how)
    if (how.drills === 12) stop.abort()
  }
  const cut = await exploration(careful, { ...UNHURRIED, runs: 200, signal: stop.signal, onProgress })
  expect(cut).toMatchObject({ ended: 'interrupted', drills: 12, verdict: 'pass' })
  const whole = await exploration(careful, { ...UNHURRIED, runs: 12 })
  expect(cut.coverage).toEqual(whole.coverage)
  expect(progress[0]).toEqual({ phase: 'probing', drills: 0, runs: 200, broken: [], shrinkDrills: 0 })
  expect(progress.map(({ drills }) => drills)).toEqual([...Array(13).keys()])
})

test('a budget that is spent at once says so', async () => {
  const spent = await exploration(careful, { runs: 50, budget: 1 })
  expect(spent).toMatchObject({ ended: 'budget', drills: 0, verdict: 'inconclusive' })
  expect(spent.reasons).toEqual(['The budget was spent before the first scenario was drilled. Give more time.'])
  await expect(explore(careful, { runs: 50, budget: 1 })).rejects.toThrow('The budget was spent before the first')
})

test('a drill that the harness cuts short breaks nothing, and is counted', async () => {
  const cut = await exploration(WRONG['surfaces-errors']!, { ...UNHURRIED, runs: 5, limits: { wallTime: 0 } })
  expect(cut).toMatchObject({ inconclusive: 5, drills: 5, verdict: 'inconclusive', counterexamples: [] })
})

test('only the allowed faults are served', async () => {
  const { coverage } = await exploration(careful, { ...UNHURRIED, runs: 40, faults: ['reset', '503'] })
  expect(Object.keys(coverage.faults).sort()).toEqual(['reset', 'serviceUnavailable', 'status'])
})

test('what is required and was never reached is no pass, and what to enlarge is said', async () => {
  const options = { ...UNHURRIED, runs: 20, require: ['fallback', 'R6', 'reset', 'retry'], faults: ['500', '503'] }
  const { verdict, reasons } = await exploration(careful, options)
  expect(verdict).toBe('inconclusive')
  expect(reasons).toEqual([
    'The path fallback is required, and no drill showed it: a call that goes on with another model or host after a ' +
      "failure. Enlarge the number of runs, and name the chain in the client's contract.",
    expect.stringMatching(/^spares-permanent-errors is required, and never came to the test: .+ Enlarge the number/),
    'The fault reset is required, and was never served. Allow it, and enlarge the number of runs.',
  ])
  await expect(explore(careful, options)).rejects.toThrow('The path fallback is required')
})

test('everything that is required and was reached is fine', async () => {
  const require = ['retry', 'R1', 'retries-transient', 'internalError', 'status', 'during']
  const found = await explore(careful, { ...UNHURRIED, runs: 30, require, properties: [retriesTransient()] })
  expect(found.verdict).toBe('pass')
})

test.each<[options: ExploreOptions, message: string]>([
  [{ runs: 0 }, 'the number of runs 0 is no count. Give a whole number from 1'],
  [{ seed: -1 }, 'the seed -1 is not a whole number from 0'],
  [{ budget: 'soon' as '1s' }, 'Failed to read the duration of the budget'],
  [{ faults: ['resett'] }, 'there is no fault "resett" in anthropic(). Name some of status, healthy, reset'],
  [{ faults: [] }, 'no faults are allowed'],
  [{ faults: ['streamCut'] }, 'this client can meet none of the faults that are allowed'],
  [{ require: ['fallbak'] }, '"fallbak" is required, and nothing has this name'],
  [{ properties: [] }, 'no properties are judged'],
  [{ path: 'abc' }, 'the path "abc" is none'],
  [{ run: 5 } as ExploreOptions, 'there is no option "run"'],
])('%j is refused', async (options, message) => {
  await expect(exploration(careful, options)).rejects.toThrow(message)
})

test('a client that speaks to somebody else is refused before anything is explored', async () => {
  const stranger = async () => fetch('https://api.example.com/')
  await expect(exploration(stranger)).rejects.toThrow('it does not speak to anthropic')
})

test('an unexpected host is a failure, whatever is held', async () => {
  const client = {
    ...careful,
    call: async (call: Parameters<typeof careful.call>[0]) => {
      await fetch('https://telemetry.example.com/').catch(() => {})
      return careful.call(call, undefined)
    },
  }
  const { verdict, reasons } = await exploration(client, { ...UNHURRIED, runs: 5 })
  expect(verdict).toBe('fail')
  expect(reasons).toEqual([expect.stringMatching(/^unexpected host telemetry\.example\.com:443: /)])
})

// Helpers

/** The scenario that a message holds. */
function sourceIn(message: string): string {
  return message.slice(message.indexOf('  import {'), message.indexOf('  })\n') + 5)
}

/** All but the wall clock. */
function bytes({ wallMs: _, ...found }: Exploration): string {
  return JSON.stringify(found)
}
