/** Exploration: scenarios are generated, drilled and judged, and what breaks a property is made as small as it gets. */
import type { Client } from '../drill/client.ts'
import type { Exploration } from '../report/exploration.ts'
import { failureText } from '../report/exploration-text.ts'
import { Campaign } from './campaign.ts'
import { CounterexampleError } from './counterexample-error.ts'
import { type ExploreOptions, settingOf } from './options.ts'

/**
 * Explores what breaks a client, and gives all that was found. The same client, seed and options give the same result; the
 * budget may only cut it off.
 *
 * @throws FiredrillError (`wrong-use`) for what is no client, for bad options, for a damaged kept failure, and for a client
 * that doesn't speak to the provider.
 */
export async function exploration<Built>(client: Client<Built>, options: ExploreOptions = {}): Promise<Exploration> {
  return await new Campaign(settingOf(client as Client, options)).run()
}

/**
 * Explores what breaks a client, for tests: `test('survives whatever comes', () => explore(ask, { runs: 1000 }))`.
 *
 * @throws CounterexampleError with the smallest scenario that breaks each broken property, and when nothing can be said: a
 * requirement that was never reached, or no property that held. FiredrillError (`wrong-use`) as `exploration` does.
 */
export async function explore<Built>(client: Client<Built>, options: ExploreOptions = {}): Promise<Exploration> {
  const found = await exploration(client, options)
  if (found.verdict === 'pass') return found
  // What else it was told decides what its path leads to.
  const own = Object.keys(options).some((name) => !BESIDE.has(name)) ? '...options, ' : ''
  const replay = ({ seed, path }: { seed: number; path: string | null }) =>
    path === null ? null : `explore(client, { ${own}seed: ${seed}, path: '${path}' })`
  throw new CounterexampleError(failureText(found, { replay }), found)
}

/** The options that change nothing about a single scenario. */
const BESIDE: ReadonlySet<string> = new Set([
  'runs',
  'seed',
  'budget',
  'require',
  'path',
  'kept',
  'onProgress',
  'signal',
])
