/** The program `firedrill`: its commands, and how its line is read. */
import { AUDIT, type AuditLine } from './audit/options.ts'
import type { Program, Screen, Shown } from './command-line.ts'
import { readProgram } from './command-line.ts'
import { EXPLORE, type ExploreLine } from './explore/options.ts'
import { isScenario } from './find.ts'
import { INIT, type InitLine } from './init/options.ts'
import { LIST, type ListLine } from './list/options.ts'
import { REPLAY, type ReplayLine } from './replay/options.ts'
import { RUN, type RunLine } from './run/options.ts'

/** What the program is asked to do. */
export type Order = RunLine | ExploreLine | ReplayLine | AuditLine | ListLine | InitLine

const PROGRAM: Omit<Program<Order>, 'advice'> = {
  name: 'firedrill',
  description: 'Replays API outages against unmodified client code, in virtual time.',
  commands: [RUN, EXPLORE, REPLAY, AUDIT, LIST, INIT],
  epilogue: `Begin with one of:
  npx firedrill run outage
  npx firedrill init`,
}

/**
 * Reads the arguments of `firedrill`.
 *
 * @throws FiredrillError (`wrong-use`) for whatever can't be understood.
 */
export function readFiredrill(argv: readonly string[], screen: Screen, cwd: string): Order | Shown {
  const advice = (named: string) => (isScenario(named, cwd) ? `Scenarios are run: npx firedrill run ${named}` : null)
  return readProgram({ ...PROGRAM, advice }, argv, screen)
}
