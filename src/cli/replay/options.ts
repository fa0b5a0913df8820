/** Reads the command line of `firedrill replay`. */
import { epilogue, misused, type Subcommand } from '../command-line.ts'
import { CLIENT, REPORT, refuseQuietAndVerbose } from '../shared-options.ts'

/** One replay, as the command line describes it. */
export interface ReplayLine {
  readonly kind: 'replay'
  readonly file: string
  /** A path; null for the official SDK of the scenario's API. */
  readonly client: string | null
  /** The reports to write, as they were typed. */
  readonly reports: readonly string[]
  readonly json: boolean
  readonly quiet: boolean
  readonly verbose: boolean
}

interface ReplayFlags {
  client?: string
  report?: string[]
  json?: boolean
  quiet?: boolean
  verbose?: boolean
}

const EXAMPLE = '.firedrill/jitters-0a1b2c3d.json'

/** The command. */
export const REPLAY: Subcommand<ReplayLine> = {
  name: 'replay',
  summary: 'drill a kept failure again',
  words: {
    plural: 'kept failures',
    single: 'Name one a run',
    examples: { '--client': './ask.ts', '--report': 'html=report.html' },
  },
  describe: (command, start) => {
    command
      .usage('<file> [options]')
      .description('Drills a failure that an exploration kept, and says whether its rule is still broken.')
      .argument('[file]', 'the kept failure')
      .option(...CLIENT)
      .option(...REPORT)
      .option('--json', 'print the result as one JSON object')
      .option('--quiet', 'print the verdict alone')
      .option('--verbose', 'show the whole timeline, and the stack of an error')
      .addHelpText('after', epilogue(EXIT_CODES, [` ${EXAMPLE} --client ./src/ask.ts`], start))
  },
  order: (flags, args) => replayOrder(flags as ReplayFlags, args),
}

function replayOrder(flags: ReplayFlags, [file]: readonly string[]): ReplayLine {
  if (file === undefined || file === '') {
    throw misused('no kept failure is named', `Name one: npx firedrill replay ${EXAMPLE}`)
  }
  const { client, report = [], json, quiet, verbose } = flags
  refuseQuietAndVerbose(quiet, verbose)
  return {
    kind: 'replay',
    file,
    client: client ?? null,
    reports: report,
    json: json ?? false,
    quiet: quiet ?? false,
    verbose: verbose ?? false,
  }
}

const EXIT_CODES = ['0  the rule holds now', '1  it is still broken', '2  wrong use', '3  inconclusive']
