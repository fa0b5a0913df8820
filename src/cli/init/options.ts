/** Reads the command line of `firedrill init`. */
import { epilogue, type Subcommand } from '../command-line.ts'

/** What is to be made, as the command line describes it. */
export interface InitLine {
  readonly kind: 'init'
  /** The API that the client speaks to; null: that of the SDK that is installed. */
  readonly provider: string | null
  readonly json: boolean
}

/** The command. */
export const INIT: Subcommand<InitLine> = {
  name: 'init',
  summary: 'write a first scenario, a client and a CI workflow into a project',
  words: {
    plural: 'arguments',
    single: 'Start it in the directory of the project',
    examples: { '--provider': 'openai' },
  },
  describe: (command, start) => {
    command
      .usage('[options]')
      .description(
        'Writes a first scenario, a client stub, a CI workflow and, where vitest is there, a test into the project that lies here. Overwrites nothing.',
      )
      .option('--provider <name>', 'the API: anthropic, openai or gemini (default: that of the installed SDK)')
      .option('--json', 'print what was written as one JSON object')
      .option('--verbose', 'show the stack of an error')
      .addHelpText('after', epilogue(['0  written', '2  wrong use'], [''], start))
  },
  order: ({ provider, json }) => ({
    kind: 'init',
    provider: typeof provider === 'string' ? provider : null,
    json: json === true,
  }),
}
