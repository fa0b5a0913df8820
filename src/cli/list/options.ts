/** Reads the command line of `firedrill list`. */
import { epilogue, type Subcommand } from '../command-line.ts'

/** What is to be listed. */
export interface ListLine {
  readonly kind: 'list'
  /** A failure, a rule, a provider, or one of the lists by its name; none: the whole gallery. */
  readonly what: readonly string[]
  readonly json: boolean
}

/** The command. */
export const LIST: Subcommand<ListLine> = {
  name: 'list',
  summary: 'list the scenarios of the gallery, the rules or the faults',
  words: { plural: 'lists', single: 'Name one', examples: {} },
  describe: (command, start) => {
    command
      .usage('[what...] [options]')
      .description(
        'Lists the scenarios of the gallery by the failure that each is about. `run --provider` tells one of another API.',
      )
      .argument('[what...]', 'a failure (F4), a rule (R5, backs-off), an API (openai), or: rules, failures, faults')
      .option('--json', 'print the list as JSON')
      .option('--verbose', 'show the stack of an error')
      .addHelpText('after', epilogue(['0  listed', '2  wrong use'], ['', ' F4', ' R5 openai', ' rules'], start))
  },
  order: ({ json }, what) => ({ kind: 'list', what, json: json === true }),
}
