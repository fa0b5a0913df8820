/** Reads the command line. The only door to commander. */
import { Command, CommanderError } from 'commander'
import { wrongUse } from '../errors.ts'
import { allProperties } from '../property/all.ts'
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
  const shown: string[] = []
  const command = commandOf(version).configureOutput({
    writeOut: (text) => shown.push(text),
    writeErr: () => {},
    getOutHelpWidth: () => columns,
    getOutHasColors: () => false,
  })
  try {
    command.parse([...argv], { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) return { kind: 'show', text: shown.join('') }
    throw misread(error, command)
  }
  const options = command.opts<Flags>()
  for (const [name, value] of Object.entries({ client: options.client, seed: options.seed })) {
    if (value?.startsWith('--')) throw noValue(`--${name}`)
  }
  if (options.list) return { kind: 'list' }
  const [scenario] = command.args
  if (scenario === undefined || scenario === '') {
    throw wrongUse('run a scenario', 'none is named', 'Name one, such as "outage"; --list shows them all')
  }
  return {
    kind: 'run',
    scenario,
    client: options.client ?? null,
    seed: seedOf(options.seed ?? '1'),
    json: options.json ?? false,
    required: (options.require ?? []).flatMap((list) => list.split(',')).map(propertyId),
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

function commandOf(version: string): Command {
  return new Command('run-scenario')
    .usage('<scenario> [options]')
    .description('Replays an outage against a client, in virtual time, and says which resilience rules it keeps.')
    .argument('[scenario]', 'a file, or a name in scenarios/, with or without .ts')
    .option('--client <file>', 'the client to drill: a default export (default: the official SDK of the API)')
    .option('--seed <number>', 'what all chance comes from: the same seed, the same run (default: 1)')
    .option('--require <ids>', 'rules that must come to the test, such as R5 or backs-off,jitters', collected)
    .option('--json', 'print the result as one JSON object')
    .option('--list', 'list the scenarios in scenarios/')
    .option('--verbose', 'show the whole timeline, and the stack of an error')
    .version(version, '--version', 'print the version')
    .helpOption('--help', 'print this')
    .allowExcessArguments(false)
    .exitOverride()
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

function collected(value: string, previous: string[] = []): string[] {
  if (value.startsWith('--')) throw noValue('--require')
  return [...previous, value]
}

function misread(error: CommanderError, command: Command): Error {
  const [named = ''] = /(?<=')[^']*(?=')/.exec(error.message) ?? []
  const doing = 'read the command line'
  switch (error.code) {
    case 'commander.unknownOption': {
      const meant = nearest(
        named,
        command.options.map(({ long }) => long ?? ''),
      )
      return wrongUse(doing, `there is no option ${named}`, meant === null ? SEE_HELP : `Try ${meant}`)
    }
    case 'commander.optionMissingArgument':
      return noValue(named.split(' ')[0] ?? named)
    case 'commander.excessArguments':
      return wrongUse(
        doing,
        `it names ${command.args.length} scenarios: ${command.args.join(', ')}`,
        'Name one scenario a run',
      )
    default:
      return wrongUse(doing, error.message.replace(/^error: /, '').replace(/\.$/, ''), SEE_HELP)
  }
}

function noValue(flag: string): Error {
  const examples: Record<string, string> = { '--client': './ask.ts', '--seed': '7', '--require': 'backs-off' }
  return wrongUse('read the command line', `${flag} has no value`, `Give one: ${flag} ${examples[flag] ?? '…'}`)
}

function seedOf(text: string): number {
  const seed = Number(text)
  if (/^\d+$/.test(text) && Number.isSafeInteger(seed)) return seed
  throw wrongUse(
    'read the command line',
    `the seed ${JSON.stringify(text)} is not a whole number from 0`,
    'Give such a number: --seed 7',
  )
}

function propertyId(text: string): string {
  const properties = allProperties()
  const wanted = text.trim()
  const found = properties.find(({ id, rule }) => id === wanted || rule === wanted.toUpperCase())
  if (found !== undefined) return found.id
  const ids = properties.map(({ id }) => id)
  const meant = nearest(wanted, ids)
  throw wrongUse(
    'read the command line',
    `--require names "${wanted}", and there is no such rule`,
    meant === null ? `Name some of ${ids.join(', ')}` : `Try ${meant}`,
  )
}

const SEE_HELP = '--help shows what there is'
