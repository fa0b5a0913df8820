/**
 * A connection that isn't made, or breaks: the drill's fault and the same one on loopback, as five stacks see them.
 *
 * Node's versions differ only in what their fetch has sent (`bytesWritten` of a SocketError): Node 26 has fewer headers.
 */
import { closed, healthy, type Item, refused, reset, staleSocket, times } from 'firedrill'
import { beforeAll, expect, test } from 'vitest'
import { type Identity, identityFor } from './certificates.ts'
import {
  answerTruly,
  arrival,
  closedPort,
  type Exchange,
  HALF_BODY,
  HOST,
  service,
  TRUE_BODY,
  TRUE_HEADERS,
} from './real-world.ts'
import { stacks } from './stacks.ts'
import { type Ask, expectSame } from './worlds.ts'

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

/** After a failure the client asks again, and finds the service well: nothing of the failure may linger in its pool. */
const askAgain: Ask = async (session, url) => {
  const failed = await session.send(url)
  expect(failed.error).not.toBeNull()
  const next = await session.send(url)
  expect(next).toMatchObject({ status: 200, error: null })
  return [failed, next]
}

/** The first answer is true, and what comes next on its connection isn't. */
const askOnceMore: Ask = async (session, url) => {
  const first = await session.send(url)
  expect(first).toMatchObject({ status: 200, body: TRUE_BODY, error: null })
  // undici takes the connection back a moment after the answer has ended.
  await arrival()
  const stale = await session.send(url)
  expect(stale.error).not.toBeNull()
  return [first, stale]
}

for (const scheme of ['http', 'https'] as const) {
  const own = () => (scheme === 'https' ? identity : undefined)
  const shared = () => ({ scheme, ca: own()?.issuer })

  for (const [fault, make, ...steps] of breaks) {
    for (const settings of [{}, { body: '{"ask":"this"}' }]) {
      const method = 'body' in settings ? 'POST' : 'GET'
      test.each(stacks)(`${fault} over ${scheme}, ${method}: $name`, async (stack) => {
        let count = 0
        const breakTheFirst = async (exchange: Exchange) => {
          if (count++ > 0) answerTruly(exchange)
          else for (const step of steps) await step(exchange)
        }
        const script = [times(1, make()), healthy()]
        const real = () => service(breakTheFirst, own())
        await expectSame({ stack, real, script, ...shared(), settings, ask: askAgain })
      })
    }
  }

  test.each(stacks)(`refused() over ${scheme}: $name`, async (stack) => {
    const outcome = await expectSame({ stack, real: closedPort, script: [refused()], ...shared() })
    expect(outcome.error).not.toBeNull()
  })

  test.each(stacks)(`staleSocket() over ${scheme}: $name`, async (stack) => {
    const resetTheSecond = (exchange: Exchange) =>
      exchange.nth === 1 ? answerTruly(exchange) : exchange.socket.resetAndDestroy()
    const real = () => service(resetTheSecond, own())
    await expectSame({ stack, real, script: [times(2, staleSocket())], ...shared(), ask: askOnceMore })
  })
}
