/** A scorecard as text: one client rule by rule, several side by side, what to fix first, and what changed. */
import { type Paint, plain, type Style } from './paint.ts'
import type { ClientCard, Fix, RuleCard, Scorecard } from './scorecard.ts'
import { scorecardChange } from './scorecard-change.ts'
import { changeLines } from './scorecard-change-text.ts'
import { partialText, untoldText } from './scorecard-left-out.ts'
import { type Look, tableLines } from './scorecard-table.ts'
import { clip, indented, printable, WIDTH, wrap } from './text.ts'

/** How a scorecard is to look. */
export interface ScorecardLook {
  /** Default: 80. */
  readonly width?: number
  /** Default: no colour. */
  readonly paint?: Paint
}

/** The report of an audit, ending in a line break. With a baseline it says what has changed since. */
export function scorecardText(
  scorecard: Scorecard,
  baseline: Scorecard | null,
  { width = WIDTH, paint = plain }: ScorecardLook = {},
): string {
  const look = { width, paint }
  const { clients, seed } = scorecard
  const [only] = clients
  const body =
    clients.length === 1 && only !== undefined ? oneClient(only, seed, look) : severalClients(scorecard, look)
  const change = baseline === null ? null : scorecardChange(baseline, scorecard)
  const partial = partialText(scorecard)
  const lines = [
    ...body,
    ...(change === null ? [] : ['', ...changeLines(change, look)]),
    '',
    ...clients.flatMap((card) =>
      verdictLines(card, { isNamed: clients.length > 1, isCompared: change !== null }, look),
    ),
    ...(partial === null ? [] : ['', ...indented(partial, 0, width)]),
  ]
  return `${lines.join('\n')}\n`
}

function oneClient(card: ClientCard, seed: number, look: Look): string[] {
  const { client, drilled, provider, rules } = card
  const untold = untoldText(card)
  return [
    look.paint('strong', `firedrill: audit of ${clip(printable(client), look.width - 20)}`),
    look.paint('quiet', `${counted(drilled, 'scenario')} of ${printable(provider)}, seed ${seed}`),
    ...(untold === null ? [] : indented(untold, 0, look.width).map((line) => look.paint('quiet', line))),
    '',
    ...rules.flatMap((rule) => ruleLines(rule, look)),
    ...needLines(card, look),
    ...violationLines(card, look),
    ...fixLines(card.fixes, look),
  ]
}

function severalClients({ clients, scenarios, seed }: Scorecard, look: Look): string[] {
  return [
    look.paint('strong', `firedrill: audit of ${counted(clients.length, 'client')}`),
    look.paint('quiet', `${counted(scenarios.length, 'scenario')}, seed ${seed}`),
    '',
    ...tableLines(clients, look),
    ...clients.flatMap((card) => {
      const found = smallestLines(card, look)
      return found.length === 0 ? [] : ['', look.paint('strong', clip(printable(card.client), look.width)), ...found]
    }),
    ...insteadLines(clients, look),
  ]
}

/** One rule as a row: its names, and what became of it. */
function ruleLines(card: RuleCard, { width, paint }: Look): string[] {
  const { word, style } = WORDS[card.verdict]
  const [first = '', ...rest] = wrap(`${word} ${foundText(card)}`, width - NAMES)
  const names = `${card.rule.padEnd(4)}${card.id.padEnd(NAMES - 4)}`
  return [
    names + paint(style, word) + first.slice(word.length),
    ...rest.map((line) => ' '.repeat(NAMES + word.length + 1) + line),
  ]
}

/** What was found of a rule, in a few words. */
function foundText({ verdict, held, violated, violation }: RuleCard): string {
  if (verdict === 'held') return String(held)
  if (verdict === 'unexercised') return ''
  return `${violated} of ${held + violated}, smallest: ${printable(violation?.scenario ?? 'unknown')}`
}

/** What the rules that never came to the test need. */
function needLines({ rules }: ClientCard, { width, paint }: Look): string[] {
  const needs = rules.flatMap(({ rule, id, needs }) => (needs === null ? [] : [{ name: `${rule} ${id}:`, needs }]))
  if (needs.length === 0) return []
  return [
    '',
    paint('strong', 'What the others need to come to the test'),
    ...needs.flatMap(({ name, needs }) => indented(`${name} ${needs}`, 2, width).map((line) => paint('quiet', line))),
  ]
}

