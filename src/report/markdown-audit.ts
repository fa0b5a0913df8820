/** An audit as Markdown: what changed, the scorecard as a matrix, what to fix, and each violation with its proof. */
import { MARKS, replayBlocks, storyBlocks, worst } from './markdown-run.ts'
import { details, fence, inline, list, prose, table } from './markdown-text.ts'
import type { ReportedRun } from './reported.ts'
import { ruleName } from './rule-name.ts'
import type { ClientCard, RuleCard, Scorecard } from './scorecard.ts'
import { type RuleChange, type ScorecardChange, scorecardChange } from './scorecard-change.ts'
import { recededText, spreadText } from './scorecard-change-text.ts'
import { partialText, untoldText } from './scorecard-left-out.ts'

/** The verdict, the change, the matrix, then each client. */
export function auditBlocks(
  scorecard: Scorecard,
  baseline: Scorecard | null,
  evidence: readonly ReportedRun[],
): string[] {
  const { clients, scenarios, seed } = scorecard
  const change = baseline === null ? null : scorecardChange(baseline, scorecard)
  const partial = partialText(scorecard)
  return [
    `## ${headline(scorecard, change)}`,
    ...(partial === null ? [] : [`**${prose(partial)}**`]),
    `Seed ${seed}, ${scenarios.length} scenarios, firedrill ${inline(scorecard.firedrill)}.`,
    ...(change === null ? [] : changeBlocks(change)),
    '### Scorecard',
    ...matrix(clients),
    ...clients.flatMap((card) => clientBlocks(card, evidence)),
  ]
}

function headline({ clients }: Scorecard, change: ScorecardChange | null): string {
  const cells = clients.flatMap(({ rules }) => rules)
  const violated = cells.filter(({ verdict }) => verdict === 'violated').length
  const names = clients.length === 1 ? inline(clients[0]!.client, 60) : `${clients.length} clients`
  const worse = change === null || change.spread.length === 0 ? '' : ` and ${change.spread.length} worse`
  const known = change === null ? '' : `, ${change.newlyViolated.length} of them new${worse}`
  if (violated > 0) return `✗ ${counted(violated, 'rule')} violated${known}: ${names}`
  const isDoubtful = clients.some(({ verdict }) => verdict !== 'pass')
  return isDoubtful
    ? `${MARKS[worst(clients.map(({ verdict }) => verdict))]}: ${names}`
    : `✓ no rule violated: ${names}`
}

function changeBlocks(change: ScorecardChange): string[] {
  const { newlyViolated, spread, receded, cured, newlyTested, noLongerTested } = change
  const rows = [
    ...newlyViolated.map((one) => changeRow('✗&nbsp;newly&nbsp;violated', one, one.violation?.message ?? '')),
    ...spread.map((one) => changeRow('✗&nbsp;worse', one, `It ${spreadText(one)}`)),
    ...noLongerTested.map((one) => changeRow('!&nbsp;no&nbsp;longer&nbsp;tested', one, one.after.needs ?? '')),
    ...cured.map((one) => changeRow('✓&nbsp;cured', one, `Held in ${counted(one.after.held, 'scenario')}.`)),
    ...receded.map((one) => changeRow('✓&nbsp;better', one, `It ${recededText(one)}`)),
    ...newlyTested.map((one) =>
      changeRow('✓&nbsp;newly&nbsp;tested', one, `Held in ${counted(one.after.held, 'scenario')}.`),
    ),
  ]
  return [
    '### What changed against the baseline',
    change.isSame ? 'Nothing: every rule came to what it came to before.' : CHANGES[change.isWorse ? 'worse' : 'fine'],
    ...table(['Change', 'Rule', 'Client', 'What it says'], rows),
    ...list([
      ...named('New clients', change.newClients),
      ...named('Clients that are gone', change.goneClients),
      ...named('New scenarios', change.newScenarios),
      ...named('Scenarios that are gone', change.goneScenarios),
    ]),
  ]
}

function changeRow(what: string, { rule, id, client }: RuleChange, message: string): string[] {
  return [what, inline(ruleName({ rule, id })), inline(client, 60), prose(message)]
}

function named(what: string, names: readonly string[]): string[] {
  return names.length === 0 ? [] : [`${what}: ${names.join(', ')}.`]
}

/** Rules down, clients across. */
function matrix(clients: readonly ClientCard[]): string[] {
  const ids = new Map(clients.flatMap(({ rules }) => rules.map((one) => [one.id, ruleName(one)] as const)))
  const rows = [...ids].map(([id, name]) => [
    inline(name),
    ...clients.map(({ rules }) => cell(rules.find((one) => one.id === id))),
  ])
  return table(['Rule', ...clients.map(({ client }) => inline(client, 60))], rows)
}

function cell(card: RuleCard | undefined): string {
  switch (card?.verdict) {
    case 'held':
      return `✓ held in ${card.held}`
    case 'violated':
      return `✗ violated in ${card.violated} of ${card.held + card.violated}`
    case 'unexercised':
      return '· unexercised'
    case undefined:
      return ''
  }
}

function clientBlocks(card: ClientCard, evidence: readonly ReportedRun[]): string[] {
  const { client, reasons, rules, fixes } = card
  const untold = untoldText(card)
  const violated = rules.filter(({ verdict }) => verdict === 'violated')
  const needs = rules.flatMap((one) => (one.needs === null ? [] : [[inline(ruleName(one)), prose(one.needs)]]))
  const first = fixes.map((fix) => `${ruleName(fix)}, violated in ${counted(fix.violated, 'scenario')}: ${fix.instead}`)
  return [
    `### ${inline(client, 60)}`,
    ...list(reasons),
    ...(untold === null ? [] : [prose(`${untold}.`)]),
    ...(first.length === 0 ? [] : ['To fix first:', ...list(first)]),
    ...violated.flatMap((one) => violationBlocks(client, one, evidence)),
    ...details('What never came to the test, and what it needs', table(['Rule', 'What it needs'], needs)),
  ]
}

function violationBlocks(client: string, card: RuleCard, evidence: readonly ReportedRun[]): string[] {
  const { violation } = card
  if (violation === null) return []
  const shown = evidence.find(({ run }) => run.trace.client === client && run.trace.scenario === violation.scenario)
  const results = shown?.run.results.filter(({ id }) => id === card.id) ?? []
  const others = violation.others.length === 0 ? '' : ` and ${violation.others.length} more`
  return details(`✗ ${inline(ruleName(card))}, through ${inline(violation.scenario)}${others}`, [
    `Violated: ${prose(violation.message)}`,
    ...(shown === undefined ? [] : storyBlocks(shown.run.trace, results)),
    ...replayBlocks(violation.replay),
    fence('ts', violation.source.trimEnd().split('\n')),
  ])
}

function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`
}

const CHANGES = {
  worse: 'It got worse: a rule is violated that was not before, or where it was not.',
  fine: 'No rule is violated that was not before, nor where it was not.',
}
