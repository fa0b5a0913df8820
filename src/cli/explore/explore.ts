/** `firedrill explore`: load, explore, report. */
import { resolve } from 'node:path'
import { exploration } from '../../explore/explore.ts'
import type { Progress } from '../../explore/progress.ts'
import { realNowMs } from '../../realm/real-time.ts'
import type { Counterexample, Exploration } from '../../report/exploration.ts'
import { explorationResult } from '../../report/exploration-result.ts'
import { explorationText } from '../../report/exploration-text.ts'
import { shellCommand } from '../../shell.ts'
import { clientFiles, clientFlag, clientOf } from '../clients.ts'
import { fromHere } from '../find.ts'
import { interruption } from '../interrupt.ts'
import { EXIT, type Io } from '../io.ts'
import type { Look } from '../look.ts'
import { Meter } from '../progress.ts'
import { providerNamed } from '../providers.ts'
import { readReports, writeReports } from '../reports.ts'
import { checkNames } from './names.ts'
import { type ExploreLine, KEPT } from './options.ts'

/** Explores as the line says, prints what was found, and gives the exit code. */
export async function runExploration(line: ExploreLine, io: Io, look: Look): Promise<number> {
  const orders = readReports(line.reports)
  const meter = new Meter(io, line.quiet)
  try {
    const found = await explored(line, io, meter)
    meter.end()
    const replay = (one: Counterexample) => replayCommand(one, line)
    if (line.json) io.stdout.write(`${JSON.stringify(explorationResult(found, replay), null, 2)}\n`)
    else if (line.quiet) io.stdout.write(briefText(found, look, replay))
    else io.stdout.write(explorationText(found, { ...look, replay }))
    const files = clientFiles(found.client, line.client)
    await writeReports(orders, { kind: 'exploration', exploration: found, replay, files }, io)
    return found.ended === 'interrupted' ? EXIT.interrupted : EXIT[found.verdict]
  } finally {
    meter.end()
  }
}

async function explored(line: ExploreLine, io: Io, meter: Meter): Promise<Exploration> {
  const { runs, seed, faults, required, path, budgetMs } = line
  // A client's file may define the dialect that it speaks; without one, the dialect says which client it is.
  const loaded = line.client === null ? null : await clientOf(line.client, NOTHING, io.cwd)
  const provider = providerNamed(line.provider)
  checkNames(line, provider)
  const { client, healthy } = loaded ?? (await clientOf(null, { ...NOTHING, provider }, io.cwd))
  const startMs = realNowMs()
  const found = await exploration(client, {
    provider,
    runs,
    seed,
    budget: budgetMs,
    require: required,
    healthy,
    signal: interruption(io),
    onProgress: (progress) => {
      const leftMsMax = Math.max(budgetMs - (realNowMs() - startMs), 0)
      meter.show(progressText(progress), { done: progress.drills, total: progress.runs, leftMsMax })
    },
    ...(faults === null ? {} : { faults }),
    ...(path === null ? {} : { path }),
    ...(line.keep === null ? {} : { kept: resolve(io.cwd, line.keep) }),
  })
  return shortened(found, io.cwd)
}

/** The command that shows a counterexample again: from its file, or from its seed and path. */
function replayCommand({ file, path, seed }: Counterexample, line: ExploreLine): string {
  const client = clientFlag(line.client)
  if (file !== null) return shellCommand(['npx', 'firedrill', 'replay', file, ...client])
  const provider = line.provider === 'anthropic' ? [] : ['--provider', line.provider]
  const faults = line.faults === null ? [] : ['--faults', line.faults.join(',')]
  const where = ['--seed', String(seed), '--path', path ?? '0']
  const keep = line.keep === null ? ['--no-keep'] : line.keep === KEPT ? [] : ['--keep', line.keep]
  return shellCommand(['npx', 'firedrill', 'explore', ...client, ...provider, ...where, ...faults, ...keep])
}

/** How far it has come, in a line: `exploring 312 of 1,000, broken: jitters; making it smaller (12 drills)`. */
export function progressText({ phase, drills, runs, broken, shrinkDrills }: Progress): string {
  const found = broken.length === 0 ? '' : `, broken: ${broken.join(', ')}`
  switch (phase) {
    case 'probing':
      return 'probing the client'
    case 'kept':
      return `drilling what was kept${found}`
    case 'exploring':
      return `exploring ${drills.toLocaleString('en')} of ${runs.toLocaleString('en')}${found}`
    case 'shrinking':
      return `exploring ${drills.toLocaleString('en')} of ${runs.toLocaleString('en')}${found}; making it smaller (${shrinkDrills} drills)`
  }
}

/** The verdict, and each broken rule with the command that shows it. */
function briefText(found: Exploration, { paint }: Look, replay: (one: Counterexample) => string): string {
  const { verdict, counterexamples, reasons, drills } = found
  const style = { pass: 'good', fail: 'bad', inconclusive: 'doubtful' } as const
  const lines = [
    `${paint(style[verdict], verdict.toUpperCase())}  ${counted(drills, 'scenario')}, ${counted(counterexamples.length, 'rule')} broken`,
    ...counterexamples.map((one) => `  ${one.result.rule} ${one.result.id}: ${replay(one)}`),
    ...reasons.filter((reason) => counterexamples.every(({ result }) => !reason.startsWith(result.id))),
  ]
  return `${lines.join('\n')}\n`
}

function counted(count: number, one: string): string {
  return `${count.toLocaleString('en')} ${one}${count === 1 ? '' : 's'}`
}

/** Files as they are named from here. */
function shortened(found: Exploration, cwd: string): Exploration {
  const short = (file: string) => fromHere(file, cwd)
  const { replayed, dropped, untested } = found.kept
  return {
    ...found,
    counterexamples: found.counterexamples.map((one) => (one.file === null ? one : { ...one, file: short(one.file) })),
    kept: { replayed, dropped: dropped.map(short), untested: untested.map(short) },
  }
}

const NOTHING = { name: 'whatever is generated', provider: { name: '', hosts: [] }, script: [] } as const
