/** Drills clients through the worlds, and lays out what each rule says of each of them. */
import {
  allProperties,
  anthropic,
  type ClientDefinition,
  drill,
  openai,
  type Property,
  type PropertyResult,
  type RuleId,
} from 'firedrill'
import { COMMON_WORLDS, type WorldName, world } from './worlds.ts'

/** What all rules say of a client in one world. */
export interface Drilled {
  readonly world: WorldName
  readonly results: readonly PropertyResult[]
}

/** One client and all of its worlds. */
export interface Row {
  readonly name: string
  /** The rule that it is wrong in; null for a right one. */
  readonly rule: RuleId | null
  readonly drilled: readonly Drilled[]
}

/** The judges, in the order of their rules. */
export const JUDGES: readonly Property[] = allProperties()

/** Drills a client through the common worlds, and through those that are for its kind. */
export async function rowOf(
  name: string,
  rule: RuleId | null,
  client: ClientDefinition,
  { api = 'anthropic', also = [] }: { api?: 'anthropic' | 'openai'; also?: readonly WorldName[] } = {},
): Promise<Row> {
  const provider = api === 'openai' ? openai() : anthropic()
  const drilled: Drilled[] = []
  for (const one of new Set([...COMMON_WORLDS, ...also])) {
    const trace = await drill(world(one, provider), { ...client, name }, { limits: { attempts: 40 } })
    drilled.push({ world: one, results: JUDGES.map((judge) => judge.check(trace)) })
  }
  return { name, rule, drilled }
}

/** What became of a rule in all worlds of a client. */
export function cell({ drilled }: Row, rule: RuleId): '✓' | '✗' | '·' {
  const verdicts = drilled.flatMap(({ results }) => results.filter((one) => one.rule === rule))
  if (verdicts.some(isViolation)) return '✗'
  return verdicts.some(({ verdict }) => verdict === 'held') ? '✓' : '·'
}

/** What was broken: the rule, the world, and the judge's words. */
export function violations({ drilled }: Row): { rule: RuleId; world: WorldName; message: string }[] {
  return drilled.flatMap(({ world, results }) =>
    results.filter(isViolation).map(({ rule, message }) => ({ rule, world, message })),
  )
}

/** The rules that a client breaks anywhere. */
export function brokenRules(row: Row): RuleId[] {
  return JUDGES.map(({ rule }) => rule).filter((rule) => cell(row, rule) === '✗')
}

function isViolation({ verdict, severity }: PropertyResult): boolean {
  return verdict === 'violated' && severity !== 'advice'
}

/** The matrix as text: a line for each client, a column for each rule. */
export function matrixText(rows: readonly Row[]): string {
  const rules = JUDGES.map(({ rule }) => rule)
  const line = (first: string, second: string, cells: readonly string[]) =>
    `${first.padEnd(NAME_WIDTH)} ${second.padEnd(3)} ${cells.map((one) => one.padStart(3)).join('')}`.trimEnd()
  return [
    '✓ held  ✗ violated  · unexercised',
    line(
      '',
      '',
      rules.map((rule) => rule.slice(1)),
    ),
    ...rows.map((row) =>
      line(
        row.name.slice(0, NAME_WIDTH),
        row.rule ?? '',
        rules.map((rule) => cell(row, rule)),
      ),
    ),
  ].join('\n')
}

const NAME_WIDTH = 40
