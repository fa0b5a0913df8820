/** An exploration as text: what it found, to be read, pasted and replayed, and what it reached. */
import { printScenario } from '../scenario/print.ts'
import type { Counterexample, Exploration, Reached } from './exploration.ts'
import { type Paint, plain } from './paint.ts'
import { clip, indented, printable, WIDTH } from './text.ts'
import { roughly } from './time.ts'
import { timeline } from './timeline.ts'
import { propertyLine } from './verdict.ts'

/** How the text is to look. */
export interface ExplorationLook {
  /** What shows a counterexample again; null where there is nothing shorter than its source. */
  readonly replay: (counterexample: Counterexample) => string | null
  /** Default: 80. */
  readonly width?: number
  /** Default: no colour. */
  readonly paint?: Paint
}

/** The report of an exploration, ending in a line break. */
export function explorationText(exploration: Exploration, look: ExplorationLook): string {
  const { width = WIDTH, paint = plain } = look
  const { client, seed, drills, wallMs, counterexamples } = exploration
  const lines = [
    paint('strong', `firedrill: exploring ${clip(printable(client), 60)}`),
    paint('quiet', `seed ${seed}, ${counted(drills, 'scenario')} drilled in ${roughly(wallMs)}`),
    '',
    ...counterexamples.flatMap((one) => [...counterexampleLines(one, look), '']),
    ...coverageLines(exploration, width, paint),
    '',
    ...closing(exploration, width, paint),
  ]
  return `${lines.join('\n')}\n`
}

/** Why an exploration is no pass: the message of the error that a test fails with. */
export function failureText(exploration: Exploration, look: ExplorationLook): string {
  const { counterexamples, reasons, client } = exploration
  const { width = WIDTH } = look
  const broken = counterexamples.map(({ result }) => result.id)
  const what = broken.length > 0 ? `it breaks ${broken.join(', ')}` : reasons.length > 0 ? 'see below' : 'nothing held'
  const shown = counterexamples.slice(0, SHOWN_MAX)
  const lines = [
    `Failed to survive exploration: ${clip(printable(client), 60)}: ${what}.`,
    ...shown.flatMap((one) => ['', ...counterexampleLines(one, look)]),
    ...counterexamples
      .slice(SHOWN_MAX)
      .map(({ result }) => `\nAlso broken: ${result.rule} ${result.id}: ${result.message}`),
    ...reasons.flatMap((reason) => ['', ...indented(reason, 0, width)]),
  ]
  return lines.join('\n')
}

/** One counterexample: what it breaks and how, its source, its timeline, and how to see it again. */
function counterexampleLines(one: Counterexample, look: ExplorationLook): string[] {
  const { width = WIDTH, paint = plain } = look
  const { result, scenario, trace, seed } = one
  const replay = look.replay(one)
  return [
    ...propertyLine(trace, result, { width, paint }),
    '',
    paint('quiet', `The smallest scenario found, to paste into scenarios/${scenario.name}.ts:`),
    '',
    ...printScenario(scenario)
      .trimEnd()
      .split('\n')
      .map((line) => (line === '' ? '' : `  ${line}`)),
    '',
    ...timeline(trace, [result], { width, paint }),
    '',
    ...indented(`Seed ${seed}, ${originOf(one)}.`, 0, width),
    ...drillNote(one, width),
    ...(replay === null ? [] : [`${paint('quiet', 'Replay:')} ${replay}`]),
  ]
}

function originOf({ path, shrinkDrills, cutShort, drills, file }: Counterexample): string {
  const kept = file === null ? '' : `, kept in ${file}`
  if (path === null) return `found by an earlier exploration${kept}`
  const often = drills > 1 ? `, broken in ${drills} drills` : ''
  const shrunk = shrinkDrills === 0 ? '' : `, made smaller in ${counted(shrinkDrills, 'drill')}`
  return `path ${path}${often}${shrunk}${cutShort ? ' (cut short: it may get smaller still)' : ''}${kept}`
}

