/** One run of the command: load, drill, judge, report. */
import { drill } from '../drill/drill.ts'
import { wrongUse } from '../errors.ts'
import { allProperties } from '../property/all.ts'
import { runVerdict } from '../property/verdict.ts'
import { realNowMs } from '../realm/real-time.ts'
import type { Paint } from '../report/paint.ts'
import { textReport } from '../report/report.ts'
import { runResult } from '../report/result.ts'
import type { Run } from '../report/run.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { defaultClient } from './default-client/default-client.ts'
import { findClient, findScenario } from './find.ts'
import { EXIT, type Io } from './io.ts'
import { type Handlers, loadClient, loadScenario } from './load.ts'
import type { RunOptions } from './options.ts'
import { shellCommand } from './shell.ts'

/** Drills as the options say, prints the result, and gives the exit code. */
export async function runScenario(options: RunOptions, io: Io, width: number, paint: Paint): Promise<number> {
  const run = await judged(options, io.cwd)
  const { seed, required, client, scenario } = options
  if (options.json) io.stdout.write(`${JSON.stringify(runResult(run), null, 2)}\n`)
  else {
    const replay = replayCommand({ scenario, client, seed, required })
    io.stdout.write(textReport(run, { replay, width, paint, full: options.verbose }))
  }
  return EXIT[runVerdict(run.trace, run.results, run.required).verdict]
}

async function judged(options: RunOptions, cwd: string): Promise<Run> {
  const { scenario, healthy } = await loadScenario(findScenario(options.scenario, cwd), options.scenario)
  const { client, healthy: clients } = await clientOf(options, scenario, cwd)
  const handlers = { ...healthy, ...clients }
  checkHandlers(scenario, handlers)
  const startMs = realNowMs()
  const trace = await drill(scenario, client, { seed: options.seed, healthy: handlers })
  const results = allProperties().map((property) => property.check(trace))
  return { scenario, trace, results, required: options.required, wallMs: Math.round(realNowMs() - startMs) }
}

async function clientOf({ client }: RunOptions, scenario: Scenario, cwd: string) {
  if (client !== null) return await loadClient(findClient(client, cwd), client)
  return { client: await defaultClient(scenario), healthy: {} }
}

/** The drill has the same check, with advice for those who call it from code. */
function checkHandlers(scenario: Scenario, given: Handlers): void {
  JSON.stringify(scenario.script, (_key, value: unknown) => {
    const { kind, handlers } = Object(value) as { kind?: unknown; handlers?: unknown }
    if (kind !== 'healthy' || typeof handlers !== 'string' || given[handlers] !== undefined) return value
    throw wrongUse(
      `drill "${scenario.name}"`,
      `it needs the handlers ${JSON.stringify(handlers)}, and none were given`,
      `Export them from the client or the scenario: export const handlers = { ${JSON.stringify(handlers)}: [ … ] }`,
    )
  })
}

/** The command that shows the same run again, ready for a shell. */
export function replayCommand(run: Pick<RunOptions, 'scenario' | 'client' | 'seed' | 'required'>): string {
  const parts = [
    run.scenario,
    ...(run.client === null ? [] : ['--client', run.client]),
    '--seed',
    String(run.seed),
    ...(run.required.length === 0 ? [] : ['--require', run.required.join(',')]),
  ]
  return shellCommand(['npx', 'tsx', 'run-scenario', ...parts])
}
