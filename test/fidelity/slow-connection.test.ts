/**
 * A connection that stands late: which of a client's time-outs fires when the look-up, the connection or the TLS handshake
 * takes its time, in a drill as on loopback. The real side really waits, once, for all of them together.
 */
import { type ConnectPhase, slowConnection } from 'firedrill'
import { beforeAll, expect, test } from 'vitest'
import { identityFor } from './certificates.ts'
import { AGAIN, type Measured, Reality } from './measured.ts'
import { timeless } from './outcome.ts'
import { answerTruly, HOST, LOOPBACK, type Place, pause, service, withLookup } from './real-world.ts'
import { deafPort, lateTlsService } from './slow-ports.ts'
import { type Settings, STEPS_MS, type Stack, stacks, type TimeoutName } from './stacks.ts'
import { inDrill, inReality, type Route } from './worlds.ts'

/** 3 s after its first attempt a system asks a second time for a connection that nothing has answered (RFC 6298, 2.4 and 5.5). */
const DELAY_MS = 3000
const DEAF_MS = 2500

/** One that ends within the delay, undici's steps of half a second included, and one that doesn't. */
const LIMITS_MS = [1200, 5000] as const

const SLOW_NAME = 'slow.example.com'

const timeouts: Record<string, readonly TimeoutName[]> = {
  fetch: ['connect', 'headers', 'body'],
  undici: ['connect', 'headers', 'body'],
  'node:http': ['socket', 'signal'],
  axios: ['total', 'signal'],
  got: ['lookup', 'connect', 'secureConnect', 'socket', 'send', 'response', 'read', 'request', 'signal'],
}

interface Case {
  readonly phase: ConnectPhase
  readonly stack: Stack
  readonly timeout: TimeoutName
  readonly limitMs: number
}

const cases: Case[] = (['lookup', 'connect', 'tls'] as const).flatMap((phase) =>
  stacks.flatMap((stack) =>
    timeouts[stack.name]!.flatMap((timeout) => LIMITS_MS.map((limitMs) => ({ phase, stack, timeout, limitMs }))),
  ),
)

const reality = new Reality(async (cases: readonly Case[]) => {
  const identity = await identityFor(HOST, null)
  const places: Record<ConnectPhase, Place> = {
    lookup: await service(answerTruly),
    tls: await lateTlsService(DELAY_MS, identity),
    connect: await deafPort(DEAF_MS),
  }
  const measured = new Map<Case, Measured>()
  const ask = async (one: Case) => {
    const { port } = places[one.phase]
    const [outcome] = await inReality(one.stack, { ...settingsOf(one), ca: identity.issuer }, routeOf(one, port))
    measured.set(one, { outcome: outcome!, port })
  }
  await withSlowNames(() => Promise.all(cases.map(ask)))
  for (const place of Object.values(places)) await place.close()
  return measured
})

beforeAll(() => reality.prepare(cases), 30_000)

test.each(cases)('slowConnection($phase), $timeout of $limitMs ms: $stack.name', AGAIN, async (one) => {
  const { outcome, port } = await reality.of(one)
  const [drilled] = await inDrill([slowConnection(one.phase, DELAY_MS)], one.stack, settingsOf(one), routeOf(one, port))
  expect(timeless(drilled!)).toEqual(timeless(outcome))
  // A true answer comes when this machine gets round to it.
  if (outcome.error !== null) expect(Math.abs(drilled!.tookMs - outcome.tookMs)).toBeLessThan(STEPS_MS)
})

function settingsOf({ timeout, limitMs }: Case): Settings {
  return { timeouts: { [timeout]: limitMs }, body: '{"ask":"this"}' }
}

function routeOf({ phase }: Case, port: number): Route {
  return {
    scheme: phase === 'tls' ? 'https' : 'http',
    host: phase === 'lookup' ? SLOW_NAME : HOST,
    port,
  }
}

function withSlowNames<Value>(use: () => Promise<Value>): Promise<Value> {
  return withLookup(async (host, options, callback) => {
    await pause(host === SLOW_NAME ? DELAY_MS : 1)
    if (options.all) callback(null, [LOOPBACK])
    else callback(null, LOOPBACK.address, LOOPBACK.family)
  }, use)
}
