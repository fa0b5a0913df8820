/** The same requests in both worlds: at a real server on loopback, and in a drill. */
import { type Call, drill, type Item, json, scenario } from 'firedrill'
import { expect } from 'vitest'
import { type Outcome, timeless } from './outcome.ts'
import { HOST, type Place, withNames } from './real-world.ts'
import type { Session, Settings, Stack } from './stacks.ts'

/** Where a request goes. */
export interface Route {
  readonly scheme?: 'http' | 'https'
  /** Default: the service's. */
  readonly host?: string
  readonly port: number
}

/** What is asked of a session, and what came of each request. */
export type Ask = (session: Session, url: string) => Promise<Outcome[]>

/** One fault in both worlds. */
export interface Comparison {
  readonly stack: Stack
  /** Makes the real side, for these requests alone. */
  readonly real: () => Promise<Place>
  /** The drill's side. */
  readonly script: readonly Item[]
  readonly scheme?: 'http' | 'https'
  readonly settings?: Settings
  /** What the real side's client trusts besides. */
  readonly ca?: string | undefined
  /** Default: one request. */
  readonly ask?: Ask
}

/** Nothing of what the client sees may tell the drill from reality. Gives the last outcome in reality. */
export async function expectSame(comparison: Comparison): Promise<Outcome> {
  const { stack, real, script, scheme = 'http', settings = {}, ca, ask } = comparison
  const { port, close } = await real()
  try {
    const trusting = ca === undefined ? settings : { ...settings, ca }
    const outcomes = await withNames(() => inReality(stack, trusting, { scheme, port }, ask))
    const drilled = await inDrill(script, stack, settings, { scheme, port }, ask)
    expect(drilled.map(timeless)).toEqual(outcomes.map(timeless))
    return outcomes.at(-1)!
  } finally {
    await close()
  }
}

/** Asks a real place, with connections that are closed afterwards. */
export async function inReality(stack: Stack, settings: Settings, route: Route, ask = askOnce): Promise<Outcome[]> {
  const session = stack.open(settings)
  try {
    return await ask(session, addressOf(route))
  } finally {
    await session.close()
  }
}

/** Asks in a drill of this script. */
export async function inDrill(
  script: readonly Item[],
  stack: Stack,
  settings: Settings,
  route: Route,
  ask = askOnce,
): Promise<Outcome[]> {
  let outcomes: Outcome[] | undefined
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
      outcomes = await ask(session, addressOf(route))
    },
  })
  if (outcomes === undefined || trace.limit !== null) {
    throw new Error(`The drill came to no end of its own: ${JSON.stringify([trace.limit, ...trace.events.slice(-5)])}`)
  }
  return outcomes
}

async function askOnce(session: Session, url: string): Promise<Outcome[]> {
  return [await session.send(url)]
}

function addressOf({ scheme = 'http', host = HOST, port }: Route): string {
  return `${scheme}://${host}:${port}/v1/things`
}
