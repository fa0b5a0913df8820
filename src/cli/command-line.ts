/** What the command lines of all commands have in common: how they are read, and what is wrong with one. The only door to commander. */
import { Command, CommanderError } from 'commander'
import { wrongUse } from '../errors.ts'
import { nearest } from './nearest.ts'

export type { Command }

/** What a command line says: something that was asked to be shown, or its options and arguments. */
export type Line<Flags> =
  | { readonly kind: 'show'; readonly text: string }
  | { readonly kind: 'flags'; readonly flags: Flags; readonly args: readonly string[] }

/** The words of one command that errors use. */
export interface Words {
  /** What its arguments are, in the plural, such as `scenarios`. */
  readonly plural: string
  /** What to do about too many of them. */
  readonly single: string
  /** A value for each option that takes one, by its name, such as `--seed`. */
  readonly examples: Readonly<Record<string, string>>
}

/** A command that shows its help and version by itself, and throws for whatever it can't read. */
export function newCommand(name: string, version: string): Command {
  return new Command(name)
    .version(version, '--version', 'print the version')
    .helpOption('--help', 'print this')
    .allowExcessArguments(false)
    .exitOverride()
}

/**
 * Reads the arguments.
 *
 * @throws FiredrillError (`wrong-use`) for whatever can't be understood.
 */
export function readLine<Flags extends object>(
  command: Command,
  argv: readonly string[],
  columns: number,
  words: Words,
): Line<Flags> {
  const shown: string[] = []
  command.configureOutput({
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
    throw misread(error, command, words)
  }
  const flags = command.opts<Flags>()
  for (const [name, value] of Object.entries(flags)) {
    if (typeof value === 'string' && value.startsWith('--')) throw noValue(`--${name}`, words)
  }
  return { kind: 'flags', flags, args: command.args }
}

/** Gathers an option that may be given several times, each with several values: `--require R5,R3 --require reset`. */
export function collecting(flag: string, words: Words): (value: string, previous?: string[]) => string[] {
  return (value, previous = []) => {
    if (value.startsWith('--')) throw noValue(flag, words)
    return [...previous, ...value.split(',').map((part) => part.trim())]
  }
}

/** A seed, from what was typed. */
export function seedOf(text: string): number {
  const seed = Number(text)
  if (/^\d+$/.test(text) && Number.isSafeInteger(seed)) return seed
  throw misused(`the seed ${JSON.stringify(text)} is not a whole number from 0`, 'Give such a number: --seed 7')
}

/** The error about a command line that can't be meant. */
export function misused(why: string, advice: string): Error {
  return wrongUse('read the command line', why, advice)
}

/** What to do when nothing better is known. */
export const SEE_HELP = '--help shows what there is'

function misread(error: CommanderError, command: Command, words: Words): Error {
  const [named = ''] = /(?<=')[^']*(?=')/.exec(error.message) ?? []
  switch (error.code) {
    case 'commander.unknownOption': {
      const known = command.options.map(({ long }) => long ?? '')
      const meant = nearest(named, known)
      return misused(`there is no option ${named}`, meant === null ? SEE_HELP : `Try ${meant}`)
    }
    case 'commander.optionMissingArgument':
      return noValue(named.split(' ')[0] ?? named, words)
    case 'commander.excessArguments': {
      const { args } = command
      return misused(`it names ${args.length} ${words.plural}: ${args.join(', ')}`, words.single)
    }
    default:
      return misused(error.message.replace(/^error: /, '').replace(/\.$/, ''), SEE_HELP)
  }
}

function noValue(flag: string, { examples }: Words): Error {
  return misused(`${flag} has no value`, `Give one: ${flag} ${examples[flag] ?? '…'}`)
}
