/** What changed between two scorecards, as text. */
import type { Style } from './paint.ts'
import type { RuleCard } from './scorecard.ts'
import type { RuleChange, ScorecardChange } from './scorecard-change.ts'
import type { Look } from './scorecard-table.ts'
import { printable, wrap } from './text.ts'

/** What changed since the baseline, the worst first; a single line when nothing did. */
export function changeLines(change: ScorecardChange, look: Look): string[] {
  const { newlyViolated, noLongerTested, newlyTested, cured } = change
  const heading = look.paint('strong', 'Since the baseline')
  if (change.isSame) return [heading, '  Nothing has changed.']
  return [
    heading,
    ...newlyViolated.flatMap((one) => entry('✗ NEWLY VIOLATED', 'bad', ruleText(one), look)),
    ...noLongerTested.flatMap((one) => entry('! no longer tested', 'doubtful', ruleText(one), look)),
    ...cured.flatMap((one) => entry('✓ cured', 'good', ruleText(one), look)),
    ...newlyTested.flatMap((one) => entry('✓ newly tested', 'good', ruleText(one), look)),
    ...named('client', change.newClients, change.goneClients, look),
    ...named('scenario', change.newScenarios, change.goneScenarios, look),
  ]
}

/** How a rule came from one state to another, in a line. */
function ruleText({ client, rule, id, before, after }: RuleChange): string {
  return `${rule} ${id} of ${client}: ${stateText(before)}, now ${stateText(after)}`
}

function stateText({ verdict, held, violated, violation }: RuleCard): string {
  if (verdict === 'unexercised') return 'never came to the test'
  if (verdict === 'held') return `held in ${held}`
  return `violated in ${violated} of ${held + violated}, smallest: ${violation?.scenario ?? 'unknown'}`
}

function named(what: string, added: readonly string[], gone: readonly string[], look: Look): string[] {
  return [
    ...(added.length === 0 ? [] : entry(`+ new ${what}s`, 'quiet', added.join(', '), look)),
    ...(gone.length === 0 ? [] : entry(`- gone ${what}s`, 'quiet', gone.join(', '), look)),
  ]
}

function entry(word: string, style: Style, text: string, { width, paint }: Look): string[] {
  const [first = '', ...rest] = wrap(printable(text), width - MARGIN)
  return [`  ${paint(style, word.padEnd(MARGIN - 2))}${first}`, ...rest.map((line) => ' '.repeat(MARGIN) + line)]
}

const MARGIN = 22
