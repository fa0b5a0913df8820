/**
 * A healthy but slow service: a time-out that measures something else (the name, the connection, the sending) must not
 * fire, and one that measures the wait must, in a drill as on loopback. The real side really waits, once, for all of them
 * together.
 */
import { healthy } from 'firedrill'
import { beforeAll, expect, test } from 'vitest'
import { type Identity, identityFor } from './certificates.ts'
import { AGAIN, type Measured, Reality } from './measured.ts'
import { timeless } from './outcome.ts'
import { HALF_BODY, HOST, type Place, pause, service, TRUE_BODY, TRUE_HEADERS, withNames } from './real-world.ts'
import { type Settings, STEPS_MS, type Stack, stacks, type TimeoutName } from './stacks.ts'
import { inDrill, inReality } from './worlds.ts'

/** So long before the headers, and again between the two halves of the body. */
const DELAY_MS = 1500

/** Less than one delay, and more than one but less than two. */
const LIMITS_MS = [600, 2250] as const

const timeouts: Record<string, readonly TimeoutName[]> = {
  fetch: ['connect', 'headers', 'body', 'signal'],
  undici: ['connect', 'headers', 'body', 'signal'],
  'node:http': ['socket', 'signal'],
  axios: ['total', 'signal'],
  got: ['lookup', 'connect', 'secureConnect', 'socket', 'send', 'response', 'read', 'request', 'signal'],
}

interface Case {
  readonly scheme: 'http' | 'https'
  readonly stack: Stack
  readonly timeout: TimeoutName
  readonly limitMs: number
}

const cases: Case[] = (['http', 'https'] as const).flatMap((scheme) =>
  stacks.flatMap((stack) =>
    timeouts[stack.name]!.flatMap((timeout) => LIMITS_MS.map((limitMs) => ({ scheme, stack, timeout, limitMs }))),
  ),
)

const reality = new Reality(async (cases: readonly Case[]) => {
  const identity = await identityFor(HOST, null)
  const places = { http: await slowService(), https: await slowService(identity) }
  const measured = new Map<Case, Measured>()
  const ask = async (one: Case) => {
    const { port } = places[one.scheme]
    const [outcome] = await inReality(one.stack, settingsOf(one, identity.issuer), { scheme: one.scheme, port })
    measured.set(one, { outcome: outcome!, port })
  }
  for (const scheme of ['http', 'https']) {
    await withNames(() => Promise.all(cases.filter((one) => one.scheme === scheme).map(ask)))
  }
  for (const place of Object.values(places)) await place.close()
  return measured
})

beforeAll(() => reality.prepare(cases), 30_000)

test.each(cases)('healthy but slow over $scheme, $timeout of $limitMs ms: $stack.name', AGAIN, async (one) => {
  const { outcome, port } = await reality.of(one)
  const route = { scheme: one.scheme, port }
  const [drilled] = await inDrill(
    [healthy({ delay: DELAY_MS, bodyDelay: DELAY_MS })],
    one.stack,
    settingsOf(one),
    route,
  )
  expect(timeless(drilled!)).toEqual(timeless(outcome))
  // A true answer comes when this machine gets round to it.
  if (outcome.error !== null) expect(Math.abs(drilled!.tookMs - outcome.tookMs)).toBeLessThan(STEPS_MS)
})

function settingsOf({ timeout, limitMs }: Case, ca?: string): Settings {
  return { timeouts: { [timeout]: limitMs }, body: '{"ask":"this"}', ...(ca === undefined ? {} : { ca }) }
}

async function slowService(identity?: Identity): Promise<Place> {
  return service(async ({ response }) => {
    await pause(DELAY_MS)
    response.writeHead(200, [...TRUE_HEADERS]).write(HALF_BODY)
    await pause(DELAY_MS)
    response.write(TRUE_BODY.slice(HALF_BODY.length))
    response.end()
  }, identity)
}
