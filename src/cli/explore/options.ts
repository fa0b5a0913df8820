/** Reads the command line of `firedrill explore`. */
import { type Duration, durationMs } from '../../duration.ts'
import { collecting, epilogue, misused, type Subcommand, seedOf, wholeNumber } from '../command-line.ts'
import { CLIENT, REPORT } from '../shared-options.ts'

/** One exploration, as the command line describes it. */
export interface ExploreLine {
  readonly kind: 'explore'
  /** A path; null for the official SDK of the API. */
  readonly client: string | null
  readonly provider: string
  readonly runs: number
  readonly seed: number
  readonly budgetMs: number
  /** Null: all. */
  readonly faults: readonly string[] | null
  readonly required: readonly string[]
  /** The directory of kept failures; null: none. */
  readonly keep: string | null
  readonly path: string | null
  /** The reports to write, as they were typed. */
  readonly reports: readonly string[]
  readonly json: boolean
  readonly quiet: boolean
}

interface ExploreFlags {
  client?: string
  provider?: string
  runs?: string
  seed?: string
  budget?: string
  faults?: string[]
  require?: string[]
  keep?: string | boolean
  path?: string
  report?: string[]
  json?: boolean
  quiet?: boolean
}

/** Where failures are kept when nobody says otherwise. */
export const KEPT = '.firedrill'

/** The command. */
export const EXPLORE: Subcommand<ExploreLine> = {
  name: 'explore',
  summary: 'generate scenarios, and show the smallest that breaks a rule',
  words: {
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
      '--report': 'html=report.html',
    },
  },
  describe: (command, start) => {
    command
      .usage('[options]')
      .description('Generates scenarios, drills a client through each, and shows the smallest that breaks a rule.')
      .option(...CLIENT)
      .option('--provider <name>', 'the API that it speaks to, such as openai or json (default: anthropic)')
      .option('--runs <number>', 'how many scenarios are drilled (default: 1000)')
      .option('--seed <number>', 'what all chance comes from: the same seed, the same finds (default: 1)')
      .option('--budget <time>', 'how long it may take, such as 30s or 5m (default: 60s)')
      .option('--faults <names>', 'the faults to use, such as reset,rateLimited,503 (default: all)', collecting)
      .option('--require <names>', 'what must be reached, such as R5,fallback,reset', collecting)
      .option('--keep <directory>', `where finds are kept and drilled again the next time (default: ${KEPT})`)
      .option('--no-keep', 'keep nothing, and drill nothing that was kept')
      .option('--path <path>', 'drill only the scenario at this path of the seed, as a find names it')
      .option(...REPORT)
      .option('--json', 'print the result as one JSON object')
      .option('--quiet', 'print what is broken alone, and no progress')
      .option('--verbose', 'show the stack of an error')
      .addHelpText('after', epilogue(EXIT_CODES, EXAMPLES, start))
  },
  order: (flags, args) => exploreOrder(flags as ExploreFlags, args),
}

function exploreOrder(flags: ExploreFlags, _args: readonly string[]): ExploreLine {
  const { client, provider = 'anthropic', runs = '1000', seed = '1', budget = '60s', faults, require = [] } = flags
  const { keep, path, report = [], json, quiet } = flags
  if (path !== undefined && !/^\d+(?::\d+)*$/.test(path)) {
    throw misused(`the path ${JSON.stringify(path)} is none`, 'Give one as a find names it: --path 12:0:3')
  }
  return {
    kind: 'explore',
    client: client ?? null,
    provider,
    runs: wholeNumber(runs, 'the number of runs', 1, 'Give one: --runs 1000'),
    seed: seedOf(seed),
    budgetMs: durationMs(budget as Duration, '--budget'),
    faults: faults ?? null,
    required: require,
    keep: keep === false ? null : typeof keep === 'string' ? keep : KEPT,
    path: path ?? null,
    reports: report,
    json: json ?? false,
    quiet: quiet ?? false,
  }
}

const EXIT_CODES = [
  '0    nothing was found',
  '1    a rule is broken',
  '2    wrong use',
  '3    inconclusive',
  '130  interrupted: what was found by then is printed',
]

const EXAMPLES = [
  '',
  ' --client ./src/ask.ts --runs 500 --seed 7',
  ' --client ./src/ask.ts --budget 30s --require fallback,R5',
  ' --client ./src/ask.ts --faults reset,silence,429',
]
