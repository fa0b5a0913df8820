/**
 * `npm run scorecard`: audits the real clients, and writes docs/scorecard.json, .md and .html.
 * `npm run scorecard -- --only 'got 16.1.0, defaults' --scenario outage` shows one drill of it instead.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { allProperties, drill, type Scenario } from 'firedrill'
import { type Audit, audit } from '../src/audit/audit.ts'
import { htmlReport } from '../src/report/html/html.ts'
import { textReport } from '../src/report/report.ts'
import type { ReportedRun } from '../src/report/reported.ts'
import type { ClientCard, Scorecard } from '../src/report/scorecard.ts'
import { scorecardJson } from '../src/report/scorecard-json.ts'
import { scorecardText } from '../src/report/scorecard-text.ts'
import { REAL_CLIENTS } from './clients.ts'
import { pageOf } from './page.ts'
import { nameOf, type RealClient, SETTINGS, type Setting, subjectOf } from './real-client.ts'
import { gallery, scenariosFor } from './world.ts'

const SEED = 1
/** A machine under load must come to the same result. */
const LIMITS = { wallTime: '5m' } as const
const EVENTS_MAX = 500

/** A client in a setting, by the name that the scorecard gives it. */
interface Entry {
  readonly name: string
  readonly client: RealClient
  readonly setting: Setting
}

const { values } = parseArgs({ options: { only: { type: 'string' }, scenario: { type: 'string' } } })
const entries = REAL_CLIENTS.flatMap((client) =>
  SETTINGS.map((setting): Entry => ({ name: nameOf(client, setting), client, setting })),
).filter(({ name }) => name.includes(values.only ?? ''))
const all = (await gallery()).toSorted((one, other) => (one.name < other.name ? -1 : 1))
// Some clients write of what they meet to the console: the drill hears it, and nobody else needs to.
const print = process.stdout.write.bind(process.stdout)
const tell = process.stderr.write.bind(process.stderr)
process.stdout.write = () => true
process.stderr.write = () => true

if (values.scenario === undefined) await writeScorecard()
else for (const entry of entries) await show(entry, values.scenario)

async function writeScorecard(): Promise<void> {
  const audits: Audit[] = []
  for (const entry of entries) {
    const found = await audited(entry)
    audits.push(found)
    tell(`${entry.name}: ${summaryOf(found)}\n`)
  }
  const scorecard = joined(audits)
  const evidence = audits.flatMap((one): readonly ReportedRun[] => one.evidence.filter(isShort))
  print(scorecardText(scorecard, null))
  if (values.only !== undefined) return
  writeFileSync(inDocs('json'), scorecardJson(scorecard))
  writeFileSync(inDocs('md'), pageOf(scorecard, REAL_CLIENTS))
  writeFileSync(inDocs('html'), htmlReport({ kind: 'audit', scorecard, baseline: null, evidence }))
}

/** A drill without an end would be most of the page, and says nothing more by that. */
function isShort({ run }: ReportedRun): boolean {
  return run.trace.events.length <= EVENTS_MAX
}

/** What a client breaks, and how long it took to find out. */
function summaryOf({ scorecard, wallMs }: Audit): string {
  const rules = scorecard.clients.flatMap((card) => card.rules.filter(({ verdict }) => verdict === 'violated'))
  const list = rules.map(({ rule, violated, held }) => `${rule} ${violated}/${violated + held}`)
  return `${list.join(', ')} (${Math.round(wallMs / 1000)} s)`
}

async function audited({ client, setting }: Entry): Promise<Audit> {
  return await audit([subjectOf(client, setting)], {
    scenarios: all,
    seed: SEED,
    limits: LIMITS,
    replay: ({ name }, who) => `npm run scorecard -- --only '${who}' --scenario ${name}`,
  })
}

/** One scorecard of many. */
function joined(audits: readonly Audit[]): Scorecard {
  const [first] = audits
  if (first === undefined) throw new Error('No client is called that')
  const scenarios = new Set(audits.flatMap(({ scorecard }) => scorecard.scenarios))
  const clients = audits.flatMap(({ scorecard }): readonly ClientCard[] => scorecard.clients)
  return { ...first.scorecard, scenarios: [...scenarios].toSorted(), clients }
}

async function show({ client, setting, name }: Entry, wanted: string): Promise<void> {
  const scenario = scenariosFor(client.provider, all).find((one: Scenario) => one.name === wanted)
  if (scenario === undefined) throw new Error(`No scenario is called ${wanted}`)
  const trace = await drill(scenario, await subjectOf(client, setting).clientFor(scenario), { seed: SEED })
  const results = allProperties().map((property) => property.check(trace))
  const replay = `npm run scorecard -- --only '${name}' --scenario ${wanted}`
  print(textReport({ scenario, trace, results, required: [], wallMs: 0 }, { replay }))
}

function inDocs(extension: string): URL {
  return new URL(`../docs/scorecard.${extension}`, import.meta.url)
}
