/** The public types: what they infer for a user, and what they refuse, each with its reason. */
import {
  type AttemptView,
  allProperties,
  anthropic,
  assertKeeps,
  assertPasses,
  at,
  backsOff,
  type Call,
  type CallView,
  type Client,
  type ClientDefinition,
  type Contract,
  calls,
  contract,
  type Duration,
  defineClient,
  drill,
  during,
  type ExpectationError,
  type Fault,
  forever,
  healthy,
  type Item,
  isFiredrillError,
  json,
  limits,
  mix,
  type Property,
  type PropertyResult,
  parseScenario,
  printScenario,
  reset,
  type Scenario,
  type Step,
  scenario,
  silence,
  status,
  type Trace,
  type TraceEvent,
  times,
  waits,
  when,
} from 'firedrill'
import outage from 'firedrill/scenarios/outage'
import type { TraceMatchers } from 'firedrill/vitest'
import { describe, expect, expectTypeOf, test } from 'vitest'

describe('a client', () => {
  test('is handed what its setup built', () => {
    const client = defineClient({
      setup: () => ({ pool: 3 }),
      call: (call, built) => {
        expectTypeOf(call).toEqualTypeOf<Call>()
        expectTypeOf(built).toEqualTypeOf<{ pool: number }>()
      },
      teardown: (built) => expectTypeOf(built.pool).toBeNumber(),
    })
    expectTypeOf(client).toEqualTypeOf<ClientDefinition<{ pool: number }>>()
  })

  test('is handed what an asynchronous setup resolves to', () => {
    defineClient({
      setup: async () => new Map<string, number>(),
      call: (_, built) => expectTypeOf(built).toEqualTypeOf<Map<string, number>>(),
    })
  })

  test('without a setup is handed nothing', () => {
    defineClient({ call: (_, built) => expectTypeOf(built).toBeUndefined() })
  })

  test('is any function of a call, whatever it gives', () => {
    expectTypeOf(({ signal }: Call) => signal.aborted).toExtend<Client>()
    expectTypeOf(async () => 'text').toExtend<Client>()
  })

  test('is refused when it is none', () => {
    // @ts-expect-error a client without a call does nothing
    defineClient({ setup: () => 1 })
    // @ts-expect-error a host is stubbed, refused or let through
    defineClient({ call: () => 1, hosts: { 'a.example.com': 'allow' } })
    // @ts-expect-error a call has no url: the client finds its own way
    defineClient({ call: ({ url }) => url })
  })
})

describe('a contract', () => {
  test('is complete, with null for what was not promised', () => {
    expectTypeOf(contract({ retries: 2, backoffCap: '8s', jitter: 'full' })).toEqualTypeOf<Contract>()
    expectTypeOf<Contract['retries']>().toEqualTypeOf<number | null>()
    expectTypeOf<Contract['degraded']>().toBeBoolean()
  })

  test('refuses what is no promise', () => {
    // @ts-expect-error attempts are counted as retries
    contract({ attempts: 3 })
    // @ts-expect-error jitter is one of four kinds
    contract({ jitter: 'some' })
    // @ts-expect-error a duration has a unit that there is
    contract({ backoffCap: '8 parsecs' })
    // @ts-expect-error properties take a contract too
    backsOff({ cap: '8s' })
  })

  test('is read-only', () => {
    // @ts-expect-error what was promised stays promised
    contract().retries = 4
  })
})

describe('a script', () => {
  const api = anthropic()

  test('is made of steps and faults', () => {
    expectTypeOf(during('12m', api.internalError())).toExtend<Step>()
    expectTypeOf(at('5m', api.overloaded())).toExtend<Step>()
    expectTypeOf(times(2, reset(), silence())).toExtend<Step>()
    expectTypeOf(status(418)).toExtend<Fault>()
    const script = [api.badGateway(), forever(healthy()), when({ model: 'opus' }, api.overloaded())]
    expectTypeOf(script).toExtend<Item[]>()
    expectTypeOf(limits({ requestsPerMinute: 2 })).toExtend<Item>()
    expectTypeOf(scenario({ name: 'a', description: 'b', provider: api, script })).toEqualTypeOf<Scenario>()
    expectTypeOf(outage).toEqualTypeOf<Scenario>()
  })

  test('prints to text, and comes back from it', () => {
    expectTypeOf(printScenario).returns.toBeString()
    expectTypeOf(parseScenario).returns.toEqualTypeOf<Scenario>()
  })

  test('refuses what cannot be served', () => {
    // @ts-expect-error a window has a length
    during(api.overloaded())
    // @ts-expect-error a count is a number
    times('twice', reset())
    // @ts-expect-error a script is made of faults, not of status codes
    times(1, 500)
    // @ts-expect-error a mix has a share for each answer
    mix(api.overloaded())
    // @ts-expect-error a provider is known by its hosts
    json({ host: 'api.example.com' })
    // @ts-expect-error a scenario says what happens in it
    scenario({ name: 'a', provider: api, script: [] })
  })

  test('takes durations in milliseconds and with units', () => {
    expectTypeOf<250>().toExtend<Duration>()
    expectTypeOf<'1.5s'>().toExtend<Duration>()
    expectTypeOf<'12 minutes'>().toExtend<Duration>()
    expectTypeOf<'soon'>().not.toExtend<Duration>()
  })
})

