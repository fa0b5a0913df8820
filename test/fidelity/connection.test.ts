/** A connection that isn't made, or breaks: the drill's fault and the same one on loopback, as five stacks see them. */
import { closed, healthy, type Item, refused, reset, staleSocket, times } from 'firedrill'
import { beforeAll, expect, test } from 'vitest'
import { type Identity, identityFor } from './certificates.ts'
import { timeless } from './outcome.ts'
import {
  arrival,
  closedPort,
  type Exchange,
  HALF_BODY,
  HOST,
  type Place,
  service,
  TRUE_BODY,
  TRUE_HEADERS,
} from './real-world.ts'
import { type Stack, stacks } from './stacks.ts'
import { type Ask, atPlace, inDrill } from './worlds.ts'

type Breaks = (exchange: Exchange) => Promise<void> | void

const headersOnly: Breaks = async ({ response }) => {
  response.writeHead(200, [...TRUE_HEADERS]).flushHeaders()
  await arrival()
}
const halfBody: Breaks = async ({ response }) => {
  response.writeHead(200, [...TRUE_HEADERS]).write(HALF_BODY)
  await arrival()
}
const andReset: Breaks = ({ socket }) => void socket.resetAndDestroy()
const andClose: Breaks = ({ request }) => void request.socket.end()

const breaks: [fault: string, make: () => Item, ...real: Breaks[]][] = [
  ["reset({ at: 'headers' })", () => reset({ at: 'headers' }), andReset],
  ["reset({ at: 'after-headers' })", () => reset({ at: 'after-headers' }), headersOnly, andReset],
  ["reset({ at: 'body' })", () => reset({ at: 'body' }), halfBody, andReset],
  ["closed({ at: 'headers' })", () => closed({ at: 'headers' }), andClose],
  ["closed({ at: 'after-headers' })", () => closed({ at: 'after-headers' }), headersOnly, andClose],
  ["closed({ at: 'body' })", () => closed({ at: 'body' }), halfBody, andClose],
]

let identity: Identity
beforeAll(async () => {
  identity = await identityFor(HOST, null)
})

for (const scheme of ['http', 'https'] as const) {
  for (const [fault, make, ...real] of breaks) {
    test.each(stacks)(`${fault} over ${scheme}: $name`, async (stack) => {
      const breaking = async (exchange: Exchange) => {
        for (const step of real) await step(exchange)
      }
      const place = () => service(breaking, scheme === 'https' ? identity : undefined)
      await compare(place, [make()], stack, scheme)
    })
  }

  test.each(stacks)(`refused() over ${scheme}: $name`, (stack) => compare(closedPort, [refused()], stack, scheme))

  test.each(stacks)(`staleSocket() over ${scheme}: $name`, async (stack) => {
    const place = () =>
      service(
        ({ nth, response, socket }) =>
          nth === 1 ? response.writeHead(200, [...TRUE_HEADERS]).end(TRUE_BODY) : socket.resetAndDestroy(),
        scheme === 'https' ? identity : undefined,
      )
    const askTwice: Ask = async (session, url) => {
      expect(await session.send(url)).toMatchObject({ status: 200, body: TRUE_BODY, error: null })
      // undici takes the connection back a moment after the answer has ended.
      await arrival()
      return session.send(url)
    }
    await compare(place, [times(1, healthy()), staleSocket()], stack, scheme, askTwice)
  })
}

/** Nothing of what the client sees may tell the drill from the real failure. */
async function compare(
  place: () => Promise<Place>,
  script: readonly Item[],
  stack: Stack,
  scheme: 'http' | 'https',
  ask?: Ask,
): Promise<void> {
  const ca = scheme === 'https' ? { ca: identity.issuer } : {}
  const { outcome, port } = await atPlace(place, stack, ca, scheme, ask)
  expect(outcome.error).not.toBeNull()
  expect(timeless(await inDrill(script, stack, {}, { scheme, port }, ask))).toEqual(timeless(outcome))
}
