/** What the command lines of all commands have in common: how they are read, and what is wrong with one. The only door to commander. */
import { Command, CommanderError } from 'commander'
import { wrongUse } from '../errors.ts'
import type { Paint } from '../report/paint.ts'
import { nearest } from './nearest.ts'

export type { Command }

/** One command of the program: its line, and what it makes of one. */
export interface Subcommand<Order> {
  readonly name: string
  /** What it does, in the list of commands. */
  readonly summary: string
  /** The words of this command that errors use. */
  readonly words: Words
  /** Gives the command its arguments, options and help; `start` is how it is started, such as `npx firedrill run`. */
  readonly describe: (command: Command, start: string) => void
  /**
   * What it is asked to do.
   *
   * @throws FiredrillError (`wrong-use`) for values that can't be meant.
   */
  readonly order: (flags: Flags, args: readonly string[]) => Order
}

/** The options of a line, by their names in camel case. */
export type Flags = Readonly<Record<string, unknown>>

/** The words of one command that errors use. */
export interface Words {
  /** What its arguments are, in the plural, such as `scenarios`. */
  readonly plural: string
  /** What to do about too many of them. */
  readonly single: string
  /** A value for each option that takes one, by its name, such as `--seed`. */
  readonly examples: Readonly<Record<string, string>>
}

/** What the reader of help has before them. */
export interface Screen {
  readonly version: string
  readonly width: number
  readonly paint: Paint
  readonly colour: boolean
}

/** Something that was asked to be shown, and nothing else to be done. */
export interface Shown {
  readonly kind: 'show'
  readonly text: string
}

/** A program of several commands. */
export interface Program<Order> {
  readonly name: string
  readonly description: string
  readonly commands: readonly Subcommand<Order>[]
  readonly epilogue: string
  /** What to say of a command that there isn't, beyond the nearest one; null: nothing. */
  readonly advice: (named: string) => string | null
}

/**
 * Reads a line that begins with the name of a command.
 *
 * @throws FiredrillError (`wrong-use`) for whatever can't be understood.
 */
export function readProgram<Order>(program: Program<Order>, argv: readonly string[], screen: Screen): Order | Shown {
  const orders: Order[] = []
  const root = newCommand(program.name, screen, (error, command) => misnamed(error, command, program))
    .description(program.description)
    .version(screen.version, '--version', 'print the version')
    .enablePositionalOptions()
    .addHelpText('after', `\n${program.epilogue}`)
  for (const one of program.commands) {
    const command = commandOf(one, one.name, `npx ${program.name} ${one.name}`, screen, orders)
    root.addCommand(command.summary(one.summary))
  }
  root.configureHelp({ ...root.configureHelp(), subcommandTerm: (command) => command.name() })
  root.helpCommand('help [command]', 'print the help of a command')
  return answer(root, argv, screen, orders)
}

/**
 * Reads the line of a single command that has a name and a start of its own.
 *
 * @throws FiredrillError (`wrong-use`) for whatever can't be understood.
 */
export function readCommand<Order>(
  one: Subcommand<Order>,
  { name, start }: { readonly name: string; readonly start: string },
  argv: readonly string[],
  screen: Screen,
): Order | Shown {
  const orders: Order[] = []
  const command = commandOf(one, name, start, screen, orders).version(screen.version, '--version', 'print the version')
  return answer(command, argv, screen, orders)
}

/** Gathers an option that may be given several times, each with several values: `--require R5,R3 --require reset`. */
export function collecting(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, ...value.split(',').map((part) => part.trim())]
}

/** Gathers an option that may be given several times. */
export function repeating(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, value]
}

/** A whole number, from what was typed. */
export function wholeNumber(text: string, what: string, from: number, advice: string): number {
  const number = Number(text)
  if (/^\d+$/.test(text) && Number.isSafeInteger(number) && number >= from) return number
  throw misused(`${what} ${JSON.stringify(text)} is not a whole number from ${from}`, advice)
}

/** A seed, from what was typed. */
export function seedOf(text: string): number {
  return wholeNumber(text, 'the seed', 0, 'Give such a number: --seed 7')
}

/** The error about a command line that can't be meant. */
export function misused(why: string, advice: string): Error {
  return wrongUse('read the command line', why, advice)
}

