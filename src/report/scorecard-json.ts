/** A scorecard as JSON, and back: a kept one is read as data, checked part by part, and never executed. Pure. */
import { type FiredrillError, wrongUse } from '../errors.ts'
import type { ClientCard, Fix, RuleCard, Scorecard, Violation } from './scorecard.ts'

/** The scorecard as it is kept: JSON, ending in a line break. */
export function scorecardJson(scorecard: Scorecard): string {
  return `${JSON.stringify(scorecard, null, 2)}\n`
}

/**
 * A scorecard that was kept.
 *
 * @param named The file as the user named it, for errors.
 * @throws FiredrillError (`wrong-use`) for a text that is damaged, or that is no scorecard of this version.
 */
export function readScorecard(text: string, named: string): Scorecard {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw damaged(named, 'it is no JSON', error)
  }
  const version = Object(value).schemaVersion
  if (typeof version === 'number' && version !== 1) {
    throw damaged(named, `it holds a scorecard of version ${version}, and this firedrill reads version 1`)
  }
  const wrong = SCORECARD(value, 'it')
  if (wrong !== null) throw damaged(named, `it holds no scorecard: ${wrong}`)
  const scorecard = value as Scorecard
  if (scorecard.partial !== undefined) throw damaged(named, 'its audit was interrupted, so that it is not whole')
  return scorecard
}

function damaged(named: string, why: string, cause?: unknown): FiredrillError {
  return wrongUse(`read the baseline "${named}"`, why, 'Make it anew with --save', cause)
}

/** Says what is wrong with the value at a place, or null. */
type Check = (value: unknown, place: string) => string | null

function kind(name: string, test: (value: unknown) => boolean): Check {
  return (value, place) => (test(value) ? null : `${place} is not ${name}`)
}

function listOf(check: Check): Check {
  return (value, place) => {
    if (!Array.isArray(value)) return `${place} is not a list`
    return value.reduce<string | null>((wrong, one, index) => wrong ?? check(one, `${place}[${index}]`), null)
  }
}

function nullOr(check: Check): Check {
  return (value, place) => (value === null ? null : check(value, place))
}

/** A check for every part that the type always has: none can be forgotten. What else there is does no harm. */
function record<T>(checks: Readonly<Record<keyof T, Check>>): Check {
  return (value, place) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return `${place} is not an object`
    const parts = Object.entries<Check>(checks)
    return parts.reduce<string | null>(
      (wrong, [part, check]) => wrong ?? check((value as Record<string, unknown>)[part], `${place}.${part}`),
      null,
    )
  }
}

const TEXT = kind('a text', (value) => typeof value === 'string')
const COUNT = kind('a count', (value) => Number.isSafeInteger(value) && (value as number) >= 0)
const TEXTS = listOf(TEXT)

function oneOf(...words: readonly unknown[]): Check {
  return kind(`one of ${words.join(', ')}`, (value) => words.includes(value))
}

const VIOLATION = record<Violation>({ scenario: TEXT, source: TEXT, message: TEXT, replay: TEXT, others: TEXTS })
const RULE = record<RuleCard>({
  id: TEXT,
  rule: TEXT,
  verdict: oneOf('held', 'violated', 'unexercised'),
  held: COUNT,
  violated: COUNT,
  unexercised: COUNT,
  violation: nullOr(VIOLATION),
  needs: nullOr(TEXT),
})
const CLIENT = record<ClientCard>({
  client: TEXT,
  provider: TEXT,
  drilled: COUNT,
  untold: TEXTS,
  verdict: oneOf('pass', 'fail', 'inconclusive'),
  reasons: TEXTS,
  inconclusive: COUNT,
  rules: listOf(RULE),
  fixes: listOf(record<Fix>({ rule: TEXT, id: TEXT, violated: COUNT, instead: TEXT })),
})
const SCORECARD = record<Omit<Scorecard, 'partial'>>({
  schemaVersion: oneOf(1),
  firedrill: TEXT,
  seed: COUNT,
  scenarios: TEXTS,
  clients: listOf(CLIENT),
})
