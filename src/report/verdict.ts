/** What the rules and the run came to, as text. */
import type { PropertyResult, PropertyVerdict } from '../property/property.ts'
import { runVerdict, standing } from '../property/verdict.ts'
import type { TraceEvent } from '../trace/event.ts'
import type { Trace } from '../trace/trace.ts'
import type { Paint, Style } from './paint.ts'
import { otherReasons } from './reasons.ts'
import type { Run } from './run.ts'
import { indented, wrap } from './text.ts'
import { exactSeconds } from './time.ts'

/** How a text is to look. */
interface Look {
  readonly width: number
  readonly paint: Paint
  readonly full?: boolean
}

/** What a result is shown as. */
type Standing = PropertyVerdict | 'advised'

/**
 * Each property with its message: what never came to the test first, what was violated last, next to the verdict. What
 * never came to the test is only named: most of it is not what the scenario is about. In full, it says what it needs.
 */
export function propertyLines(trace: Trace, results: readonly PropertyResult[], look: Look): string[] {
  const told: readonly Standing[] = ['held', 'advised', 'violated']
  const untested = results.filter((result) => standing(result) === 'unexercised')
  return [
    ...(look.full ? untested.flatMap((result) => propertyLine(trace, result, look)) : untestedLines(untested, look)),
    ...told.flatMap((one) =>
      results
        .filter((result) => standing(result) === one)
        .flatMap((result) => [...(result.verdict === 'violated' ? [''] : []), ...propertyLine(trace, result, look)]),
    ),
  ]
}

function untestedLines(untested: readonly PropertyResult[], { width, paint }: Look): string[] {
  if (untested.length === 0) return []
  const names = untested.map(({ rule, id }) => (rule === id ? id : `${rule} ${id}`)).join(', ')
  const [first = '', ...rest] = wrap(`${names}. --verbose says what each needs.`, width - MARGIN)
  const { word } = WORDS.unexercised
  return [word.padEnd(MARGIN) + first, ...rest.map((line) => ' '.repeat(MARGIN) + line)].map((line) =>
    paint('quiet', line),
  )
}

/** One property: its verdict, its names, what it says; proof of a violation; advice. */
export function propertyLine(trace: Trace, result: PropertyResult, { width, paint }: Look): string[] {
  const { word, style } = WORDS[standing(result)]
  const name = `${result.rule} ${result.id}:`
  const [first = '', ...rest] = wrap(`${name} ${result.message}`, width - MARGIN)
  const body = (text: string) => (result.verdict === 'unexercised' ? paint('quiet', text) : text)
  const proof = result.verdict === 'violated' ? evidenceLines(trace, result, width) : []
  const advice = result.advice.flatMap((text) => indented(`Advice: ${text}`, MARGIN, width))
  return [
    paint(style, word.padEnd(MARGIN)) + paint('strong', name) + body(first.slice(name.length)),
    ...rest.map((line) => body(' '.repeat(MARGIN) + line)),
    ...proof.map((line) => paint(style, line)),
    ...advice.map((line) => paint('doubtful', line)),
  ]
}

/** What the run came to, why, and how to see it again. */
export function verdictLines(run: Run, replay: string, { width, paint }: Look): string[] {
  const { verdict } = runVerdict(run.trace, run.results, run.required)
  const { style } = RUNS[verdict]
  // The message of a violation stands right above; here its name is enough.
  const violated = run.results.filter((result) => standing(result) === 'violated')
  const broken = violated.map(({ rule, id }) => `${rule} ${id}`)
  return [
    `${paint(style, verdict.toUpperCase())}  ${tally(run.results)}`,
    ...(broken.length === 0 ? [] : indented(`Violated: ${broken.join(', ')}.`, 2, width)),
    ...gathered(otherReasons(run)).flatMap((reason) => indented(reason, 2, width)),
    '',
    `${paint('quiet', 'Replay:')} ${replay}`,
  ]
}

/** Every call may try the same host: the first one is told, the others are counted. */
function gathered(reasons: readonly string[]): string[] {
  const groups = Map.groupBy(reasons, (reason) => /^unexpected host \S+(?=:)/.exec(reason)?.[0] ?? reason)
  return [...groups.values()].map(([first, ...more]) =>
    more.length === 0 ? first! : `${first} (And ${more.length} more like it.)`,
  )
}

function tally(results: readonly PropertyResult[]): string {
  const count = (one: Standing) => results.filter((result) => standing(result) === one).length
  const advised = count('advised') === 0 ? '' : `${count('advised')} advised, `
  return `${results.length} rule${results.length === 1 ? '' : 's'}: ${count('held')} held, ${count('violated')} violated, ${advised}${count('unexercised')} unexercised`
}

function evidenceLines(trace: Trace, { evidence }: PropertyResult, width: number): string[] {
  const events = evidence.flatMap((place) => trace.events[place] ?? [])
  const shown = events.slice(0, EVIDENCE_MAX).map(eventName)
  const more = events.length > shown.length ? ` and ${events.length - shown.length} more` : ''
  return shown.length === 0 ? [] : indented(`Evidence: ${shown.join('; ')}${more}.`, MARGIN, width)
}

function eventName(event: TraceEvent): string {
  const at = `at ${exactSeconds(event.t)}`
  switch (event.kind) {
    case 'call-started':
      return `call ${event.call} started ${at}`
    case 'call-aborted':
      return `call ${event.call} was aborted ${at}`
    case 'call-ended':
      return `call ${event.call} ended ${at}`
    case 'census':
      return `what call ${event.call} left behind ${at}`
    case 'attempt-created':
      return `attempt ${event.attempt} created ${at}`
    case 'attempt-received':
      return `attempt ${event.attempt} received ${at}`
    case 'answer-headers':
      return `attempt ${event.attempt} answered ${event.status} ${at}`
    case 'answer-body':
    case 'answer-ended':
    case 'attempt-failed':
      return `attempt ${event.attempt} ended ${at}`
    default:
      return `${event.kind.replace('-', ' ')} ${at}`
  }
}

const MARGIN = 15
const EVIDENCE_MAX = 6
const WORDS: Readonly<Record<Standing, { word: string; style: Style }>> = {
  held: { word: '✓ held', style: 'good' },
  advised: { word: '! advised', style: 'doubtful' },
  violated: { word: '✗ VIOLATED', style: 'bad' },
  unexercised: { word: '· unexercised', style: 'quiet' },
}
const RUNS = { pass: { style: 'good' }, fail: { style: 'bad' }, inconclusive: { style: 'doubtful' } } as const
