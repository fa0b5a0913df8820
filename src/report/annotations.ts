/** Workflow commands of GitHub Actions: each violation as an error at the client's file, doubts as warnings, advice as notices. */
import type { PropertyResult } from '../property/property.ts'
import { runVerdict, standing } from '../property/verdict.ts'
import type { Exploration } from './exploration.ts'
import { drillsEnd, otherReasons } from './reasons.ts'
import type { RefusedRun, Reported, ReportedRun } from './reported.ts'
import { ruleName } from './rule-name.ts'
import type { ClientCard, RuleCard, Scorecard } from './scorecard.ts'
import { type ScenarioChange, scorecardChange } from './scorecard-change.ts'
import { spreadText } from './scorecard-change-text.ts'
import { partialText } from './scorecard-left-out.ts'
import { clip, printable } from './text.ts'

/** The commands, a line each; empty when there is nothing to say. */
export function annotations(reported: Reported): string {
  const notes = notesOf(reported)
  const files = reported.files ?? {}
  const lines = LEVELS.flatMap((level) => {
    const ordered = mostTellingFirst(notes.filter((note) => note.level === level))
    return shown(level, ordered).map((note) => command(note, files[note.client] ?? null))
  })
  return lines.map((line) => `${line}\n`).join('')
}

const LEVELS = ['error', 'warning', 'notice'] as const

interface Note {
  readonly level: (typeof LEVELS)[number]
  readonly client: string
  /** What it is about: a rule, or the drills themselves. Of two that are about the same, one tells more than both. */
  readonly about: string
  /** In which scenario; empty where that is not said. */
  readonly where: string
  readonly message: string
  readonly replay: string | null
}

function notesOf(reported: Reported): Note[] {
  switch (reported.kind) {
    case 'runs':
      return [...(reported.refused ?? []).map(refusedNote), ...reported.runs.flatMap(runNotes)]
    case 'exploration':
      return explorationNotes(reported.exploration, reported.replay)
    case 'audit':
      return auditNotes(reported.scorecard, reported.baseline)
  }
}

function refusedNote({ scenario, message }: RefusedRun): Note {
  return { level: 'error', client: '', about: 'not drilled', where: scenario, message, replay: null }
}

function runNotes({ run, replay }: ReportedRun): Note[] {
  const { trace, results, required } = run
  const base = { client: trace.client, where: `through ${trace.scenario}`, replay }
  const { verdict } = runVerdict(trace, results, required)
  return [
    ...results.flatMap((result) => resultNotes(result).map((note) => ({ ...base, ...note }))),
    ...drillNotes(verdict, otherReasons(run)).map((note) => ({ ...base, ...note })),
  ]
}

type Told = Pick<Note, 'level' | 'about' | 'message'>

function resultNotes(result: PropertyResult): Told[] {
  const about = ruleName(result)
  const notices = result.advice.map((message): Told => ({ level: 'notice', about, message }))
  const level = { violated: 'error', advised: 'notice', held: null, unexercised: null } as const
  const own = level[standing(result)]
  return own === null ? notices : [{ level: own, about, message: result.message }, ...notices]
}

function drillNotes(verdict: Exploration['verdict'], reasons: readonly string[]): Told[] {
  const drills = drillsEnd(verdict, reasons)
  if (drills === null) return []
  const level = drills.end === 'fail' ? 'error' : 'warning'
  return drills.reasons.map((message) => ({ level, about: 'the drill itself', message }))
}

function explorationNotes(
  exploration: Exploration,
  replay: Extract<Reported, { kind: 'exploration' }>['replay'],
): Note[] {
  const { client, verdict, reasons, counterexamples } = exploration
  return [
    ...counterexamples.map((one): Note => {
      const { message } = one.result
      return { level: 'error', client, about: ruleName(one.result), where: 'explored', message, replay: replay(one) }
    }),
    ...drillNotes(verdict, reasons).map((note) => ({ ...note, client, where: 'explored', replay: null })),
  ]
}