/** The last lines of a command's help: its exit codes, and how it is used. */
export function epilogue(exitCodes: readonly string[], examples: readonly string[], start: string): string {
  const codes = exitCodes.map((code) => `  ${code}`)
  const title = examples.length === 1 ? 'Example:' : 'Examples:'
  return ['', 'Exit codes:', ...codes, '', title, ...examples.map((one) => `  ${start}${one}`)].join('\n')
}

/** What to do when nothing better is known. */
export const SEE_HELP = '--help shows what there is'

function commandOf<Order>(
  one: Subcommand<Order>,
  name: string,
  start: string,
  screen: Screen,
  orders: Order[],
): Command {
  const command = newCommand(name, screen, (error, command) => misread(error, command, one.words))
  one.describe(command, start)
  command.action(() => {
    for (const option of command.options) {
      const given = [command.opts()[option.attributeName()]].flat()
      const isEmpty = given.some((value) => typeof value === 'string' && (value === '' || value.startsWith('--')))
      if (isEmpty) throw noValue(option.long ?? option.flags, one.words)
    }
    orders.push(one.order(command.opts(), command.args))
  })
  return command
}

/** A command that shows its help by itself, writes nothing, and throws for whatever it can't read. */
function newCommand(name: string, screen: Screen, wrong: (error: CommanderError, command: Command) => Error): Command {
  const command = new Command(name)
  return command
    .helpOption('--help', 'print this')
    .configureHelp({ styleTitle: (title) => screen.paint('strong', title), minWidthToWrap: 20 })
    .allowExcessArguments(false)
    .exitOverride((error) => {
      throw error.exitCode === 0 ? error : wrong(error, command)
    })
}

function answer<Order>(
  command: Command,
  argv: readonly string[],
  { width, colour }: Screen,
  orders: readonly Order[],
): Order | Shown {
  const shown: string[] = []
  const writeOut = (text: string) => shown.push(text)
  for (const one of [command, ...command.commands]) {
    one.configureOutput({
      writeOut,
      writeErr: () => {},
      getOutHelpWidth: () => width,
      getOutHasColors: () => colour,
    })
  }
  try {
    command.parse([...(argv.length === 0 && command.commands.length > 0 ? ['--help'] : argv)], { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return { kind: 'show', text: shown.join('') }
    throw error
  }
  return orders[0]!
}

/** What is wrong with a line before its command. */
function misnamed<Order>(error: CommanderError, command: Command, program: Program<Order>): Error {
  const named = command.args[0] ?? ''
  if (error.code === 'commander.unknownOption') {
    const all = command.commands.flatMap(({ options }) => options.map(({ long }) => long))
    const [flag = ''] = quotedIn(error.message)
    const advice = all.includes(flag) ? `Options stand after the command: npx ${program.name} run ${flag}` : SEE_HELP
    return misused(`there is no option ${flag} before the command`, advice)
  }
  if (error.code !== 'commander.unknownCommand') return plainly(error)
  const meant = nearest(named, [...command.commands.map((one) => one.name()), 'help'])
  return misused(
    `there is no command "${named}"`,
    meant === null ? (program.advice(named) ?? SEE_HELP) : `Try ${meant}`,
  )
}

function misread(error: CommanderError, command: Command, words: Words): Error {
  const [named = ''] = quotedIn(error.message)
  switch (error.code) {
    case 'commander.unknownOption': {
      const known = [...command.options.map(({ long }) => long ?? ''), '--help']
      const isLetter = /^-\w$/.test(named)
      const meant = isLetter ? known.find((long) => long[2] === named[1]?.toLowerCase()) : nearest(named, known)
      return misused(`there is no option ${named}`, meant == null ? SEE_HELP : `Try ${meant}`)
    }
    case 'commander.optionMissingArgument':
      return noValue(named.split(' ')[0] ?? named, words)
    case 'commander.excessArguments': {
      const { args } = command
      const what = args.length === 1 ? words.plural.replace(/s$/, '') : words.plural
      return misused(`it names ${args.length} ${what}: ${args.join(', ')}`, words.single)
    }
    default:
      return plainly(error)
  }
}

function plainly(error: CommanderError): Error {
  return misused(error.message.replace(/^error: /, '').replace(/\.$/, ''), SEE_HELP)
}

function quotedIn(text: string): string[] {
  return /(?<=')[^']*(?=')/.exec(text) ?? []
}

function noValue(flag: string, { examples }: Words): Error {
  return misused(`${flag} has no value`, `Give one: ${flag} ${examples[flag] ?? '…'}`)
}
