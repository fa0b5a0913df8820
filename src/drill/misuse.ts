/** What is wrong use of a drill, each refused by a sentence. */
import { FiredrillError, wrongUse } from '../errors.ts'
import { dialects } from '../provider/registry.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { Item } from '../scenario/step.ts'
import type { TraceEvent } from '../trace/event.ts'
import { hostCovers } from './host-rules.ts'

/** @throws FiredrillError (`wrong-use`) for what `scenario()` didn't make. */
export function checkScenario(scenario: unknown): asserts scenario is Scenario {
  const value = scenario as Partial<Scenario> | null | undefined
  if (typeof value === 'object' && value !== null && Array.isArray(value.script) && value.provider !== undefined) return
  throw wrongUse(
    'drill',
    'what was given as the scenario is none',
    'Make one with scenario({ name, description, provider, script })',
  )
}

/** @throws FiredrillError (`wrong-use`) for a seed that isn't a whole number. */
export function checkSeed(seed: number): number {
  if (Number.isSafeInteger(seed) && seed >= 0) return seed
  throw wrongUse('drill', `the seed ${String(seed)} is not a whole number from 0`, 'Give such a number')
}

/** @throws FiredrillError (`wrong-use`) when the scenario names handlers that nobody gave. */
export function checkHandlers(scenario: Scenario, given: Readonly<Record<string, unknown>>): void {
  const missing = scenario.script.flatMap(handlersOf).find((name) => !Array.isArray(given[name]))
  if (missing === undefined) return
  throw wrongUse(
    `drill "${scenario.name}"`,
    `it needs the handlers ${JSON.stringify(missing)}, and none were given`,
    `Pass them: drill(scenario, client, { healthy: { ${JSON.stringify(missing)}: handlers } })`,
  )
}

function handlersOf(item: Item): string[] {
  if (item.kind === 'healthy') return item.handlers === undefined ? [] : [item.handlers]
  if (item.kind === 'mix') return item.shares.flatMap(([, fault]) => handlersOf(fault))
  return 'items' in item ? item.items.flatMap(handlersOf) : []
}

/** @throws FiredrillError (`wrong-use`) when no request of a client reached the scenario's provider. */
export function refuseStranger(
  scenario: Scenario,
  client: string,
  servedCount: number,
  events: readonly TraceEvent[],
): void {
  if (servedCount > 0) return
  const strangers = events.filter((event) => event.kind === 'unexpected-host')
  const protocol = strangers.find(({ why }) => why !== 'unexpected')
  if (protocol !== undefined) throw new FiredrillError('wrong-use', protocol.message)
  const hosts = [...new Set(strangers.map(({ host }) => host))]
  if (hosts.length > 0) throw strangerError(scenario, client, hosts)
  // Calls that send nothing come to their limit too.
  const isCutOff = (event: TraceEvent) => event.kind === 'limit-reached' && event.limit !== 'calls'
  if (events.some((event) => event.kind === 'attempt-created' || isCutOff(event))) return
  throw silentError(scenario, client, events)
}

function strangerError(scenario: Scenario, client: string, tried: readonly string[]): FiredrillError {
  const { name, hosts } = scenario.provider
  const spoken = dialects().find((dialect) => tried.some((host) => isAt(dialect.hosts, host)))
  return wrongUse(
    `drill "${client}" through "${scenario.name}"`,
    `it does not speak to ${name} at ${hosts.join(', ') || 'any host'}: it only tried ${tried.join(', ')}`,
    spoken === undefined || spoken.name === name
      ? `Check its base URL, or give the provider its hosts: ${name}({ hosts: ['…'] }); another API is json(), or --provider json`
      : `That is ${spoken.name}: take a scenario about it, or give the command --provider ${spoken.name}`,
  )
}

/** Whether a host, written with its port, is one of these. */
function isAt(patterns: readonly string[], address: string): boolean {
  const colon = address.lastIndexOf(':')
  const target = { host: address.slice(0, colon), port: Number(address.slice(colon + 1)) }
  return patterns.some((pattern) => hostCovers(pattern, target))
}

function silentError(scenario: Scenario, client: string, events: readonly TraceEvent[]): FiredrillError {
  const ends = events.filter((event) => event.kind === 'call-ended')
  const failed = ends.flatMap(({ error }) => error ?? [])[0]
  const [text = ''] = failed?.message.split('\n') ?? []
  const [how, advice] =
    failed !== undefined
      ? [`ended with ${failed.name}: ${text.replace(/\.$/, '')}`, 'Give it what it needs to send one; any key will do']
      : ends.length > 0
        ? ['gave a value', 'Leave out the cache or the stub that answers in its place']
        : ['never ended', 'Look at what it awaits before it sends one']
  return wrongUse(`drill "${client}" through "${scenario.name}"`, `it sent no request at all; its call ${how}`, advice)
}

/** The error for a client whose set-up comes to rest without having ended. */
export function neverSetUp(client: string): FiredrillError {
  return wrongUse(
    `set up "${client}"`,
    'its setup neither returned nor threw, and nothing is left that could wake it',
    'Await only what ends by itself in setup',
  )
}

/** The error for a client that waits on a timer which virtual time can't move. */
export function capturedTimer(client: string): FiredrillError {
  return wrongUse(
    `move time for "${client}"`,
    'it waits on a real timer, set through a setTimeout that was captured before firedrill was imported',
    'Import firedrill before the client',
  )
}

/** The error for a drill that is started by a client which is being drilled: it would wait for itself. */
export function nestedDrill(): FiredrillError {
  return wrongUse('drill', 'it was called by a client that is being drilled', 'Start drills outside of clients')
}
