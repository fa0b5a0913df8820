/** Reads the command line of `firedrill`: its commands are `explore` and `replay`. */
import { type Duration, durationMs } from '../duration.ts'
import type { ProviderData } from '../provider/provider.ts'
import { provider } from '../provider/registry.ts'
import {
  type Command,
  collecting,
  misused,
  newCommand,
  readLine,
  SEE_HELP,
  seedOf,
  type Words,
} from './command-line.ts'
import { nearest } from './nearest.ts'

/** What `firedrill` is asked to do. */
export type ExploreOrder =
  | { readonly kind: 'show'; readonly text: string }
  | ({ readonly kind: 'explore' } & ExploreLine)
  | ({ readonly kind: 'replay' } & ReplayLine)

/** One exploration, as the command line describes it. */
export interface ExploreLine {
  /** A path; null for the official SDK of the API. */
  readonly client: string | null
  readonly provider: ProviderData
  readonly runs: number
  readonly seed: number
  readonly budgetMs: number
  /** Null: all. */
  readonly faults: readonly string[] | null
  readonly required: readonly string[]
  /** The directory of kept failures; null: none. */
  readonly keep: string | null
  readonly path: string | null
  readonly json: boolean
}

/** One replay, as the command line describes it. */
export interface ReplayLine {
  readonly file: string
  /** A path; null for the official SDK of the scenario's API. */
  readonly client: string | null
  readonly json: boolean
  readonly verbose: boolean
}

/**
 * Reads the arguments.
 *
 * @throws FiredrillError (`wrong-use`) for whatever can't be understood.
 */
export function readExploreOptions(argv: readonly string[], version: string, columns: number): ExploreOrder {
  const [name, ...rest] = argv
  switch (name) {
    case 'explore':
      return exploreOrder(rest, version, columns)
    case 'replay':
      return replayOrder(rest, version, columns)
    case '--version':
      return { kind: 'show', text: `${version}\n` }
    case undefined:
    case 'help':
    case '--help':
      return { kind: 'show', text: OVERVIEW }
    default: {
      const meant = nearest(name, ['explore', 'replay'])
      throw misused(`there is no command "${name}"`, meant === null ? SEE_HELP : `Try ${meant}`)
    }
  }
}

interface ExploreFlags {
  client?: string
  provider?: string
  runs?: string
  seed?: string
  budget?: string
  faults?: string[]
  require?: string[]
  keep?: string | false
  path?: string
  json?: boolean
  verbose?: boolean
}

function exploreOrder(argv: readonly string[], version: string, columns: number): ExploreOrder {
  const line = readLine<ExploreFlags>(exploreCommand(version), argv, columns, EXPLORE_WORDS)
  if (line.kind === 'show') return line
  const { client, runs = '1000', seed = '1', budget = '60s', faults, require = [], keep, path, json } = line.flags
  return {
    kind: 'explore',
    client: client ?? null,
    provider: provider(line.flags.provider ?? 'anthropic'),
    runs: runsOf(runs),
    seed: seedOf(seed),
    budgetMs: durationMs(budget as Duration, '--budget'),
    faults: faults ?? null,
    required: require,
    keep: keep === false ? null : (keep ?? KEPT),
    path: path ?? null,
    json: json ?? false,
  }
}

interface ReplayFlags {
  client?: string
  json?: boolean
  verbose?: boolean
}

function replayOrder(argv: readonly string[], version: string, columns: number): ExploreOrder {
  const line = readLine<ReplayFlags>(replayCommand(version), argv, columns, REPLAY_WORDS)
  if (line.kind === 'show') return line
  const [file] = line.args
  if (file === undefined || file === '') {
    throw misused('no kept failure is named', `Name one: npx firedrill replay ${KEPT}/jitters-0a1b2c3d.json`)
  }
  const { client, json, verbose } = line.flags
  return { kind: 'replay', file, client: client ?? null, json: json ?? false, verbose: verbose ?? false }
}

