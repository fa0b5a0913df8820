/** The command `run-scenario`: what it is asked, what it answers, and with which exit code. */
import { failed } from './failed.ts'
import { gallery, galleryText } from './gallery.ts'
import { EXIT, type Io } from './io.ts'
import { lookOf } from './look.ts'
import { readOptions } from './options.ts'
import { packageVersion } from './root.ts'
import { runScenario } from './run.ts'

/**
 * Runs the command, and gives its exit code: 0 pass, 1 fail, 2 wrong use, 3 inconclusive. Errors are a sentence on
 * stderr, with their stack only for `--verbose`.
 */
export async function main(io: Io): Promise<number> {
  const { width, paint } = lookOf(io)
  try {
    const order = readOptions(io.argv, packageVersion(), width)
    if (order.kind === 'run') return await runScenario(order, io, width, paint)
    io.stdout.write(order.kind === 'show' ? order.text : galleryText(await gallery(), width, paint))
    return EXIT.pass
  } catch (error) {
    return failed(error, io)
  }
}
