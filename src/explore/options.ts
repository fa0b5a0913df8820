/** The options of an exploration: what users may say, and what it comes to. */
import { type Client, type CompleteClient, completeClient } from '../drill/client.ts'
import type { DrillOptions } from '../drill/drill.ts'
import type { LimitOptions } from '../drill/limits.ts'
import { type Duration, durationMs } from '../duration.ts'
import { wrongUse } from '../errors.ts'
import type { Fault } from '../fault/fault.ts'
import { allProperties } from '../property/all.ts'
import type { Property } from '../property/property.ts'
import { anthropic } from '../provider/anthropic/dialect.ts'
import { providerData } from '../provider/api.ts'
import type { Dialect, ProviderData } from '../provider/provider.ts'
import { dialectOf } from '../provider/registry.ts'
import { allowing } from './kinds.ts'
import { drillLimits } from './limits.ts'
import type { Progress } from './progress.ts'
import { type Requirement, requirementsOf } from './require.ts'

/** What an exploration may be told besides its client. */
export interface ExploreOptions extends DrillOptions {
  /** How many scenarios are drilled. Default: 100. */
  runs?: number
  /** Where all chance comes from: the same seed, the same counterexamples. Default: 1. */
  seed?: number
  /** How long it may take in real time; what was found by then is the result. Default: 4 s, which fits a test's time-out. */
  budget?: Duration
  /** What must hold. Default: all properties, by the client's own contract. */
  properties?: readonly Property[]
  /** The faults that scenarios may use: kinds (`reset`), names of statuses (`rateLimited`) or their numbers (`429`). Default: all. */
  faults?: readonly string[]
  /** What must be reached, or the result is inconclusive: properties, paths of the client, faults, steps. Default: nothing. */
  require?: readonly string[]
  /** The API that the client speaks to. Default: `anthropic()`. */
  provider?: ProviderData
  /** fast-check's path to one scenario, as a counterexample names it: only this one is drilled. */
  path?: string
  /** A directory in which counterexamples are kept as files, to be drilled first the next time. Default: none. */
  kept?: string
  /** Is told how far the exploration has come, after each drill. */
  onProgress?: (progress: Progress) => void
  /** Ends the exploration after the drill under way, with what was found so far. */
  signal?: AbortSignal
}

/** The options in full. */
export interface Setting {
  readonly client: CompleteClient
  /** The client as it was given, for the drills. */
  readonly given: Client
  readonly runs: number
  readonly seed: number
  readonly budgetMs: number
  readonly properties: readonly Property[]
  readonly allows: (fault: Fault) => boolean
  readonly required: readonly Requirement[]
  readonly provider: ProviderData
  readonly dialect: Dialect
  readonly path: string | null
  readonly kept: string | null
  readonly drill: DrillOptions & { readonly limits: LimitOptions }
  /** The name of the user's own handlers that are the healthy world, or null for the provider's answers. */
  readonly tail: string | null
  readonly onProgress: (progress: Progress) => void
  readonly signal: AbortSignal | null
}

/**
 * Completes the options.
 *
 * @throws FiredrillError (`wrong-use`) for what is no client, for unknown options, and for values that can't be meant.
 */
export function settingOf(given: Client, options: ExploreOptions): Setting {
  const {
    runs = 100,
    seed = 1,
    budget = '4s',
    properties = allProperties(),
    faults,
    require = [],
    provider = anthropic(),
    path,
    kept,
    onProgress = () => {},
    signal,
    healthy,
    hosts,
    limits = {},
    ...unknown
  } = options
  const stray = Object.keys(unknown)[0]
  if (stray !== undefined) throw wrongUse('explore', `there is no option "${stray}"`, 'Check the spelling')
  const client = completeClient(given)
  const dialect = dialectOf(provider.name)
  return {
    client,
    given,
    runs: checkedRuns(runs),
    seed: checkedSeed(seed),
    budgetMs: durationMs(budget, 'the budget'),
    properties: checkedProperties(properties),
    allows: allowing(faults ?? null, dialect),
    required: requirementsOf(require, properties, dialect),
    provider: providerData(provider),
    dialect,
    path: path === undefined ? null : checkedPath(path),
    kept: kept ?? null,
    drill: {
      seed,
      limits: drillLimits(limits, client.contract),
      ...(healthy === undefined ? {} : { healthy }),
      ...(hosts === undefined ? {} : { hosts }),
    },
    tail: Object.keys(healthy ?? {})[0] ?? null,
    onProgress,
    signal: signal ?? null,
  }
}

function checkedRuns(runs: number): number {
  if (Number.isSafeInteger(runs) && runs >= 1) return runs
  throw wrongUse('explore', `the number of runs ${String(runs)} is no count`, 'Give a whole number from 1')
}

function checkedSeed(seed: number): number {
  if (Number.isSafeInteger(seed) && seed >= 0) return seed
  throw wrongUse('explore', `the seed ${String(seed)} is not a whole number from 0`, 'Give such a number')
}

function checkedProperties(properties: readonly Property[]): readonly Property[] {
  if (properties.length > 0) return properties
  throw wrongUse('explore', 'no properties are judged', 'Name some: properties: [backsOff(), recovers()]')
}

function checkedPath(path: string): string {
  if (/^\d+(?::\d+)*$/.test(path)) return path
  throw wrongUse(
    'explore',
    `the path ${JSON.stringify(path)} is none`,
    "Give one as a counterexample names it: '12:0:3'",
  )
}