/** What a drill of the scenario has to be told to show the same, where it isn't the default. */
function drillNote({ trace: { limit }, seed, limits }: Counterexample, width: number): string[] {
  const name = limit === null ? null : LIMIT_NAMES[limit.limit]
  const value = name === null ? undefined : limits[name]
  const needed = [
    ...(seed === 1 ? [] : [`seed: ${seed}`]),
    ...(value === undefined ? [] : [`limits: { ${name}: ${typeof value === 'string' ? `'${value}'` : value} }`]),
  ]
  if (needed.length === 0) return []
  return indented(`A drill of it shows the same: drill(scenario, client, { ${needed.join(', ')} }).`, 0, width)
}

/** What limits are called in the options of a drill. */
const LIMIT_NAMES = {
  attempts: 'attempts',
  calls: 'calls',
  timers: 'timers',
  'virtual-time': 'virtualTime',
  'wall-time': 'wallTime',
} as const

function coverageLines({ coverage }: Exploration, width: number, paint: Paint): string[] {
  const { faults, steps, paths, properties } = coverage
  const tested = properties.filter(({ held, violated }) => held + violated > 0)
  const missing = properties.filter(({ held, violated }) => held + violated === 0)
  const block = (name: string, text: string) => {
    const [first = '', ...rest] = indented(text === '' ? 'none' : text, MARGIN, width)
    return [paint('quiet', name.padEnd(MARGIN)) + first.slice(MARGIN), ...rest]
  }
  return [
    paint('strong', 'Reached, with the number of drills'),
    ...block('Faults', listed(faults)),
    ...block('Steps', listed(steps)),
    ...block('Paths', listed(paths)),
    ...block('Rules', tested.map(({ rule, held, violated }) => `${rule} ${held + violated}`).join(', ')),
    ...(missing.length === 0 ? [] : block('Not tested', missing.map(({ rule, id }) => `${rule} ${id}`).join(', '))),
  ]
}

function closing(exploration: Exploration, width: number, paint: Paint): string[] {
  const { verdict, reasons, counterexamples, coverage, kept } = exploration
  const tested = coverage.properties.filter(({ held, violated }) => held + violated > 0).length
  const tally = `${tested} of ${coverage.properties.length} rules came to the test, ${counterexamples.length} broken`
  const rules = counterexamples.map(({ result }) => `${result.rule} ${result.id}`)
  return [
    `${paint(STYLES[verdict], verdict.toUpperCase())}  ${tally}`,
    ...(rules.length === 0 ? [] : indented(`Violated: ${rules.join(', ')}.`, 2, width)),
    ...[...reasons, ...endNotes(exploration), ...keptNotes(kept)].flatMap((note) => indented(note, 2, width)),
  ]
}

function endNotes({ ended, drills, runs, inconclusive }: Exploration): string[] {
  const cut = {
    runs: [],
    'all-broken': [`Every rule was broken after ${counted(drills, 'scenario')} of ${runs.toLocaleString('en')}.`],
    budget: [`The budget was spent after ${counted(drills, 'scenario')} of ${runs.toLocaleString('en')}.`],
    interrupted: [`It was interrupted after ${counted(drills, 'scenario')} of ${runs.toLocaleString('en')}.`],
  }[ended]
  const doubtful =
    inconclusive === 0
      ? []
      : [`${counted(inconclusive, 'drill')} came to a limit of the harness, and could not be judged.`]
  return [...cut, ...doubtful]
}

function keptNotes({ dropped, untested }: Exploration['kept']): string[] {
  return [
    ...dropped.map((file) => `${file} was dropped: its rule holds now.`),
    ...untested.map((file) => `${file} is still kept, but its rule no longer comes to the test.`),
  ]
}

function listed(counts: Reached): string {
  return Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ')
}

function counted(count: number, one: string): string {
  return `${count.toLocaleString('en')} ${one}${count === 1 ? '' : 's'}`
}

const MARGIN = 12
const SHOWN_MAX = 3
const STYLES = { pass: 'good', fail: 'bad', inconclusive: 'doubtful' } as const
