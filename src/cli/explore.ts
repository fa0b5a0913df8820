/** `firedrill explore`: load, explore, report. */
import { relative, resolve } from 'node:path'
import type { Client } from '../drill/client.ts'
import { exploration } from '../explore/explore.ts'
import type { Counterexample, Exploration } from '../report/exploration.ts'
import { explorationResult } from '../report/exploration-result.ts'
import { explorationText } from '../report/exploration-text.ts'
import { defaultClient } from './default-client/default-client.ts'
import type { ExploreLine } from './explore-options.ts'
import { findClient } from './find.ts'
import { EXIT, type Io } from './io.ts'
import { type Handlers, loadClient } from './load.ts'
import type { Look } from './look.ts'
import { ProgressLine } from './progress.ts'
import { shellCommand } from './shell.ts'

/** Explores as the options say, prints what was found, and gives the exit code. */
export async function runExploration(line: ExploreLine, io: Io, look: Look): Promise<number> {
  const { client, healthy } = await clientOf(line, io.cwd)
  const interrupt = new AbortController()
  io.onInterrupt?.(() => interrupt.abort())
  const progress = new ProgressLine(io)
  const { provider, runs, seed, faults, required, path } = line
  const explored = exploration(client, {
    provider,
    runs,
    seed,
    budget: line.budgetMs,
    require: required,
    healthy,
    signal: interrupt.signal,
    onProgress: (how) => progress.show(how),
    ...(faults === null ? {} : { faults }),
    ...(path === null ? {} : { path }),
    ...(line.keep === null ? {} : { kept: resolve(io.cwd, line.keep) }),
  }).finally(() => progress.end())
  const found = shortened(await explored, io.cwd)
  const replay = (one: Counterexample) => replayCommand(one, line)
  if (line.json) io.stdout.write(`${JSON.stringify(explorationResult(found, replay), null, 2)}\n`)
  else io.stdout.write(explorationText(found, { ...look, replay }))
  return found.ended === 'interrupted' ? EXIT.interrupted : EXIT[found.verdict]
}

/** The client of the command line, with the handlers of its file. */
export async function clientOf(
  { client, provider }: Pick<ExploreLine, 'client' | 'provider'>,
  cwd: string,
): Promise<{ client: Client; healthy: Handlers }> {
  if (client !== null) return await loadClient(findClient(client, cwd), client)
  return { client: await defaultClient({ name: 'whatever is generated', provider, script: [] }), healthy: {} }
}

/** The command that shows a counterexample again: from its file, or from its seed and path. */
export function replayCommand({ file, path, seed }: Counterexample, line: ExploreLine): string {
  const client = line.client === null ? [] : ['--client', line.client]
  if (file !== null) return shellCommand(['npx', 'firedrill', 'replay', file, ...client])
  const provider = line.provider.name === 'anthropic' ? [] : ['--provider', line.provider.name]
  const faults = line.faults === null ? [] : ['--faults', line.faults.join(',')]
  const where = ['--seed', String(seed), '--path', path ?? '0']
  return shellCommand(['npx', 'firedrill', 'explore', ...client, ...provider, ...where, ...faults])
}

/** Files as they are named from here, those elsewhere in full. */
function shortened(found: Exploration, cwd: string): Exploration {
  const short = (file: string) => (relative(cwd, file).startsWith('..') ? file : relative(cwd, file))
  const { replayed, dropped, untested } = found.kept
  return {
    ...found,
    counterexamples: found.counterexamples.map((one) => (one.file === null ? one : { ...one, file: short(one.file) })),
    kept: { replayed, dropped: dropped.map(short), untested: untested.map(short) },
  }
}