/** What a good client does first comes first. What the baseline had violated already is a warning: it fails no gate. */
function auditNotes(scorecard: Scorecard, baseline: Scorecard | null): Note[] {
  const change = baseline === null ? null : scorecardChange(baseline, scorecard)
  const newly = new Set(change?.newlyViolated.map(keyOf))
  const spread = new Map(change?.spread.map((one) => [keyOf(one), one]))
  const partial = partialText(scorecard)
  const notes = scorecard.clients.flatMap((card) => {
    const base = { client: card.client, replay: null }
    const violated = card.rules.filter(({ verdict }) => verdict === 'violated')
    return [
      ...violated
        .toSorted((left, right) => rank(card, left) - rank(card, right))
        .map((rule): Note => {
          const isNew =
            change === null ||
            newly.has(keyOf({ client: card.client, id: rule.id })) ||
            change.newClients.includes(card.client)
          const worse = spread.get(keyOf({ client: card.client, id: rule.id }))
          if (worse !== undefined) return { ...base, about: ruleName(rule), ...spreadNote(worse) }
          const { scenario = '', message = 'It is violated.', replay = null } = rule.violation ?? {}
          const where = scenario === '' ? '' : `through ${scenario}`
          return { ...base, level: isNew ? 'error' : 'warning', about: ruleName(rule), where, message, replay }
        }),
      ...drillNotes(card.verdict, card.reasons).map((note) => ({ ...base, ...note, where: '' })),
    ]
  })
  if (partial === null) return notes
  return [{ level: 'warning', client: '', about: 'partial', where: '', message: partial, replay: null }, ...notes]
}

/** What the rule says is of the smallest scenario of all, which may be one that the baseline knows. */
function spreadNote(worse: ScenarioChange) {
  const { violation, scenarios } = worse
  const own = violation !== null && violation.scenario === scenarios[0] ? violation : null
  const message = [`It ${spreadText(worse)}`, ...(own === null ? [] : [own.message])].join(' ')
  return { level: 'error', where: `through ${scenarios[0]}`, message, replay: own?.replay ?? null } as const
}

function rank({ fixes }: ClientCard, { id }: RuleCard): number {
  const place = fixes.findIndex((fix) => fix.id === id)
  return place === -1 ? fixes.length : place
}

function keyOf({ client, id }: { readonly client: string; readonly id: string }): string {
  return JSON.stringify([client, id])
}

/** The first of each rule and client, then the second of each, and so on: ten of the same would hide nine others. */
function mostTellingFirst(notes: readonly Note[]): Note[] {
  const groups = Map.groupBy(notes, ({ client, about }) => JSON.stringify([client, about]))
  return [...groups.values()]
    .flatMap((group) => group.map((note, turn) => ({ note, turn })))
    .toSorted((left, right) => left.turn - right.turn)
    .map(({ note }) => note)
}

/** As many as are shown, the last of them a count of those that are not. */
function shown(level: Note['level'], notes: readonly Note[]): Note[] {
  if (notes.length <= PER_STEP) return [...notes]
  const rest = notes.slice(PER_STEP - 1)
  const names = [...new Set(rest.map(({ about }) => about))].join(', ')
  const message = `And ${rest.length} more, not shown one by one: ${names}. The step summary and the log have them all.`
  const client = rest[0]!.client
  return [...notes.slice(0, PER_STEP - 1), { level, client, about: 'more', where: '', message, replay: null }]
}

function command({ level, client, about, where, message, replay }: Note, file: string | null): string {
  const title = [`firedrill: ${about}`, `${client} ${where}`.trim()].map((text) => clip(printable(text), TITLE_MAX))
  const properties = { ...(file === null ? {} : { file: printable(file) }), title: title.join(', ') }
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escaped(value, IN_PROPERTIES)}`)
  const text = clip(printable(message), MESSAGE_MAX)
  const lines = replay === null ? [text] : [text, `Replay: ${clip(printable(replay), REPLAY_MAX)}`]
  return `::${level} ${list.join(',')}::${escaped(lines.join('\n'), IN_MESSAGES)}`
}

function escaped(text: string, pattern: RegExp): string {
  return text
    .toWellFormed()
    .replaceAll(pattern, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)
}

/** GitHub shows so many of each level a step, and only logs the others (`_maxCountPerIssueType` of actions/runner, 2026). */
const PER_STEP = 10
/** The runner cuts a message after 4,096 characters. */
const MESSAGE_MAX = 3000
const REPLAY_MAX = 1000
const TITLE_MAX = 120
/** What the runner reads back: https://docs.github.com/actions/reference/workflow-commands-for-github-actions. */
const IN_MESSAGES = /[%\r\n]/g
const IN_PROPERTIES = /[%\r\n:,]/g
