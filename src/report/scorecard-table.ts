/** Clients side by side, rule by rule: in as many tables below each other as the width asks for. */
import type { Paint, Style } from './paint.ts'
import type { ClientCard, RuleCard } from './scorecard.ts'
import { clip, printable, wrap } from './text.ts'

/** How a scorecard is to look, in full. */
export interface Look {
  readonly width: number
  readonly paint: Paint
}

/** The clients by their letters, then rules × letters. */
export function tableLines(clients: readonly ClientCard[], { width, paint }: Look): string[] {
  const letters = clients.map((_, place) => letterOf(place))
  const perTable = Math.max(1, Math.floor((width - NAMES) / CELL))
  const tables = Math.ceil(clients.length / perTable)
  return [
    ...clients.map((card, place) => `${letters[place]!.padEnd(3)} ${clip(printable(card.client), width - 4)}`),
    '',
    ...Array.from({ length: tables }).flatMap((_, table) => {
      const from = table * perTable
      const shown = clients.slice(from, from + perTable)
      const names = shown.map((_, place) => letters[from + place]!.padEnd(CELL))
      return [
        ...(table === 0 ? [] : ['']),
        paint('strong', `${' '.repeat(NAMES)}${names.join('')}`.trimEnd()),
        ...(shown[0]?.rules ?? []).map((rule) => row(rule, shown, paint)),
      ]
    }),
    '',
    ...wrap(LEGEND, width).map((line) => paint('quiet', line)),
  ]
}

function row({ rule, id }: RuleCard, clients: readonly ClientCard[], paint: Paint): string {
  const cells = clients.map(({ rules }) => {
    const card = rules.find((other) => other.id === id)
    const { text, style } = card === undefined ? { text: '', style: 'quiet' as const } : cellOf(card)
    return { text, style, gap: ' '.repeat(Math.max(CELL - [...text].length, 1)) }
  })
  const painted = cells.map(({ text, style, gap }, place) => paint(style, text) + (place < cells.length - 1 ? gap : ''))
  return `${rule.padEnd(4)}${id.padEnd(NAMES - 4)}${painted.join('')}`
}

function cellOf({ verdict, held, violated }: RuleCard): { text: string; style: Style } {
  if (verdict === 'held') return { text: `✓ ${held}`, style: 'good' }
  if (verdict === 'violated') return { text: `✗ ${violated}/${held + violated}`, style: 'bad' }
  return { text: '·', style: 'quiet' }
}

/** A to Z, then A2, B2 and so on. */
function letterOf(place: number): string {
  const letter = String.fromCharCode(65 + (place % 26))
  return place < 26 ? letter : `${letter}${Math.floor(place / 26) + 1}`
}

const LEGEND = '✓ held in so many scenarios, ✗ violated in so many of those that tested it, · never came to the test'
const NAMES = 28
const CELL = 10