function runsOf(text: string): number {
  const runs = Number(text)
  if (/^\d+$/.test(text) && Number.isSafeInteger(runs) && runs > 0) return runs
  throw misused(`the number of runs ${JSON.stringify(text)} is no whole number from 1`, 'Give one: --runs 1000')
}

/** Where failures are kept when nobody says otherwise. */
const KEPT = '.firedrill'

const EXPLORE_WORDS: Words = {
  plural: 'arguments',
  single: 'Name the client with --client FILE',
  examples: {
    '--client': './ask.ts',
    '--provider': 'openai',
    '--runs': '1000',
    '--seed': '7',
    '--budget': '30s',
    '--faults': 'reset,rateLimited',
    '--require': 'R5,fallback',
    '--keep': KEPT,
    '--path': '12:0:3',
  },
}

const REPLAY_WORDS: Words = {
  plural: 'kept failures',
  single: 'Name one a run',
  examples: { '--client': './ask.ts' },
}

function exploreCommand(version: string): Command {
  const list = (flag: string) => collecting(flag, EXPLORE_WORDS)
  return newCommand('firedrill explore', version)
    .usage('[options]')
    .description('Generates scenarios, drills a client through each, and shows the smallest that breaks a rule.')
    .option('--client <file>', 'the client to drill: a default export (default: the official SDK of the API)')
    .option('--provider <name>', 'the API that it speaks to, such as openai or json (default: anthropic)')
    .option('--runs <number>', 'how many scenarios are drilled (default: 1000)')
    .option('--seed <number>', 'what all chance comes from: the same seed, the same finds (default: 1)')
    .option('--budget <time>', 'how long it may take, such as 30s or 5m (default: 60s)')
    .option('--faults <names>', 'the faults to use, such as reset,rateLimited,503 (default: all)', list('--faults'))
    .option('--require <names>', 'what must be reached, such as R5,fallback,reset', list('--require'))
    .option('--keep <directory>', `where finds are kept and drilled again the next time (default: ${KEPT})`)
    .option('--no-keep', 'keep nothing, and drill nothing that was kept')
    .option('--path <path>', 'drill only the scenario at this path of the seed, as a find names it')
    .option('--json', 'print the result as one JSON object')
    .option('--verbose', 'show the stack of an error')
    .addHelpText('after', EXPLORE_EPILOGUE)
}

function replayCommand(version: string): Command {
  return newCommand('firedrill replay', version)
    .usage('<file> [options]')
    .description('Drills a kept failure again, and says whether its rule is still broken.')
    .argument('[file]', 'the kept failure')
    .option('--client <file>', 'the client to drill: a default export (default: the official SDK of the API)')
    .option('--json', 'print the result as one JSON object')
    .option('--verbose', 'show the whole timeline, and the stack of an error')
    .addHelpText('after', REPLAY_EPILOGUE)
}

const OVERVIEW = `Usage: firedrill <command> [options]

Commands:
  explore   generate scenarios, and show the smallest that breaks a rule
  replay    drill a kept failure again

firedrill <command> --help says more. Single scenarios are drilled by
npx tsx run-scenario.
`

const EXPLORE_EPILOGUE = `
Ctrl-C ends it with what was found so far.

Exit codes: 0 nothing was found · 1 a rule is broken · 2 wrong use
            3 inconclusive · 130 interrupted

Examples:
  npx firedrill explore
  npx firedrill explore --client ./src/ask.ts --runs 500 --seed 7
  npx firedrill explore --client ./src/ask.ts --budget 30s --require fallback,R5
  npx firedrill explore --client ./src/ask.ts --faults reset,silence,429
`

const REPLAY_EPILOGUE = `
Exit codes: 0 the rule holds now · 1 it is still broken · 2 wrong use
            3 inconclusive

Example:
  npx firedrill replay ${KEPT}/jitters-0a1b2c3d.json --client ./src/ask.ts
`
