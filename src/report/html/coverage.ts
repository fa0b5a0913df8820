/** What an exploration reached, and what it never did, as bars. */
import type { Coverage, PropertyCoverage, Reached } from '../exploration.ts'
import { ruleName } from '../rule-name.ts'
import { box, type Element, h } from './dom.ts'
import { brief } from './legible.ts'
import { counted, figure, folded, table } from './parts.ts'
import { axisY, barX, draw, text } from './plot.ts'

/** The section of all that was reached. */
export function coverageSection(coverage: Coverage): Element {
  const { faults, steps, paths, properties } = coverage
  return h(
    'section',
    { id: 'reached', class: 'part', 'aria-labelledby': 'reached-heading' },
    h('h2', { id: 'reached-heading' }, 'What was reached'),
    rulesFigure(properties),
    box(
      'div',
      'columns',
      reachedFigure('faults', 'Faults that were served', faults),
      h(
        'div',
        {},
        reachedFigure('paths', 'Paths that the client took', paths),
        reachedFigure('steps', 'Steps that served', steps),
      ),
    ),
  )
}

function rulesFigure(properties: readonly PropertyCoverage[]): Element {
  const entry = (verdict: string) =>
    h('li', {}, h('span', { class: `swatch ${verdict}`, 'aria-hidden': 'true' }), verdict)
  const rows = properties.map((one) => ({ cells: [ruleName(one), ...VERDICTS.map((verdict) => one[verdict])] }))
  const needs = properties.flatMap((one) => {
    if (one.missing === null) return []
    return [h('li', {}, h('strong', {}, ruleName(one)), ` ${brief(one.missing, 500)}`)]
  })
  return figure(
    { id: 'reached-rules', class: 'bars' },
    {
      caption: [
        h('strong', {}, 'Rules, '),
        'by the number of drills in which they were held, violated, or not tested.',
      ],
      legend: box('ul', 'legend', VERDICTS.map(entry)),
      plot: rulesPlot(properties),
      table: [
        folded('The same as a table', table('Rules', ['rule', ...VERDICTS], rows)),
        needs.length > 0 &&
          folded(`What the ${needs.length} that never came to the test need`, box('ul', 'untested', needs)),
      ],
    },
  )
}

function rulesPlot(properties: readonly PropertyCoverage[]): Element {
  const parts = properties.flatMap((one) => {
    const name = brief(ruleName(one), NAME_MAX)
    const ends = [one.held, one.held + one.violated, one.held + one.violated + one.unexercised]
    return VERDICTS.map((verdict, index) => ({ name, verdict, from: ends[index - 1] ?? 0, to: ends[index]! }))
  })
  const title = ({ name, verdict, from, to }: (typeof parts)[number]) =>
    `${name}: ${verdict} in ${counted(to - from, 'drill')}`
  const bars = (one: string) => parts.filter(({ verdict, from, to }) => verdict === one && to > from)
  return draw({
    width: WIDTH,
    height: properties.length * ROW + 10,
    margin: 5,
    marginLeft: 210,
    x: { axis: null },
    y: { domain: [...new Set(parts.map(({ name }) => name))], axis: null, padding: 0.3 },
    marks: [
      axisY({ label: null, tickSize: 0 }),
      ...VERDICTS.map((verdict) => barX(bars(verdict), { x1: 'from', x2: 'to', y: 'name', className: verdict, title })),
    ],
  })
}

function reachedFigure(id: string, name: string, reached: Reached): Element {
  const entries = Object.entries(reached).map(([what, count]) => ({ what: brief(what, NAME_MAX), count }))
  const shown = entries.slice(0, SHOWN_MAX)
  const note = entries.length > shown.length ? ` The first ${SHOWN_MAX} of ${entries.length} are shown.` : ''
  return figure(
    { id: `reached-${id}`, class: 'bars' },
    {
      caption: [h('strong', {}, `${name}, `), `with the number of drills.${note}`],
      plot: draw({
        width: WIDTH / 2,
        height: shown.length * ROW + 10,
        margin: 5,
        marginLeft: 170,
        marginRight: 50,
        x: { axis: null },
        y: { domain: shown.map(({ what }) => what), axis: null, padding: 0.3 },
        marks: [
          axisY({ label: null, tickSize: 0 }),
          barX(shown, { x: 'count', y: 'what', className: 'count' }),
          text(shown, {
            x: 'count',
            y: 'what',
            text: ({ count }) => String(count),
            dx: 4,
            textAnchor: 'start',
            className: 'tick',
          }),
        ],
      }),
      table: folded(
        'The same as a table',
        table(
          name,
          ['what', 'drills'],
          shown.map(({ what, count }) => ({ cells: [what, count] })),
        ),
      ),
    },
  )
}

const VERDICTS = ['held', 'violated', 'unexercised'] as const
const WIDTH = 1100
const ROW = 20
const NAME_MAX = 30
const SHOWN_MAX = 60
