/** Reads the command line of `firedrill audit`. */
import { epilogue, misused, repeating, type Subcommand, seedOf } from '../command-line.ts'
import { REPORT } from '../shared-options.ts'

/** One audit, as the command line describes it. */
export interface AuditLine {
  readonly kind: 'audit'
  /** Paths; none: the official SDK. */
  readonly clients: readonly string[]
  /** Paths, names in the gallery, and globs of either; none: the gallery. */
  readonly scenarios: readonly string[]
  readonly seed: number
  /** The file of an earlier scorecard to compare with, or null. */
  readonly baseline: string | null
  /** The file that the scorecard goes to, or null. */
  readonly save: string | null
  /** The reports to write, as they were typed. */
  readonly reports: readonly string[]
  readonly json: boolean
  readonly quiet: boolean
}

interface AuditFlags {
  client?: string[]
  seed?: string
  baseline?: string
  save?: string
  report?: string[]
  json?: boolean
  quiet?: boolean
}

/** The command. */
export const AUDIT: Subcommand<AuditLine> = {
  name: 'audit',
  summary: 'drill clients through the whole gallery, and score them by rule',
  words: {
    plural: 'scenarios',
    single: 'Name some',
    examples: {
      '--client': './ask.ts',
      '--seed': '7',
      '--baseline': 'scorecard.json',
      '--save': 'scorecard.json',
      '--report': 'html=audit.html',
    },
  },
  describe: (command, start) => {
    command
      .usage('[scenario...] [options]')
      .description('Drills clients through many scenarios, and says rule by rule what they keep and what to fix first.')
      .argument(
        '[scenario...]',
        "files, names, or globs of either (default: the gallery, told in the words of a client's API)",
      )
      .option('--client <file>', 'a client to drill; several stand side by side (default: the official SDK)', repeating)
      .option('--baseline <file>', 'an earlier scorecard: fail only for what is violated since')
      .option('--save <file>', 'write the scorecard there, to be a baseline')
      .option('--seed <number>', 'what all chance comes from: the same seed, the same scorecard (default: 1)')
      .option(...REPORT)
      .option('--json', 'print the scorecard as one JSON object')
      .option('--quiet', 'print the verdicts alone, and no progress')
      .option('--verbose', 'show the stack of an error')
      .addHelpText('after', epilogue(EXIT_CODES, EXAMPLES, start))
  },
  order: (flags, args) => auditOrder(flags as AuditFlags, args),
}

function auditOrder(flags: AuditFlags, scenarios: readonly string[]): AuditLine {
  const { client = [], seed = '1', baseline, save, report = [], json, quiet } = flags
  const twice = client.find((file, place) => client.indexOf(file) !== place)
  if (twice !== undefined) throw misused(`it names the client ${twice} twice`, 'Name each once')
  return {
    kind: 'audit',
    clients: client,
    scenarios,
    seed: seedOf(seed),
    baseline: baseline ?? null,
    save: save ?? null,
    reports: report,
    json: json ?? false,
    quiet: quiet ?? false,
  }
}

const EXIT_CODES = [
  '0    no rule is violated; with a baseline: none that was not before',
  '1    a rule is violated',
  '2    wrong use',
  '3    inconclusive',
  '130  interrupted: what was found by then is printed',
]

const EXAMPLES = [
  ' --client ./src/ask.ts',
  ' --client ./src/ask.ts --client ./src/ask-better.ts',
  " 'rate-*' outage --client ./src/ask.ts",
  ' --client ./src/ask.ts --save scorecard.json',
  ' --client ./src/ask.ts --baseline scorecard.json',
]
