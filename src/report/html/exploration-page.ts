/** The page of an exploration: each counterexample with its source and its drill, then what was reached at all. */
import { printScenario } from '../../scenario/print.ts'
import type { Counterexample, Exploration } from '../exploration.ts'
import { ruleName } from '../rule-name.ts'
import { roughly } from '../time.ts'
import { coverageSection } from './coverage.ts'
import { box, type Element, h } from './dom.ts'
import { drilledFigures } from './drilled.ts'
import { lanesOf } from './lanes/lanes.ts'
import { brief } from './legible.ts'
import type { Page } from './page.ts'
import { badge, copyable, facts } from './parts.ts'
import { ruleCard } from './rules.ts'

/** The page of an exploration. */
export function explorationPage(exploration: Exploration, replay: (one: Counterexample) => string): Page {
  const { client, verdict, counterexamples } = exploration
  const name = `Exploring ${brief(client, 80)}`
  return {
    title: `${verdict}: ${name}`,
    body: [
      box(
        'header',
        'hero',
        box('div', 'hero-head', badge(verdict), h('h1', {}, name)),
        summary(exploration),
        figures(exploration),
      ),
      ...counterexamples.map((one, index) => counterexampleSection(one, replay(one), index + 1)),
      coverageSection(exploration.coverage),
    ],
  }
}

function summary({ counterexamples, coverage, reasons, kept }: Exploration): Element {
  const tested = coverage.properties.filter(({ held, violated }) => held + violated > 0).length
  const tally = `${tested} of ${coverage.properties.length} rules came to the test, ${counterexamples.length} broken.`
  const links = counterexamples.map(({ result }, index) => [
    index > 0 && ', ',
    h('a', { href: `#found-${index + 1}` }, ruleName(result)),
  ])
  const notes = [
    ...reasons,
    ...kept.dropped.map((file) => `${file} was dropped: its rule holds now.`),
    ...kept.untested.map((file) => `${file} is still kept, but its rule no longer comes to the test.`),
  ]
  return box(
    'div',
    'summary',
    h('p', {}, counterexamples.length > 0 && h('strong', {}, 'Broken: ', links, '. '), tally),
    notes.slice(0, NOTES_MAX).map((note) => h('p', { class: 'reason' }, brief(note, 500))),
    notes.length > NOTES_MAX && h('p', {}, `And ${notes.length - NOTES_MAX} more notes.`),
  )
}

function figures({ drills, runs, shrinkDrills, inconclusive, ended, seed, wallMs }: Exploration): Element {
  return facts([
    ['Scenarios drilled', `${drills.toLocaleString('en')} of ${runs.toLocaleString('en')}`],
    ['Ended', ENDS[ended]],
    ['Drills to make them smaller', shrinkDrills.toLocaleString('en')],
    ['Could not be judged', inconclusive.toLocaleString('en')],
    ['Took', roughly(wallMs)],
    ['Seed', seed],
  ])
}

function counterexampleSection(one: Counterexample, replay: string, number: number): Element {
  const { result, scenario, trace } = one
  const prefix = `found-${number}-`
  const heading = `${prefix}heading`
  return h(
    'section',
    { id: `found-${number}`, class: 'part', 'aria-labelledby': heading },
    h('h2', { id: heading }, `The smallest scenario found that breaks ${ruleName(result)}`),
    box(
      'div',
      'beside',
      box('div', 'rules', ruleCard(result, lanesOf(trace, [result]), prefix), origin(one)),
      box(
        'div',
        'happened',
        copyable(`${prefix}source`, `the scenario that breaks ${ruleName(result)}`, printScenario(scenario)),
        copyable(`${prefix}replay`, 'the command that shows it again', replay),
        drilledFigures(trace, [result], prefix),
      ),
    ),
  )
}

function origin({ seed, path, drills, shrinkDrills, cutShort, file, trace: { limit } }: Counterexample): Element {
  return facts([
    ['Seed', seed],
    ['Path', path ?? 'found by an earlier exploration'],
    ['Broken in', `${drills} ${drills === 1 ? 'drill' : 'drills'}`],
    ['Made smaller in', `${shrinkDrills} drills${cutShort ? ', cut short' : ''}`],
    ...(file === null ? [] : [['Kept in', brief(file, 200)] as const]),
    ...(limit?.limit === 'attempts' ? [['Drilled with', `limits: { attempts: ${limit.value} }`] as const] : []),
  ])
}

const NOTES_MAX = 10
const ENDS = {
  runs: 'all were drilled',
  budget: 'the budget was spent',
  interrupted: 'interrupted',
  'all-broken': 'every rule was broken',
} as const
