/** The same request in both worlds: at a real server on loopback, and in a drill. */

import { type Call, drill, type Item, json, scenario } from 'firedrill'
import { expect } from 'vitest'
import type { Outcome } from './outcome.ts'
import { HOST, type Place, withNames } from './real-world.ts'
import type { Session, Settings, Stack } from './stacks.ts'

/** Where a request goes. */
export interface Route {
  readonly scheme?: 'http' | 'https'
  /** Default: the service's. */
  readonly host?: string
  readonly port: number
}

/** What is asked of a session; by default, one request. */
export type Ask = (session: Session, url: string) => Promise<Outcome>

const askOnce: Ask = (session, url) => session.send(url)

/** The address of the service. */
export function addressOf({ scheme = 'http', host = HOST, port }: Route): string {
  return `${scheme}://${host}:${port}/v1/things`
}

/** Asks a real place, and closes everything behind it. */
export async function inReality(
  stack: Stack,
  settings: Settings,
  route: Route,
  ask: Ask = askOnce,
  world = withNames<Outcome>,
): Promise<Outcome> {
  const session = stack.open(settings)
  try {
    const outcome = await world(() => ask(session, addressOf(route)))
    if (process.env.DUMP)
      (await import('node:fs')).appendFileSync(
        process.env.DUMP,
        `${expect.getState().currentTestName} ${stack.name} ${JSON.stringify(settings)} ${JSON.stringify(outcome)}\n`,
      )
    return outcome
  } finally {
    await session.close()
  }
}

/** Asks a real place that is made for this request, and closed after it. */
export async function atPlace(
  make: () => Promise<Place>,
  stack: Stack,
  settings: Settings = {},
  scheme: 'http' | 'https' = 'http',
  ask: Ask = askOnce,
): Promise<{ outcome: Outcome; port: number }> {
  const { port, close } = await make()
  try {
    const outcome = await inReality(stack, settings, { scheme, port }, ask)
    return { outcome, port }
  } finally {
    await close()
  }
}

/** Asks in a drill of this script. */
export async function inDrill(
  script: readonly Item[],
  stack: Stack,
  settings: Settings,
  route: Route,
  ask: Ask = askOnce,
): Promise<Outcome> {
  let outcome: Outcome | undefined
  const world = scenario({
    name: 'fidelity',
    description: 'One fault, to be compared with the same made by a real server.',
    provider: json(),
    script: [...script],
    calls: { count: 1 },
  })
  const trace = await drill(world, {
    name: stack.name,
    setup: () => stack.open(settings),
    teardown: (session: Session) => session.close(),
    call: async (_call: Call, session: Session) => {
      outcome = await ask(session, addressOf(route))
    },
  })
  if (outcome === undefined || trace.limit !== null) {
    throw new Error(`The drill came to no end of its own: ${JSON.stringify([trace.limit, ...trace.events.slice(-5)])}`)
  }
  return outcome
}
