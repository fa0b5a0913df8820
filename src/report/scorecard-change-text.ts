/** What changed between two scorecards, as text. */
import type { Style } from './paint.ts'
import type { RuleCard } from './scorecard.ts'
import type { RuleChange, ScenarioChange, ScorecardChange } from './scorecard-change.ts'
import type { Look } from './scorecard-table.ts'
import { printable, wrap } from './text.ts'

/** What changed since the baseline, the worst first; a single line when nothing did. */
export function changeLines(change: ScorecardChange, look: Look): string[] {
  const { newlyViolated, spread, receded, noLongerTested, newlyTested, cured } = change
  const heading = look.paint('strong', 'Since the baseline')
  if (change.isSame) return [heading, '  Nothing has changed.']
  return [
    heading,
    ...newlyViolated.flatMap((one) => entry('✗ NEWLY VIOLATED', 'bad', ruleText(one), look)),
    ...spread.flatMap((one) => entry('✗ WORSE', 'bad', `${nameOf(one)} ${spreadText(one)}`, look)),
    ...noLongerTested.flatMap((one) => entry('! no longer tested', 'doubtful', ruleText(one), look)),
    ...cured.flatMap((one) => entry('✓ cured', 'good', ruleText(one), look)),
    ...receded.flatMap((one) => entry('✓ better', 'good', `${nameOf(one)} ${recededText(one)}`, look)),
    ...newlyTested.flatMap((one) => entry('✓ newly tested', 'good', ruleText(one), look)),
    ...named('client', change.newClients, change.goneClients, look),
    ...named('scenario', change.newScenarios, change.goneScenarios, look),
  ]
}

/** In how many scenarios more a rule is violated, and in which: the end of a sentence about it. */
export function spreadText({ scenarios }: ScenarioChange): string {
  const [smallest = ''] = scenarios
  if (scenarios.length === 1) return `is now violated in 1 scenario more: ${smallest}.`
  return `is now violated in ${scenarios.length} scenarios more: ${listed(scenarios)}, smallest ${smallest}.`
}

/** In which scenarios a rule is no longer violated: the end of a sentence about it. */
export function recededText({ scenarios }: ScenarioChange): string {
  const count = `${scenarios.length} scenario${scenarios.length === 1 ? '' : 's'}`
  return `is no longer violated in ${count}: ${listed(scenarios)}.`
}

/** The first few names, and how many more there are. */
function listed(names: readonly string[]): string {
  const more = names.length - NAMES_MAX
  return names.slice(0, NAMES_MAX).join(', ') + (more > 0 ? ` and ${more} more` : '')
}

function nameOf({ client, rule, id }: RuleChange): string {
  return `${rule} ${id} of ${client}`
}

/** How a rule came from one state to another, in a line. */
function ruleText(one: RuleChange): string {
  return `${nameOf(one)}: ${stateText(one.before)}, now ${stateText(one.after)}`
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
const NAMES_MAX = 6
