/** `firedrill replay`: a kept failure is drilled again, and judged by the one rule that it broke. */
import { existsSync, readdirSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { wrongUse } from '../../errors.ts'
import { readKeptFile } from '../../explore/kept.ts'
import { replayed } from '../../explore/replay.ts'
import { runResult } from '../../report/result.ts'
import { shellCommand } from '../../shell.ts'
import { clientFiles, clientFlag, clientOf } from '../clients.ts'
import type { Io } from '../io.ts'
import type { Look } from '../look.ts'
import { nearest } from '../nearest.ts'
import { Meter } from '../progress.ts'
import { readReports, writeReports } from '../reports.ts'
import { exitCodeOf, outcomeText } from '../run/outcome.ts'
import type { ReplayLine } from './options.ts'

/** Drills the kept failure, prints the result, and gives the exit code. */
export async function runReplay(line: ReplayLine, io: Io, look: Look): Promise<number> {
  const orders = readReports(line.reports)
  checkFile(line.file, io.cwd)
  const failure = readKeptFile(resolve(io.cwd, line.file))
  const { client, healthy } = await clientOf(line.client, failure.scenario, io.cwd)
  const meter = new Meter(io, line.quiet)
  meter.show(`drilling ${failure.scenario.name}`)
  const run = await replayed(failure, client, { healthy }).finally(() => meter.end())
  const replay = shellCommand(['npx', 'firedrill', 'replay', line.file, ...clientFlag(line.client)])
  const outcome = { kind: 'judged', run, replay } as const
  if (line.json) io.stdout.write(`${JSON.stringify(runResult(run), null, 2)}\n`)
  else {
    const isOther = run.trace.client !== failure.client && !line.quiet
    if (isOther) io.stdout.write(`It was kept for the client "${failure.client}".\n\n`)
    io.stdout.write(outcomeText(outcome, { ...look, full: line.verbose, isBrief: line.quiet, isOne: true }))
  }
  const files = clientFiles(run.trace.client, line.client)
  await writeReports(orders, { kind: 'runs', runs: [outcome], files }, io)
  return exitCodeOf(outcome)
}

/** A file that isn't there, with the one that was probably meant. */
function checkFile(named: string, cwd: string): void {
  const path = resolve(cwd, named)
  if (existsSync(path)) return
  const directory = dirname(path)
  const files = existsSync(directory) ? readdirSync(directory).filter((file) => file.endsWith('.json')) : []
  const meant = nearest(basename(path), files)
  if (meant === null) return
  throw wrongUse(`read the kept failure ${named}`, 'there is no such file', `Try ${join(dirname(named), meant)}`)
}