describe('a drill', () => {
  test('takes the client that was defined, and gives a trace', () => {
    const client = defineClient({ setup: () => new Set<string>(), call: (_, built) => built.size })
    expectTypeOf(drill(outage, client)).resolves.toEqualTypeOf<Trace>()
    expectTypeOf(drill(outage, async ({ index }) => index)).resolves.toEqualTypeOf<Trace>()
  })

  test('refuses what it cannot heed', () => {
    // @ts-expect-error the first argument is the scenario
    drill(async () => 1, outage)
    // @ts-expect-error a seed is a number
    drill(outage, async () => 1, { seed: 'lucky' })
    // @ts-expect-error there is no limit of this name
    drill(outage, async () => 1, { limits: { time: '1m' } })
  })
})

describe('a trace', () => {
  test('is put together to calls, attempts and waits', () => {
    expectTypeOf(calls).parameters.toEqualTypeOf<[Trace]>()
    expectTypeOf(calls).returns.toEqualTypeOf<CallView[]>()
    expectTypeOf<CallView['attempts']>().toEqualTypeOf<readonly AttemptView[]>()
    expectTypeOf(waits).parameter(0).toEqualTypeOf<CallView>()
  })

  test('narrows its events by their kind', () => {
    const event = {} as TraceEvent
    if (event.kind === 'answer-headers') expectTypeOf(event.status).toBeNumber()
    if (event.kind === 'call-ended') expectTypeOf(event.outcome).toEqualTypeOf<'value' | 'error' | 'aborted'>()
    // @ts-expect-error there is no event of this kind
    if (event.kind === 'answered') event.t
  })

  test('is judged by properties', () => {
    expectTypeOf(allProperties()).toEqualTypeOf<Property[]>()
    expectTypeOf<Property['check']>().returns.toEqualTypeOf<PropertyResult>()
    expectTypeOf<PropertyResult['verdict']>().toEqualTypeOf<'held' | 'violated' | 'unexercised'>()
  })
})

describe('a matcher', () => {
  const trace = {} as Trace

  test('takes what the client declares', () => {
    expectTypeOf(expect(trace).toBackOff).parameters.toEqualTypeOf<Parameters<TraceMatchers<void>['toBackOff']>>()
    expectTypeOf(expect(trace).toCapRetries({ retries: 3 })).toBeVoid()
    expectTypeOf(expect(trace).not.toKeep(backsOff())).toBeVoid()
    expectTypeOf(expect(trace).toPass({ require: ['recovers'] })).toBeVoid()
    expectTypeOf(expect(drill(outage, async () => 1)).resolves.not.toPass()).toEqualTypeOf<Promise<void>>()
    expectTypeOf(expect(drill(outage, async () => 1)).resolves.toTerminate()).toEqualTypeOf<Promise<void>>()
  })

  test('refuses what it cannot judge', () => {
    // @ts-expect-error a trace keeps at least one property
    expect(trace).toKeep()
    // @ts-expect-error a property is made by calling it
    expect(trace).toKeep(backsOff)
    // @ts-expect-error a contract has no part of this name
    expect(trace).toCapRetries({ attempts: 3 })
    // @ts-expect-error what is required is a list
    expect(trace).toPass({ require: 'recovers' })
    // @ts-expect-error there is no matcher of this name
    expect(trace).toBehave()
  })
})

describe('an assertion', () => {
  const trace = {} as Trace

  test('takes a trace, and gives nothing back', () => {
    expectTypeOf(assertKeeps(trace, backsOff())).toBeVoid()
    expectTypeOf(assertPasses(trace, { require: ['recovers'] })).toBeVoid()
    expectTypeOf<ExpectationError['results']>().toEqualTypeOf<readonly PropertyResult[]>()
  })

  test('refuses what it cannot judge', () => {
    // @ts-expect-error a trace keeps at least one property
    assertKeeps(trace)
    // @ts-expect-error a drill has to be awaited
    assertPasses(drill(outage, async () => 1))
  })
})

test('an error of firedrill is told by its kind', () => {
  const error: unknown = null
  if (isFiredrillError(error)) expectTypeOf(error.kind).toEqualTypeOf<'wrong-use' | 'harness' | 'violation'>()
})
