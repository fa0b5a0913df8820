/** Reads the command line of `run-scenario`. */
import { wrongUse } from '../errors.ts'
import { allProperties } from '../property/all.ts'
import { type Command, collecting, misused, newCommand, readLine, seedOf, type Words } from './command-line.ts'
import { nearest } from './nearest.ts'

/** What the command is asked to do. */
export type Order =
  | { readonly kind: 'show'; readonly text: string }
  | { readonly kind: 'list' }
  | ({ readonly kind: 'run' } & RunOptions)
/** One run, as the command line describes it. */
export interface RunOptions {
  /** A path, or a name in the gallery. */
  readonly scenario: string
  /** A path; null for the default client. */
  readonly client: string | null
  readonly seed: number
  readonly json: boolean
  /** The ids of the properties that must come to the test. */
  readonly required: readonly string[]
  readonly verbose: boolean
}

/**
 * Reads the arguments.
 *
 * @throws FiredrillError (`wrong-use`) for whatever can't be understood.
 */
export function readOptions(argv: readonly string[], version: string, columns: number): Order {
  const line = readLine<Flags>(commandOf(version), argv, columns, WORDS)
  if (line.kind === 'show') return line
  const { flags: options, args } = line
  if (options.list) return { kind: 'list' }
  const [scenario] = args
  if (scenario === undefined || scenario === '') {
    throw wrongUse('run a scenario', 'none is named', 'Name one, such as "outage"; --list shows them all')
  }
  return {
    kind: 'run',
    scenario,
    client: options.client ?? null,
    seed: seedOf(options.seed ?? '1'),
    json: options.json ?? false,
    required: (options.require ?? []).map(propertyId),
    verbose: options.verbose ?? false,
  }
}

interface Flags {
  client?: string
  seed?: string
  json?: boolean
  list?: boolean
  require?: string[]
  verbose?: boolean
}

const WORDS: Words = {
  plural: 'scenarios',
  single: 'Name one scenario a run',
  examples: { '--client': './ask.ts', '--seed': '7', '--require': 'backs-off' },
}

function commandOf(version: string): Command {
  const required = collecting('--require', WORDS)
  return newCommand('run-scenario', version)
    .usage('<scenario> [options]')
    .description('Replays an outage against a client, in virtual time, and says which resilience rules it keeps.')
    .argument('[scenario]', 'a file, or a name in scenarios/, with or without .ts')
    .option('--client <file>', 'the client to drill: a default export (default: the official SDK of the API)')
    .option('--seed <number>', 'what all chance comes from: the same seed, the same run (default: 1)')
    .option('--require <ids>', 'rules that must come to the test, such as R5 or backs-off,jitters', required)
    .option('--json', 'print the result as one JSON object')
    .option('--list', 'list the scenarios in scenarios/')
    .option('--verbose', 'show the whole timeline, and the stack of an error')
    .addHelpText('after', EPILOGUE)
}

const EPILOGUE = `
Exit codes: 0 every rule that was tested is kept · 1 one is violated
            2 wrong use · 3 inconclusive

Examples:
  npx tsx run-scenario outage
  npx tsx run-scenario outage --client ./src/ask.ts
  npx tsx run-scenario rate-limited --require honours-retry-after --json
`

function propertyId(text: string): string {
  const properties = allProperties()
  const wanted = text.trim()
  const found = properties.find(({ id, rule }) => id === wanted || rule === wanted.toUpperCase())
  if (found !== undefined) return found.id
  const ids = properties.map(({ id }) => id)
  const meant = nearest(wanted, ids)
  throw misused(
    `--require names "${wanted}", and there is no such rule`,
    meant === null ? `Name some of ${ids.join(', ')}` : `Try ${meant}`,
  )
}
