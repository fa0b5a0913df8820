/**
 * A peer that can't be reached, or says nothing more: which of a client's time-outs fires, when, and as what. The real
 * side really waits, once, for all of them together.
 */
import { type CutPlace, silence, unreachable } from 'firedrill'
import { beforeAll, expect, test } from 'vitest'
import { AGAIN, type Measured, Reality } from './measured.ts'
import { timeless } from './outcome.ts'
import { HALF_BODY, type Place, service, TRUE_HEADERS, withNames } from './real-world.ts'
import { deafPort } from './slow-ports.ts'
import { STEPS_MS, type Stack, stacks, type TimeoutName } from './stacks.ts'
import { inDrill, inReality } from './worlds.ts'

const LIMIT_MS = 1000

/** What undici counts in steps. */
const STEPPED: readonly TimeoutName[] = ['connect', 'headers', 'body']

type Silence = 'unreachable' | CutPlace

/**
 * The time-outs that can end each silence; those that can't would leave the client waiting for ever. While it connects,
 * undici looks at no signal, and got's `socket` hasn't begun.
 */
const endedBy: Record<Silence, Record<string, readonly TimeoutName[]>> = {
  unreachable: {
    fetch: ['connect', 'signal'],
    undici: ['connect'],
    'node:http': ['socket', 'signal'],
    axios: ['total', 'signal'],
    got: ['connect', 'request', 'signal'],
  },
  headers: {
    fetch: ['headers', 'signal'],
    undici: ['headers', 'signal'],
    'node:http': ['socket', 'signal'],
    axios: ['total', 'signal'],
    got: ['response', 'socket', 'request', 'signal'],
  },
  'after-headers': {
    fetch: ['body', 'signal'],
    undici: ['body', 'signal'],
    'node:http': ['socket', 'signal'],
    axios: ['total', 'signal'],
    got: ['read', 'socket', 'request', 'signal'],
  },
  body: {
    fetch: ['body', 'signal'],
    undici: ['body', 'signal'],
    'node:http': ['socket', 'signal'],
    axios: ['total', 'signal'],
    got: ['read', 'socket', 'request', 'signal'],
  },
}

interface Case {
  readonly silence: Silence
  readonly stack: Stack
  readonly timeout: TimeoutName
}

const cases: Case[] = Object.entries(endedBy).flatMap(([silence, byStack]) =>
  stacks.flatMap((stack) => byStack[stack.name]!.map((timeout) => ({ silence: silence as Silence, stack, timeout }))),
)

const reality = new Reality(async (cases: readonly Case[]) => {
  const places: Record<Silence, Place> = {
    unreachable: await deafPort(),
    headers: await service(() => {}),
    'after-headers': await service(({ response }) => response.writeHead(200, [...TRUE_HEADERS]).flushHeaders()),
    body: await service(({ response }) => response.writeHead(200, [...TRUE_HEADERS]).write(HALF_BODY)),
  }
  const measured = new Map<Case, Measured>()
  const ask = async (one: Case) => {
    const { port } = places[one.silence]
    const [outcome] = await inReality(one.stack, { timeouts: { [one.timeout]: LIMIT_MS } }, { port })
    measured.set(one, { outcome: outcome!, port })
  }
  await withNames(() => Promise.all(cases.map(ask)))
  for (const place of Object.values(places)) await place.close()
  return measured
})

beforeAll(() => reality.prepare(cases), 30_000)

test.each(cases)('$silence, ended by $timeout: $stack.name', AGAIN, async (one) => {
  const { stack, timeout } = one
  const { outcome, port } = await reality.of(one)
  expect(outcome.error).not.toBeNull()
  const script = one.silence === 'unreachable' ? [unreachable()] : [silence({ at: one.silence })]
  const settings = { timeouts: { [timeout]: LIMIT_MS } }
  const [drilled] = await inDrill(script, stack, settings, { port })
  expect(timeless(drilled!)).toEqual(timeless(outcome))
  const slack = stack.name !== 'got' && STEPPED.includes(timeout) ? STEPS_MS : 20
  // Timers of the real side count from a clock that was read up to a millisecond before.
  expect(outcome.tookMs).toBeGreaterThanOrEqual(LIMIT_MS - 2)
  expect(drilled!.tookMs).toBeGreaterThanOrEqual(LIMIT_MS)
  expect(drilled!.tookMs).toBeLessThanOrEqual(LIMIT_MS + slack)
})
