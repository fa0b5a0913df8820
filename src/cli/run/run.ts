/** `firedrill run`: load everything, then drill, judge and report one scenario after the other. */
import type { Client } from '../../drill/client.ts'
import { drill } from '../../drill/drill.ts'
import { isFiredrillError, wrongUse } from '../../errors.ts'
import { allProperties } from '../../property/all.ts'
import { provider } from '../../provider/registry.ts'
import { realNowMs } from '../../realm/real-time.ts'
import type { Reported } from '../../report/reported.ts'
import type { Run } from '../../report/run.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import { toldTo } from '../../scenario/told-to.ts'
import { shellCommand } from '../../shell.ts'
import { clientFiles, clientFlag, clientOf, providerFlag } from '../clients.ts'
import { findScenarios } from '../find.ts'
import { interruption } from '../interrupt.ts'
import { EXIT, type Io, worstExit } from '../io.ts'
import { type Handlers, loadScenario } from '../load.ts'
import type { Look } from '../look.ts'
import { Meter } from '../progress.ts'
import { readReports, writeReports } from '../reports.ts'
import type { RunLine } from './options.ts'
import { exitCodeOf, type Outcome, outcomeText, resultOf, summaryText } from './outcome.ts'

/** A run that nothing stands in the way of any more. */
interface Ready {
  readonly scenario: Scenario
  readonly client: Client
  readonly handlers: Handlers
  /** The command that shows the same run again. */
  readonly replay: string
}

/**
 * Runs what the line names, prints the results, and gives the exit code, which is the worst of them.
 *
 * @param start How the command was started, for the commands that it prints, such as `npx firedrill run`.
 */
export async function runRuns(line: RunLine, io: Io, look: Look, start: readonly string[]): Promise<number> {
  const orders = readReports(line.reports)
  const meter = new Meter(io, line.quiet)
  try {
    meter.show('loading')
    const ready = await readyRuns(line, io.cwd, start)
    const outcomes = await drillAll(ready, line, io, look, meter)
    meter.end()
    if (line.json) io.stdout.write(`${JSON.stringify(resultOf(outcomes), null, 2)}\n`)
    else if (ready.length > 1) io.stdout.write(summaryText(outcomes, ready.length, look))
    await writeReports(orders, reportedOf(outcomes, line), io)
    return outcomes.length < ready.length ? EXIT.interrupted : worstExit(outcomes.map(exitCodeOf))
  } finally {
    meter.end()
  }
}

function reportedOf(outcomes: readonly Outcome[], { client }: RunLine): Reported {
  const runs = outcomes.filter((one) => one.kind === 'judged')
  const refused = outcomes.flatMap((one) =>
    one.kind === 'refused' ? [{ scenario: one.scenario, message: one.error.message }] : [],
  )
  return { kind: 'runs', runs, refused, files: clientFiles(runs[0]?.run.trace.client, client) }
}

/** Everything that can be wrong with files is wrong before anything is drilled, so that nothing is lost. */
async function readyRuns(line: RunLine, cwd: string, start: readonly string[]): Promise<Ready[]> {
  const ready: Ready[] = []
  for (const { path, named } of await findScenarios(line.scenarios, cwd)) {
    const { scenario: found, healthy } = await loadScenario(path, named)
    const scenario = line.provider === null ? found : toldTo(found, provider(line.provider))
    const { client, healthy: clients } = await clientOf(line.client, scenario, cwd)
    const handlers = { ...healthy, ...clients }
    checkHandlers(scenario, handlers)
    ready.push({ scenario, client, handlers, replay: replayCommand(named, line, start) })
  }
  return ready
}

async function drillAll(ready: readonly Ready[], line: RunLine, io: Io, look: Look, meter: Meter): Promise<Outcome[]> {
  // A single run has nothing to show for itself yet: there, Ctrl-C is the end.
  const signal = ready.length > 1 ? interruption(io) : null
  const outcomes: Outcome[] = []
  for (const [index, one] of ready.entries()) {
    if (signal?.aborted === true) break
    const { name } = one.scenario
    if (ready.length === 1) meter.show(`drilling ${name}`)
    else meter.show(`drilling ${index + 1} of ${ready.length}: ${name}`, { done: index, total: ready.length })
    const outcome = await outcomeOf(one, line, ready.length === 1)
    outcomes.push(outcome)
    if (line.json || (line.quiet && ready.length > 1)) continue
    const isBrief = line.quiet || (ready.length > 1 && !line.verbose)
    meter.aside(() =>
      io.stdout.write(outcomeText(outcome, { ...look, full: line.verbose, isBrief, isOne: ready.length === 1 })),
    )
  }
  return outcomes
}

/** What became of a run. One that can't be drilled ends a single run, and is only counted among several. */
async function outcomeOf(
  { scenario, client, handlers, replay }: Ready,
  line: RunLine,
  isOne: boolean,
): Promise<Outcome> {
  try {
    const run = await judged(scenario, client, handlers, line)
    return { kind: 'judged', run, replay }
  } catch (error) {
    if (isOne || !isFiredrillError(error)) throw error
    return { kind: 'refused', scenario: scenario.name, error }
  }
}

async function judged(
  scenario: Scenario,
  client: Client,
  healthy: Handlers,
  { seed, required }: RunLine,
): Promise<Run> {
  const startMs = realNowMs()
  const trace = await drill(scenario, client, { seed, healthy })
  const results = allProperties().map((property) => property.check(trace))
  return { scenario, trace, results, required, wallMs: Math.round(realNowMs() - startMs) }
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

function replayCommand(named: string, line: RunLine, start: readonly string[]): string {
  const { client, provider, seed, required } = line
  const must = required.length === 0 ? [] : ['--require', required.join(',')]
  return shellCommand([
    ...start,
    named,
    ...clientFlag(client),
    ...providerFlag(provider),
    '--seed',
    String(seed),
    ...must,
  ])
}