/** Each violation with what its rule says of the smallest scenario, and the command that shows it. */
function violationLines({ rules }: ClientCard, { width, paint }: Look): string[] {
  return rules.flatMap(({ rule, id, violation }) => {
    if (violation === null) return []
    const [first = '', ...rest] = indented(`${rule} ${id}: ${violation.message}`, 2, width)
    const name = `  ${rule} ${id}:`
    return [
      '',
      paint('strong', name) + first.slice(name.length),
      ...rest,
      `  ${paint('quiet', 'Replay:')} ${printable(violation.replay)}`,
    ]
  })
}

function smallestLines({ rules, fixes }: ClientCard, { width, paint }: Look): string[] {
  const first = fixes.map(({ rule, id }) => `${rule} ${id}`).join(', ')
  const violations = rules.flatMap((card) => {
    if (card.violation === null) return []
    const name = `${card.rule} ${card.id}:`
    const lines = indented(`✗ ${name} ${foundText(card)}`, 2, width)
    return [
      ...lines.map((line, place) => (place === 0 ? line.replace('✗', paint('bad', '✗')) : line)),
      `    ${paint('quiet', 'Replay:')} ${printable(card.violation.replay)}`,
    ]
  })
  return [...violations, ...(fixes.length === 0 ? [] : indented(`Fix first: ${first}.`, 2, width))]
}

/** What good clients do, for all that is to be fixed first, each rule once. */
function insteadLines(clients: readonly ClientCard[], { width, paint }: Look): string[] {
  const fixes = new Map(clients.flatMap(({ fixes }) => fixes.map((fix) => [fix.id, fix])))
  if (fixes.size === 0) return []
  return [
    '',
    paint('strong', 'What a good client does instead'),
    ...[...fixes.values()].flatMap(({ rule, id, instead }) => indented(`${rule} ${id}: ${instead}`, 2, width)),
  ]
}

function fixLines(fixes: readonly Fix[], { width, paint }: Look): string[] {
  if (fixes.length === 0) return []
  return [
    '',
    paint('strong', 'What to fix first, and what a good client does instead'),
    ...fixes.flatMap(({ rule, id, instead }, place) => [
      `  ${place + 1}. ${rule} ${id}`,
      ...indented(instead, 5, width),
    ]),
  ]
}

/** With a baseline, the verdict is that of the comparison: it is the gate's. */
function verdictLines(
  { client, verdict, reasons, rules, inconclusive }: ClientCard,
  { isNamed, isCompared }: { readonly isNamed: boolean; readonly isCompared: boolean },
  look: Look,
) {
  const count = (one: RuleCard['verdict']) => rules.filter((card) => card.verdict === one).length
  const name = isNamed ? `${clip(printable(client), 30)}: ` : ''
  const tally = `${name}${rules.length} rules: ${count('held')} held, ${count('violated')} violated, ${count('unexercised')} unexercised`
  const style: Style = ({ pass: 'good', fail: 'bad', inconclusive: 'doubtful' } as const)[verdict]
  const word = isCompared ? 'SCORE' : verdict.toUpperCase()
  const [first = '', ...rest] = wrap(tally, look.width - word.length - 2)
  const shown = reasons.slice(0, REASONS_MAX)
  const more = reasons.length - shown.length
  return [
    `${look.paint(style, word)}  ${first}`,
    ...rest.map((line) => `  ${line}`),
    ...shown.flatMap((reason) => indented(reason, 2, look.width)),
    ...(more === 0 ? [] : indented(`And ${more} more reasons, in the JSON.`, 2, look.width)),
    ...(inconclusive === 0 ? [] : indented(`${counted(inconclusive, 'scenario')} could not be judged.`, 2, look.width)),
  ]
}

function counted(count: number, one: string): string {
  return `${count.toLocaleString('en')} ${one}${count === 1 ? '' : 's'}`
}

/** How wide the column of the names of rules is. */
const NAMES = 29
const REASONS_MAX = 5
const WORDS: Readonly<Record<RuleCard['verdict'], { word: string; style: Style }>> = {
  held: { word: '✓ held', style: 'good' },
  violated: { word: '✗ VIOLATED', style: 'bad' },
  unexercised: { word: '· unexercised', style: 'quiet' },
}
