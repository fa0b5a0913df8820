/** What becomes of an error that a command ends with. */
import { inspect } from 'node:util'
import { isFiredrillError, sentence } from '../errors.ts'
import { printable } from '../report/text.ts'
import { EXIT, type Io } from './io.ts'

/** Says in a sentence on stderr what went wrong, with the stack only for `--verbose`, and gives the exit code. */
export function failed(error: unknown, io: Io): number {
  const isOurs = isFiredrillError(error)
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  const bug = sentence('finish the drill', `firedrill itself threw ${text}`, 'Report it with the output of --verbose')
  io.stderr.write(`${printable(isOurs ? error.message : bug)}\n`)
  if (io.argv.includes('--verbose')) io.stderr.write(`\n${inspect(error)}\n`)
  return isOurs && error.kind === 'wrong-use' ? EXIT.wrongUse : EXIT.inconclusive
}
