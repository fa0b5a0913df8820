/** Users' own properties: a claim and a check, with the verdicts and reports of all others. */
import { wrongUse } from '../errors.ts'
import { plainOptions, refuseUnknown } from '../fault/options.ts'
import type { Trace } from '../trace/trace.ts'
import { OWN_RULE, type Property, type PropertyResult, type PropertyVerdict, type RuleId } from './property.ts'

/** What a user's check found. */
export interface OwnFinding {
  readonly verdict: PropertyVerdict
  /** What the client did, when, and what was expected; then what to do about it. In sentences. */
  readonly message: string
  /** Places in `trace.events` that prove it, as `calls` and `attempts` have them. Default: none. */
  readonly evidence?: readonly (number | null)[]
  /** Remarks that are printed, and never a failure. Default: none. */
  readonly advice?: readonly string[]
}

/** A property, as users write it. */
export interface PropertyDefinition {
  /** A name of its own in small letters, digits and hyphens, such as `asks-haiku-first`. */
  id: string
  /** The claim in one sentence. */
  claim: string
  /** The rule that it stands for: one of the domain's, or one of your own. Default: `own`. */
  rule?: RuleId
  /** Judges one trace. It is to be pure: the same trace, the same finding. */
  check(trace: Trace): OwnFinding
}

/**
 * A property of your own. It can do all that others can: `toKeep(mine)`, `allOf`, `within`, `advise`, reports.
 *
 * @example
 * const asksHaiku = defineProperty({
 *   id: 'asks-haiku',
 *   claim: 'Every attempt asks for Haiku.',
 *   check: (trace) => {
 *     const stray = attempts(trace).find(({ model }) => model !== 'claude-haiku-4-5')
 *     if (stray === undefined) return { verdict: 'held', message: 'Every attempt asked for Haiku.' }
 *     return { verdict: 'violated', message: `Attempt ${stray.attempt} did not.`, evidence: [stray.createdAt] }
 *   },
 * })
 * @throws FiredrillError (`wrong-use`) for what is no property; `check` throws it for what is no finding.
 */
export function defineProperty(definition: PropertyDefinition): Property {
  const what = 'the property'
  const { id, claim, rule = OWN_RULE, check, ...unknown } = plainOptions(what, definition)
  refuseUnknown(what, unknown)
  checkId(id)
  if (!isText(claim)) throw wrongUse(`define ${id}`, 'it has no claim', 'Say in one sentence what it claims')
  if (!isText(rule)) throw wrongUse(`define ${id}`, 'its rule is no text', "Leave it out, or name it: rule: 'R12'")
  if (typeof check !== 'function') {
    throw wrongUse(`define ${id}`, 'it has no function "check"', 'Give check: (trace) => ({ verdict, message })')
  }
  return Object.freeze({ id, rule, claim, check: (trace: Trace) => resultOf(id, rule, check(trace), trace) })
}

/** @throws FiredrillError (`wrong-use`) for anything but small letters, digits and hyphens. */
export function checkId(id: unknown): asserts id is string {
  if (typeof id === 'string' && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id)) return
  throw wrongUse(
    'define a property',
    `its id ${JSON.stringify(id)} is no name`,
    "Use small letters, digits and hyphens: 'asks-haiku-first'",
  )
}

const VERDICTS: readonly unknown[] = ['held', 'violated', 'unexercised'] satisfies PropertyVerdict[]

function resultOf(id: string, rule: RuleId, finding: unknown, trace: Trace): PropertyResult {
  const { verdict, message, evidence = [], advice = [] } = Object(finding) as Partial<OwnFinding>
  const fail = (why: string, hint: string) => wrongUse(`judge by ${id}`, why, hint)
  if (!VERDICTS.includes(verdict)) {
    const why = typeof Object(finding).then === 'function' ? 'a promise' : `the verdict ${JSON.stringify(verdict)}`
    throw fail(`its check gave ${why}`, "Give { verdict: 'held' | 'violated' | 'unexercised', message }, at once")
  }
  if (!isText(message)) throw fail('its check gave no message', 'Say in a sentence what was found')
  if (!Array.isArray(advice) || !advice.every(isText)) throw fail('its advice is no list of texts', 'Give such a list')
  const places = Array.isArray(evidence) ? evidence.filter((place) => place !== null) : [evidence]
  const stray = places.find((place) => trace.events[place] === undefined)
  if (stray !== undefined) {
    throw fail(
      `its evidence ${JSON.stringify(stray)} is no place in trace.events`,
      'Give places as calls() and attempts() have them, such as createdAt',
    )
  }
  const inOrder = [...new Set(places)].sort((a, b) => a - b)
  return { id, rule, verdict: verdict!, message, evidence: inOrder, advice }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== ''
}
