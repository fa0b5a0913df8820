/** What a test expects of a trace: whether it is met, and what the test says when it isn't. */
import { originOf } from '../drill/origin.ts'
import { wrongUse } from '../errors.ts'
import { allProperties } from '../property/all.ts'
import type { Property, PropertyResult } from '../property/property.ts'
import { runVerdict, standing } from '../property/verdict.ts'
import { printScenario } from '../scenario/print.ts'
import type { Trace } from '../trace/trace.ts'
import { excerpt } from './excerpt.ts'
import { clip, printable, WIDTH, wrap } from './text.ts'

/** An expectation, judged. */
export interface Expectation {
  readonly met: boolean
  /** Each result that goes against it. */
  readonly offenders: readonly PropertyResult[]
  /**
   * What a test says when it isn't met.
   *
   * @param replay The command that shows the same again; null where only code does.
   */
  readonly message: (replay: string | null) => string
}

/** What must have come to the test besides. */
export interface PassOptions {
  /** The ids of properties that must have come to the test, such as `'recovers'`. Default: none. */
  require?: readonly string[]
}

/** Expects each property to be held or, with `isNot`, violated: what never came to the test is neither. */
export function keeping(received: unknown, properties: readonly Property[], isNot: boolean): Expectation {
  const trace = checkedTrace(received)
  const [first] = properties
  if (first === undefined) {
    throw wrongUse('judge the trace', 'no property is named', 'Name some: backsOff(), terminates()')
  }
  const stranger = properties.find((property) => typeof (property as Partial<Property>)?.check !== 'function')
  if (stranger !== undefined) {
    const why = `${clip(printable(nameOf(stranger)), 40)} is no property`
    throw wrongUse('judge the trace', why, 'Call it: backsOff() makes a property')
  }
  const expected = isNot ? 'violated' : 'held'
  const results = properties.map((property) => property.check(trace))
  // What only advises offends nobody.
  const offenders = results.filter((result) => result.verdict !== expected && (isNot || standing(result) !== 'advised'))
  const names = offenders.map(({ id, rule, verdict }) => `${id} (${rule}) is ${verdict}`)
  const untested = isNot && offenders.some(({ verdict }) => verdict === 'unexercised')
  const opening = [
    ...wrap(`Expected to be ${expected}: ${names.join(', ')}.`, WIDTH),
    ...(untested ? ['What never came to the test is neither held nor violated.'] : []),
  ]
  return { met: offenders.length === 0, offenders, message: textOf(trace, opening, offenders) }
}

/** Expects the drill to pass as `firedrill run` has it or, with `isNot`, to fail: inconclusive is neither. */
export function passing(received: unknown, { require = [] }: PassOptions, isNot: boolean): Expectation {
  const trace = checkedTrace(received)
  const results = allProperties().map((property) => property.check(trace))
  const { verdict, reasons } = runVerdict(trace, results, require)
  const expected = isNot ? 'fail' : 'pass'
  const offenders = results.filter((result) => standing(result) === 'violated')
  // Violations are told below, each with its timeline.
  const others = reasons.filter((reason) => !offenders.some(({ id }) => reason.startsWith(`${id}: `)))
  const broken = offenders.map(({ id, rule }) => `${id} (${rule})`)
  const opening = [
    `Expected to ${expected}: the drill ${ENDS[verdict]}.`,
    ...(broken.length === 0 ? [] : wrap(`Violated: ${broken.join(', ')}.`, WIDTH)),
    ...others.flatMap((reason) => wrap(reason, WIDTH)),
  ]
  return { met: verdict === expected, offenders, message: textOf(trace, opening, offenders) }
}

function textOf(trace: Trace, opening: readonly string[], offenders: readonly PropertyResult[]) {
  const parts = offenders
    .slice(0, SHOWN_MAX)
    .flatMap((result) => ['', ...wrap(`${result.id}: ${result.message}`, WIDTH), ...excerpt(trace, result)])
  const more = offenders.slice(SHOWN_MAX).flatMap(({ id, message }) => ['', ...wrap(`${id}: ${message}`, WIDTH)])
  const isShown = offenders.some(({ verdict }) => verdict === 'violated')
  return (replay: string | null) => [...opening, ...parts, ...more, '', ...again(trace, replay, isShown)].join('\n')
}

/** How to see the same again: what fails once fails always. */
function again(trace: Trace, replay: string | null, withSource: boolean): string[] {
  const { scenario: name, client, seed } = trace
  const lines = [
    ...wrap(`Scenario "${name}", client "${client}", seed ${seed}.`, WIDTH),
    `Replay: ${replay ?? `drill(scenario, client, { seed: ${seed} })`}`,
  ]
  const scenario = originOf(trace)
  if (scenario === undefined || !withSource) return lines
  const source = printScenario(scenario).trimEnd().split('\n')
  if (source.length > SOURCE_MAX) return lines
  return [
    ...lines,
    ...wrap(`Or, with the scenario as printed here in ${name}.ts, and the client in a file of its own:`, WIDTH),
    `  npx firedrill run ${name}.ts --client FILE --seed ${seed}`,
    '',
    ...source.map((line) => (line === '' ? '' : `  ${line}`)),
  ]
}

function checkedTrace(received: unknown): Trace {
  const { events, contract } = Object(received) as Partial<Trace>
  if (Array.isArray(events) && contract !== undefined) return received as Trace
  const isPromise = typeof Object(received).then === 'function'
  throw wrongUse(
    'judge the trace',
    `what was given is ${isPromise ? 'a promise' : 'none'}`,
    'Give it what a drill shows: await drill(scenario, client)',
  )
}

function nameOf(value: unknown): string {
  return typeof value === 'function' ? value.name : String(value)
}

const ENDS = { pass: 'passes', fail: 'fails', inconclusive: 'is inconclusive' } as const
const SHOWN_MAX = 3
const SOURCE_MAX = 40
