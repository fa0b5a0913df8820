/** The command `firedrill`: exploration, and the replay of what it found. */
import { runExploration } from './explore.ts'
import { readExploreOptions } from './explore-options.ts'
import { failed } from './failed.ts'
import { EXIT, type Io } from './io.ts'
import { lookOf } from './look.ts'
import { runReplay } from './replay.ts'
import { packageVersion } from './root.ts'

/**
 * Runs the command, and gives its exit code: 0 nothing was found, 1 a rule is broken, 2 wrong use, 3 inconclusive,
 * 130 interrupted.
 */
export async function firedrill(io: Io): Promise<number> {
  const look = lookOf(io)
  try {
    const order = readExploreOptions(io.argv, packageVersion(), look.width)
    if (order.kind === 'explore') return await runExploration(order, io, look)
    if (order.kind === 'replay') return await runReplay(order, io, look)
    io.stdout.write(order.text)
    return EXIT.pass
  } catch (error) {
    return failed(error, io)
  }
}
