/** The two programs: `firedrill`, and `run-scenario`, which is the short way to `firedrill run`. */
import { readCommand, type Screen, type Shown } from './command-line.ts'
import { failed } from './failed.ts'
import { EXIT, type Io } from './io.ts'
import { type Look, lookOf } from './look.ts'
import type { Order } from './program.ts'
import { packageVersion } from './root.ts'
import { RUN } from './run/options.ts'

/**
 * Runs `firedrill`, and gives its exit code: 0 all is well, 1 a rule is broken, 2 wrong use, 3 inconclusive, 130
 * interrupted. Errors are a sentence on stderr, with their stack only for `--verbose`.
 */
export async function firedrill(io: Io): Promise<number> {
  return await obeyed(io, ['npx', 'firedrill', 'run'], async (screen) => {
    const { readFiredrill } = await import('./program.ts')
    return readFiredrill(io.argv, screen, io.cwd)
  })
}

/** Runs `run-scenario`, which reads as `firedrill run` does, and gives its exit code. */
export async function runScenario(io: Io): Promise<number> {
  const start = ['npx', 'tsx', 'run-scenario']
  return await obeyed(io, start, async (screen) =>
    readCommand(RUN, { name: 'run-scenario', start: start.join(' ') }, io.argv, screen),
  )
}

async function obeyed(
  io: Io,
  start: readonly string[],
  read: (screen: Screen) => Promise<Order | Shown>,
): Promise<number> {
  const look = lookOf(io)
  try {
    const order = await read({ ...look, version: packageVersion(), colour: io.colour })
    return await done(order, io, look, start)
  } catch (error) {
    return failed(error, io)
  }
}

/** Each command is loaded when it is asked for: the others would only cost time. */
async function done(order: Order | Shown, io: Io, look: Look, start: readonly string[]): Promise<number> {
  switch (order.kind) {
    case 'show':
      io.stdout.write(order.text)
      return EXIT.pass
    case 'run':
      if (order.watch) return await (await import('./run/watch.ts')).watchRuns(order, io)
      return await (await import('./run/run.ts')).runRuns(order, io, look, start)
    case 'explore':
      return await (await import('./explore/explore.ts')).runExploration(order, io, look)
    case 'replay':
      return await (await import('./replay/replay.ts')).runReplay(order, io, look)
    case 'audit':
      return await (await import('./audit/audit.ts')).runAudit(order, io, look)
    case 'init':
      return await (await import('./init/init.ts')).runInit(order, io, look)
    case 'list':
      return await (await import('./list/list.ts')).runList(order, io, look, start)
  }
}
