/** The command: what it is asked, what it answers, and with which exit code. */
import { inspect, styleText } from 'node:util'
import { isFiredrillError, sentence } from '../errors.ts'
import { type Paint, plain, type Style } from '../report/paint.ts'
import { printable } from '../report/text.ts'
import { gallery, galleryText } from './gallery.ts'
import { EXIT, type Io } from './io.ts'
import { readOptions } from './options.ts'
import { packageVersion } from './root.ts'
import { runScenario } from './run.ts'

/**
 * Runs the command, and gives its exit code: 0 pass, 1 fail, 2 wrong use, 3 inconclusive. Errors are a sentence on
 * stderr, with their stack only for `--verbose`.
 */
export async function main(io: Io): Promise<number> {
  const width = Math.min(Math.max(io.columns, WIDTH_MIN), WIDTH_MAX)
  const paint = io.colour ? coloured : plain
  try {
    const order = readOptions(io.argv, packageVersion(), width)
    if (order.kind === 'run') return await runScenario(order, io, width, paint)
    io.stdout.write(order.kind === 'show' ? order.text : galleryText(await gallery(), width, paint))
    return EXIT.pass
  } catch (error) {
    return failed(error, io)
  }
}

function failed(error: unknown, io: Io): number {
  const isOurs = isFiredrillError(error)
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  const bug = sentence('finish the drill', `firedrill itself threw ${text}`, 'Report it with the output of --verbose')
  io.stderr.write(`${printable(isOurs ? error.message : bug)}\n`)
  if (io.argv.includes('--verbose')) io.stderr.write(`\n${inspect(error)}\n`)
  return isOurs && error.kind === 'wrong-use' ? EXIT.wrongUse : EXIT.inconclusive
}

const coloured: Paint = (style, text) => styleText(LOOKS[style], text, { validateStream: false })

const LOOKS: Readonly<Record<Style, Parameters<typeof styleText>[0]>> = {
  strong: 'bold',
  quiet: 'dim',
  good: 'green',
  bad: 'red',
  doubtful: 'yellow',
}

const WIDTH_MIN = 60
const WIDTH_MAX = 100
