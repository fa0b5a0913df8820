/** `firedrill replay`: a kept failure is drilled again, and judged by the one rule that it broke. */
import { resolve } from 'node:path'
import { readKeptFile } from '../explore/kept.ts'
import { replayed } from '../explore/replay.ts'
import { runVerdict } from '../property/verdict.ts'
import { textReport } from '../report/report.ts'
import { runResult } from '../report/result.ts'
import { clientOf } from './explore.ts'
import type { ReplayLine } from './explore-options.ts'
import { EXIT, type Io } from './io.ts'
import type { Look } from './look.ts'
import { shellCommand } from './shell.ts'

/** Drills the kept failure, prints the result, and gives the exit code. */
export async function runReplay(line: ReplayLine, io: Io, { width, paint }: Look): Promise<number> {
  const failure = readKeptFile(resolve(io.cwd, line.file))
  const { client, healthy } = await clientOf({ client: line.client, provider: failure.scenario.provider }, io.cwd)
  const run = await replayed(failure, client, { healthy })
  if (line.json) io.stdout.write(`${JSON.stringify(runResult(run), null, 2)}\n`)
  else {
    const named = line.client === null ? [] : ['--client', line.client]
    const replay = shellCommand(['npx', 'firedrill', 'replay', line.file, ...named])
    if (run.trace.client !== failure.client) io.stdout.write(`It was kept for the client "${failure.client}".\n\n`)
    io.stdout.write(textReport(run, { replay, width, paint, full: line.verbose }))
  }
  return EXIT[runVerdict(run.trace, run.results, run.required).verdict]
}
