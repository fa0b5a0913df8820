/** What the tests of real clients share: calls against a described world, and what their traces must show. */
import {
  type CallView,
  type Client,
  calls,
  type DrillOptions,
  type Duration,
  drill,
  type Item,
  json,
  limits,
  type ScenarioOptions,
  scenario,
  silence,
  type Trace,
  waits,
} from 'firedrill'
import { expect } from 'vitest'

type Provider = ScenarioOptions['provider']

/** The steps of a world, which is healthy afterwards. */
export type Script = readonly Item[]

/** A figure that the client's source fixes to the millisecond, or the range that its jitter allows. */
export type Figure = number | readonly [least: number, most: number]

/** What one call must have looked like. */
export interface Shape {
  /** The wait before each attempt but the first. */
  readonly waits: readonly Figure[]
  /** The error that the caller gets. Default: the call has its value. */
  readonly error?: {
    readonly name?: string
    readonly status?: number | null
    readonly code?: string | null
    /** The text, or one of `expect`'s matchers for it. */
    readonly message?: unknown
  }
  /** When the call ends. Default: after its waits, as answers take no time. */
  readonly endMs?: Figure
}

/** A service that clients of no particular dialect speak to, and its address. */
export const things = json({ hosts: ['api.example.com'] })
export const THINGS_URL = 'https://api.example.com/v1/things'

/**
 * When Node's fetch (and npm undici) gives up on a silent service: after 300 s, counted in ticks of 499 ms. That is
 * 602 ticks when the first one starts with it, and 601 whole ones when they were under way already
 * (undici/lib/util/timers.js, TICK_MS and onTick; Node 24 bundles the same).
 */
export const FETCH_GIVES_UP: Figure = [601 * 499, 602 * 499]

/** `setTimeout(…, 0)` waits 1 ms in Node (`lib/internal/timers.js`, Timeout). */
export const AT_ONCE = 1

/** How a world is called on: by default six times within half a second. */
interface Callers extends DrillOptions {
  readonly count?: number
  readonly every?: Duration
}

/** Makes one call in the world of a script. */
export async function oneCall<Built>(
  provider: Provider,
  client: Client<Built>,
  script: Script,
  options?: DrillOptions,
): Promise<CallView> {
  const [call] = await callsIn(provider, client, script, { count: 1, ...options })
  return call!
}

/** Makes calls in the world of a script. None may leave the world, upset the process or run into a limit. */
export async function callsIn<Built>(
  provider: Provider,
  client: Client<Built>,
  script: Script,
  options?: Callers,
): Promise<CallView[]> {
  return calls(await traceOf(provider, client, script, options))
}

async function traceOf<Built>(
  provider: Provider,
  client: Client<Built>,
  script: Script,
  { count = 6, every = '100ms', ...options }: Callers = {},
): Promise<Trace> {
  const world = scenario({
    name: 'real-client',
    description: 'What the client makes of it on its own defaults.',
    provider,
    script,
    calls: { count, every },
  })
  const trace = await drill(world, client, { seed: 1, ...options })
  expect(trace.events.filter(({ kind }) => NEVER.includes(kind))).toEqual([])
  expect(trace.limit).toBeNull()
  expect(calls(trace)).toHaveLength(count)
  return trace
}

const NEVER: readonly string[] = ['unexpected-host', 'unhandled', 'limit-reached']

/**
 * Makes six calls within half a second where two a minute pass, and the others are shown a 500: the first two must have
 * their value, and the others this shape.
 */
export async function expectMaskedLimit<Built>(
  provider: Provider,
  client: Client<Built>,
  shape: Shape,
  healthySide: { script?: Script } & DrillOptions = {},
): Promise<void> {
  const { script = [], ...options } = healthySide
  const world = [limits({ requestsPerMinute: 2, maskedAs: 500 }), ...script]
  const [first, second, ...others] = await callsIn(provider, client, world, options)
  expectCall(first!, { waits: [] })
  expectCall(second!, { waits: [] })
  for (const call of others) expectCall(call, shape)
}

/**
 * Expects a client without any time-out to hang on a silent service, with nothing left that could wake it once its last
 * timer has fired to no effect.
 */
export async function expectEndlessWait<Built>(
  provider: Provider,
  client: Client<Built>,
  lastTimerMs: number,
): Promise<void> {
  const trace = await traceOf(provider, client, [silence()], { count: 1 })
  expect(trace.events.at(-1)).toMatchObject({ kind: 'dead-silence', t: lastTimerMs, calls: [0] })
  expect(calls(trace)).toMatchObject([{ outcome: 'unsettled', endMs: null, attempts: [{ endMs: null }] }])
}

/** Expects a call to have had these waits, this end, and exactly one attempt more than waits. */
export function expectCall(call: CallView, shape: Shape): void {
  const seen = waits(call).map((wait) => wait.waitMs)
  expect(seen, 'waits').toHaveLength(shape.waits.length)
  expect(call.attempts, 'attempts').toHaveLength(shape.waits.length + 1)
  seen.forEach((waitMs, index) => {
    expectWithin(waitMs, shape.waits[index]!)
  })
  expect(call).toMatchObject(
    shape.error === undefined ? { outcome: 'value', error: null } : { outcome: 'error', error: shape.error },
  )
  expectWithin(call.endMs! - call.startMs, shape.endMs ?? sum(...shape.waits))
}

/** Expects a number to be the figure, or within its range. */
export function expectWithin(value: number, figure: Figure): void {
  const [least, most] = range(figure)
  expect(value).toBeGreaterThanOrEqual(least)
  expect(value).toBeLessThanOrEqual(most)
}

/** Adds figures up, ranges included. */
export function sum(...figures: readonly Figure[]): Figure {
  const ranges = figures.map(range)
  return [ranges.reduce((total, [least]) => total + least, 0), ranges.reduce((total, [, most]) => total + most, 0)]
}

function range(figure: Figure): readonly [least: number, most: number] {
  return typeof figure === 'number' ? [figure, figure] : figure
}
