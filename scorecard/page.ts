/** docs/scorecard.md: the scorecard with what there is to say of it. */
import { propertyIds } from 'firedrill'
import type { ClientCard, RuleCard, Scorecard } from '../src/report/scorecard.ts'
import { type Note, nameOf, type RealClient, SETTINGS, type Setting } from './real-client.ts'

/** The page. */
export function pageOf(scorecard: Scorecard, clients: readonly RealClient[]): string {
  const sections = [
    introOf(scorecard),
    ...SETTINGS.map((setting) => matrixOf(scorecard, clients, setting)),
    MARKS,
    ...clients.map((client) => clientSection(scorecard, client)),
  ]
  return `${sections.join('\n\n')}\n`
}

/** The card of a client in a setting. */
export function cardOf({ clients }: Scorecard, client: RealClient, setting: Setting): ClientCard | undefined {
  return clients.find((card) => card.client === nameOf(client, setting))
}

function introOf({ seed, firedrill, scenarios, clients }: Scorecard): string {
  const drills = clients.reduce((sum, { drilled }) => sum + drilled, 0)
  return [
    '# Scorecard of real clients',
    '',
    `Well-known clients, drilled through the gallery by firedrill ${firedrill} with seed ${seed}: ${drills.toLocaleString('en')} drills`,
    `of ${scenarios.length} scenarios, each client at its defaults and at settings that its own documentation offers. What`,
    'a scenario says of one API is told to the clients of another in the words of theirs. `npm run scorecard` makes this page',
    'again: the same versions and seed give the same page. It is also there [as a page to click through](scorecard.html)',
    'and [as JSON](scorecard.json). In the settings, `within(ms)` is the signal of the caller, or of a timer of so long.',
    '',
    'It is no ranking. A library of HTTP is put to the API of a language model by POST, which most of them do not retry',
    'unless they are told to, and for good reasons: they cannot know that it is safe. A rule that is broken is therefore',
    'called a **defect** only where a client does other than it says, or than any caller may expect; a **choice** where it has',
    'decided otherwise; and **open** where it does nothing, and leaves the matter to the application.',
  ].join('\n')
}

function matrixOf(scorecard: Scorecard, clients: readonly RealClient[], setting: Setting): string {
  const cards = clients.map((client) => cardOf(scorecard, client, setting))
  const names = clients.map(({ packages }) => packages.map((name) => `\`${name}\``).join(' + '))
  const rows = propertyIds.flatMap((id) => {
    const cells = cards.map((card) => card?.rules.find((rule) => rule.id === id))
    const rule = cells.find((cell) => cell !== undefined)?.rule
    if (cells.every((cell) => cell === undefined || cell.verdict === 'unexercised')) return []
    return [`| ${rule} \`${id}\` | ${cells.map(cellOf).join(' | ')} |`]
  })
  const title = setting === 'defaults' ? 'At their defaults' : 'At recommended settings'
  return [`## ${title}`, '', `| | ${names.join(' | ')} |`, `|---|${'---|'.repeat(names.length)}`, ...rows].join('\n')
}

function cellOf(card: RuleCard | undefined): string {
  if (card === undefined || card.verdict === 'unexercised') return '·'
  return card.verdict === 'held' ? `✓ ${card.held}` : `✗ ${card.violated}/${card.held + card.violated}`
}

const MARKS = [
  '✓ held in so many scenarios · ✗ violated in so many of those that tested it · a point: never came to the test. Rules that',
  'came to the test of no client (fallbacks, breakers, alerts, queues and the like) are left out: nobody promises them here.',
].join('\n')

function clientSection(scorecard: Scorecard, client: RealClient): string {
  const [first] = client.packages
  const versions = nameOf(client, 'defaults').replace(/, defaults$/, '')
  const settings = SETTINGS.map((setting) => `- ${setting}: \`${client[setting].code}\``)
  const rows = client.notes.map((note) => noteRow(scorecard, client, note))
  const table =
    rows.length === 0
      ? ['It breaks no rule that came to the test.']
      : ['| Rule | Seen in | | What it does | Where |', '|---|---|---|---|---|', ...rows]
  return [`## ${first}`, '', `${versions}. ${client.about}`, '', ...settings, '', ...table].join('\n')
}

function noteRow(scorecard: Scorecard, client: RealClient, note: Note): string {
  const seen = note.settings.map((setting) => {
    const card = cardOf(scorecard, client, setting)?.rules.find(({ rule }) => rule === note.rule)
    if (card?.violation == null) return setting
    return `${setting}: ${card.violated} of ${card.held + card.violated}, smallest \`${card.violation.scenario}\``
  })
  const cells = [note.rule, seen.join('; '), note.kind, note.text, `\`${note.at}\``]
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
}
