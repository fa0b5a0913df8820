/** `firedrill audit`: load, drill everything, print the scorecard, compare it with an earlier one. */
import { type Audit, audit } from '../../audit/audit.ts'
import type { Paint, Style } from '../../report/paint.ts'
import type { ClientCard, Scorecard } from '../../report/scorecard.ts'
import { type ScorecardChange, scorecardChange } from '../../report/scorecard-change.ts'
import { spreadText } from '../../report/scorecard-change-text.ts'
import { scorecardText } from '../../report/scorecard-text.ts'
import { printable } from '../../report/text.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import { shellCommand } from '../../shell.ts'
import { clientFlag, providerFlag } from '../clients.ts'
import { interruption } from '../interrupt.ts'
import { EXIT, type Io, worstExit } from '../io.ts'
import type { Look } from '../look.ts'
import { Meter } from '../progress.ts'
import { readReports, writeReports } from '../reports.ts'
import { readBaseline, saveScorecard } from './baseline.ts'
import type { AuditLine } from './options.ts'
import { type Cast, castOf } from './subjects.ts'

/** Audits as the line says, prints the scorecard, and gives the exit code. */
export async function runAudit(line: AuditLine, io: Io, look: Look): Promise<number> {
  const orders = readReports(line.reports)
  const earlier = line.baseline === null ? null : readBaseline(line.baseline, io.cwd)
  const { scorecard, evidence, ended, wallMs, files } = await audited(line, io)
  const isWhole = ended === 'all'
  // What an interrupted audit did not come to would look as if it were gone.
  const baseline = isWhole ? earlier : null
  const change = baseline === null ? null : scorecardChange(baseline, scorecard)
  const code = change === null ? worstOf(scorecard.clients) : gateExit(scorecard, baseline!, change)
  if (line.json) io.stdout.write(`${JSON.stringify({ ...scorecard, change, ended, wallMs }, null, 2)}\n`)
  else if (line.quiet) io.stdout.write(briefText(scorecard, change, look.paint))
  else io.stdout.write(scorecardText(scorecard, baseline, look) + gateText(line, change, code, look.paint))
  if (!isWhole) io.stderr.write(leftOutText(line))
  else if (line.save !== null) saveScorecard(scorecard, line.save, io.cwd)
  // Last, so that a report that can't be written loses nothing.
  await writeReports(orders, { kind: 'audit', scorecard, baseline, evidence, files }, io)
  return isWhole ? code : EXIT.interrupted
}

/** What an interrupted audit does not do. */
function leftOutText({ save, baseline }: AuditLine): string {
  const saved = save === null ? '' : `Nothing was saved to ${save}: this is not the whole scorecard.\n`
  const compared = baseline === null ? '' : `Nothing was compared with ${baseline}: this is not the whole scorecard.\n`
  return saved + compared
}

async function audited(line: AuditLine, io: Io): Promise<Audit & { files: Readonly<Record<string, string>> }> {
  const meter = new Meter(io, line.quiet)
  try {
    meter.show('loading')
    const cast = await castOf(line, io.cwd)
    const found = await audit(
      cast.audited.map(({ subject }) => subject),
      {
        scenarios: cast.scenarios,
        seed: line.seed,
        healthy: cast.handlers,
        signal: interruption(io),
        replay: (scenario, client) => replayCommand(scenario, client, line, cast),
        onProgress: ({ done, total, client, scenario }) =>
          meter.show(`${done + 1} of ${total}: ${client} through ${scenario}`, { done, total }),
      },
    )
    const files = cast.audited.flatMap(({ subject, file }) => (file === null ? [] : [[subject.name, file] as const]))
    return { ...found, files: Object.fromEntries(files) }
  } finally {
    meter.end()
  }
}

function replayCommand(scenario: Scenario, client: string, { seed }: AuditLine, { audited, namedOf }: Cast): string {
  const file = audited.find(({ subject }) => subject.name === client)?.file ?? null
  const own = namedOf.get(scenario)
  // One that was told of another API has kept its name.
  const [, source = scenario.name] = [...namedOf].find(([one]) => one.name === scenario.name) ?? []
  const told = own === undefined ? providerFlag(scenario.provider.name) : []
  return shellCommand(['npx', 'firedrill', 'run', own ?? source, ...clientFlag(file), ...told, '--seed', String(seed)])
}

/** Each client's verdict with what it violates, and what is new of that. */
function briefText({ clients }: Scorecard, change: ScorecardChange | null, paint: Paint): string {
  const lines = clients.map(({ client, verdict, rules }) => {
    const broken = rules.filter((card) => card.verdict === 'violated').map(({ rule, id }) => `${rule} ${id}`)
    const style = ({ pass: 'good', fail: 'bad', inconclusive: 'doubtful' } as const)[verdict]
    return `${paint(style, verdict.toUpperCase())}  ${printable(client)}${broken.length === 0 ? '' : `: ${broken.join(', ')}`}`
  })
  const newly = (change?.newlyViolated ?? []).map(
    ({ client, rule, id }) => `  newly violated: ${rule} ${id} of ${printable(client)}`,
  )
  const worse = (change?.spread ?? []).map(
    (one) => `  worse: ${one.rule} ${one.id} of ${printable(one.client)} ${printable(spreadText(one))}`,
  )
  return `${[...lines, ...newly, ...worse].join('\n')}\n`
}

/** What it comes to with a baseline, which is not what each client comes to. */
function gateText({ baseline }: AuditLine, change: ScorecardChange | null, code: number, paint: Paint): string {
  if (change === null) return ''
  const [word, style, why] = GATES[code] ?? GATES[EXIT.inconclusive]!
  return `\n${paint(style, word)}  compared with ${baseline}: ${why}\n`
}

const GATES: Readonly<Record<number, readonly [word: string, style: Style, why: string]>> = {
  [EXIT.pass]: ['PASS', 'good', 'nothing is violated that was not before'],
  [EXIT.fail]: ['FAIL', 'bad', 'there is something new that is violated'],
  [EXIT.inconclusive]: ['INCONCLUSIVE', 'doubtful', 'not everything could be judged'],
}

/** With a baseline, what was known fails nobody: only what is new does, and clients that it doesn't know. */
function gateExit({ clients }: Scorecard, baseline: Scorecard, { isWorse }: ScorecardChange): number {
  if (isWorse) return EXIT.fail
  const hasStray = (card: ClientCard) =>
    card.verdict === 'fail' && card.rules.every(({ verdict }) => verdict !== 'violated')
  const isNew = (card: ClientCard) => hasStray(card) && !baseline.clients.some(hasStray)
  return worstOf(clients.filter((card) => card.verdict === 'inconclusive' || isNew(card)))
}

function worstOf(cards: readonly ClientCard[]): number {
  return worstExit(cards.map(({ verdict }) => EXIT[verdict]))
}
