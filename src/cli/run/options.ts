/** Reads the command line of `firedrill run`, and of `run-scenario`, its short form. */
import { wrongUse } from '../../errors.ts'
import { TOLD_APIS } from '../../scenario/told-to.ts'
import { collecting, epilogue, misused, type Subcommand, seedOf } from '../command-line.ts'
import type { ListLine } from '../list/options.ts'
import { nearest } from '../nearest.ts'
import { propertyId } from '../property-id.ts'
import { CLIENT, REPORT, refuseQuietAndVerbose } from '../shared-options.ts'

/** One or several runs, as the command line describes them. */
export interface RunLine {
  readonly kind: 'run'
  /** Paths, names in the gallery, and globs of either. */
  readonly scenarios: readonly string[]
  /** A path; null for the default client. */
  readonly client: string | null
  /** The API in whose words the scenarios are told; null: each in those of its own. */
  readonly provider: string | null
  readonly seed: number
  /** The ids of the properties that must come to the test. */
  readonly required: readonly string[]
  /** The reports to write, as they were typed. */
  readonly reports: readonly string[]
  readonly watch: boolean
  readonly json: boolean
  readonly quiet: boolean
  readonly verbose: boolean
}

interface RunFlags {
  client?: string
  provider?: string
  seed?: string
  require?: string[]
  report?: string[]
  watch?: boolean
  list?: boolean
  json?: boolean
  quiet?: boolean
  verbose?: boolean
}

/** The command. */
export const RUN: Subcommand<RunLine | ListLine> = {
  name: 'run',
  summary: 'replay scenarios against a client, and judge it',
  words: {
    plural: 'scenarios',
    single: 'Name one',
    examples: {
      '--client': './ask.ts',
      '--provider': 'openai',
      '--seed': '7',
      '--require': 'backs-off',
      '--report': 'junit=report.xml',
    },
  },
  describe: (command, start) => {
    command
      .usage('<scenario...> [options]')
      .description('Replays outages against a client, in virtual time, and says which resilience rules it keeps.')
      .argument('[scenario...]', 'files, names in the gallery, or globs of either; .ts may be left out')
      .option(...CLIENT)
      .option('--provider <name>', `tell the scenarios in the words of another API: ${TOLD_APIS.join(', ')}`)
      .option('--seed <number>', 'what all chance comes from: the same seed, the same run (default: 1)')
      .option('--require <ids>', 'rules that must come to the test, such as R5 or backs-off,jitters', collecting)
      .option(...REPORT)
      .option('--watch', 'run again whenever the scenario, the client or what they import changes')
      .option('--list', 'list the scenarios of the gallery')
      .option('--json', 'print the result as one JSON object')
      .option('--quiet', 'print the verdicts alone, and no progress')
      .option('--verbose', 'show the whole timeline, and the stack of an error')
      .addHelpText('after', epilogue(EXIT_CODES, EXAMPLES, start))
  },
  order: (flags, args) => runOrder(flags as RunFlags, args),
}

function runOrder(flags: RunFlags, args: readonly string[]): RunLine | ListLine {
  const { client, provider, seed = '1', require = [], report = [], watch, list, json, quiet, verbose } = flags
  if (list) return { kind: 'list', what: args, json: json ?? false }
  if (args.length === 0 || args.includes('')) {
    throw wrongUse('run a scenario', 'none is named', 'Name one, such as "outage"; --list shows them all')
  }
  refuseQuietAndVerbose(quiet, verbose)
  return {
    kind: 'run',
    scenarios: args,
    client: client ?? null,
    provider: provider === undefined ? null : toldApi(provider),
    seed: seedOf(seed),
    required: require.map(propertyId),
    reports: report,
    watch: watch ?? false,
    json: json ?? false,
    quiet: quiet ?? false,
    verbose: verbose ?? false,
  }
}

/** @throws FiredrillError (`wrong-use`) for an API that no scenario can be told of. */
function toldApi(name: string): string {
  if (TOLD_APIS.some((api) => api === name)) return name
  const meant = nearest(name, TOLD_APIS)
  const advice = meant === null ? `Name ${TOLD_APIS.join(', ')}` : `Try ${meant}`
  throw misused(`no scenario can be told in the words of "${name}"`, advice)
}

const EXIT_CODES = [
  '0    every rule that was tested is kept',
  '1    one is violated, or an unexpected host was called',
  '2    wrong use: nothing was drilled',
  '3    inconclusive: neither can be said',
  '130  interrupted',
  'Of several runs, the worst counts.',
]

const EXAMPLES = [
  ' outage',
  ' outage --client ./src/ask.ts',
  " silence 'rate-*' ./my/*.ts --client ./src/ask.ts",
  ' outage --provider openai --client ./src/ask-openai.ts',
  ' outage --client ./src/ask.ts --watch',
  ' rate-limited --require honours-retry-after --json',
]
