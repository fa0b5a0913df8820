/** A trace as a story: for each call its rows in order, then whatever belongs to no call. */
import { OWN_RULE, type PropertyResult, type RuleId } from '../property/property.ts'
import type { Trace } from '../trace/trace.ts'
import { type AttemptView, attempts, type CallView, calls, waits } from '../trace/view.ts'
import { attemptRows, callRow, censusRow, endRow, eventRow, type MarkedRow, type Row, UNEXPECTED_HOST } from './row.ts'

/** The rows of one call, or of none. */
export interface Chapter {
  /** Null for what belongs to no call. */
  readonly call: CallView | null
  readonly rows: readonly MarkedRow[]
}

/** The chapters of a trace, in the order of the calls' starts. Rows that prove a violation carry its rule. */
export function storyOf(trace: Trace, results: readonly PropertyResult[]): Chapter[] {
  const rules = rulesByPlace(results)
  const others = otherRows(trace, rules)
  const marked = (rows: readonly Row[]): MarkedRow[] =>
    rows
      .toSorted((left, right) => (left.places[0] ?? LAST) - (right.places[0] ?? LAST))
      .map((row) => ({ ...row, rules: [...new Set(row.places.flatMap((place) => rules.get(place) ?? []))] }))
  const lastMs = trace.events.at(-1)?.t ?? 0
  // A view of a call leaves out what went to hosts that nobody plays.
  const sent = attempts(trace)
  const refused = Map.groupBy(sent.filter(isRefused), ({ call }) => call)
  const targetOf = targets(sent)
  const rowsOf = (list: readonly AttemptView[], waitOf?: ReadonlyMap<number, number>) =>
    list.flatMap((attempt) => attemptRows(attempt, waitOf?.get(attempt.attempt) ?? null, targetOf(attempt)))
  const chapters = calls(trace).map((call): Chapter => {
    const waitOf = new Map(waits(call).map(({ after, waitMs }) => [after.attempt, waitMs]))
    const own = [...rowsOf(call.attempts, waitOf), ...rowsOf(refused.get(call.call) ?? [])]
    const rows = [callRow(call), ...own, endRow(call, lastMs), ...(others.get(call.call) ?? [])]
    return { call, rows: marked(rows) }
  })
  const stray = [...rowsOf(sent.filter(({ call }) => call === null)), ...(others.get(null) ?? [])]
  if (stray.length === 0) return chapters
  const rows = marked(stray)
  return [...chapters, { call: null, rows: [{ ...OUTSIDE, t: rows[0]!.t }, ...rows] }]
}

/** Names the host, the model or both where attempts differ in them: what a fallback is about. */
function targets(sent: readonly AttemptView[]): (attempt: AttemptView) => string | null {
  const hosts = new Set(sent.filter((attempt) => !isRefused(attempt)).map(({ url }) => hostOf(url)))
  const models = new Set(sent.flatMap(({ model }) => model ?? []))
  return (attempt) => {
    const host = hosts.size > 1 && !isRefused(attempt) ? hostOf(attempt.url) : null
    const model = models.size > 1 ? attempt.model : null
    return [host, model].filter((name) => name !== null).join(' ') || null
  }
}

function hostOf(url: string): string {
  return /^[a-z]+:\/\/([^/?#]*)/i.exec(url)?.[1] ?? url
}

function isRefused({ fault }: AttemptView): boolean {
  return fault === UNEXPECTED_HOST
}

/** Everything but the frames of calls and what became of attempts, by call. */
function otherRows(trace: Trace, rules: ReadonlyMap<number, readonly RuleId[]>): Map<number | null, Row[]> {
  const rows = new Map<number | null, Row[]>()
  trace.events.forEach((event, place) => {
    const isProof = event.kind === 'census' && rules.has(place)
    // A refused connection of an attempt is told by the attempt's own row.
    if (event.kind === 'unexpected-host' && event.attempt !== null) return
    const row = isProof ? censusRow(event, place) : eventRow(event, place)
    if (row === null) return
    const call = 'call' in event ? event.call : null
    rows.set(call, [...(rows.get(call) ?? []), row])
  })
  return rows
}

/** Which rules an event helps to prove broken. */
function rulesByPlace(results: readonly PropertyResult[]): Map<number, RuleId[]> {
  const rules = new Map<number, RuleId[]>()
  for (const { verdict, id, rule, evidence } of results) {
    if (verdict !== 'violated') continue
    // Users' own rules have one name in common: only the id tells them apart.
    const mark = rule === OWN_RULE ? id : rule
    for (const place of evidence) rules.set(place, [...(rules.get(place) ?? []), mark])
  }
  return rules
}

const OUTSIDE = {
  places: [],
  t: 0,
  label: 'outside of any call',
  waitMs: null,
  what: '',
  target: null,
  style: 'strong',
  rules: [],
} as const satisfies MarkedRow

const LAST = Number.POSITIVE_INFINITY
