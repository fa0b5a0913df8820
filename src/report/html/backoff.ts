/** How long a client waited before each retry, next to what was asked of it, what it promised, and what is advised. */
import { backoffRuns } from '../../property/backoff.ts'
import { seconds } from '../../property/format.ts'
import type { Trace } from '../../trace/trace.ts'
import { calls } from '../../trace/view.ts'
import { box, type Element, h } from './dom.ts'
import { figure, folded, table } from './parts.ts'
import { axisX, axisY, dot, draw, line, ruleY, text } from './plot.ts'

interface Waited {
  readonly call: number
  /** Retries of one link within one call are joined by a line. */
  readonly run: string
  readonly retry: number
  readonly waited: number
  /** Seconds that the failed answer had asked for, or null. */
  readonly asked: number | null
}

/** The figure of all waits before retries; null where there was none. */
export function backoffFigure(trace: Trace, prefix: string): Element | null {
  const waited = calls(trace).flatMap((call) =>
    backoffRuns(call, trace.contract.fallback).flatMap((run, index) =>
      run.map(({ waitMs, hint }, retry): Waited => {
        const asked = hint.kind === 'wait' ? hint.waitMs / 1000 : null
        return { call: call.call, run: `${call.call}.${index}`, retry: retry + 1, waited: waitMs / 1000, asked }
      }),
    ),
  )
  if (waited.length === 0) return null
  const shown = waited.slice(0, SHOWN_MAX)
  const left = waited.length - shown.length
  const rows = shown.map(({ call, retry, waited, asked }) => ({
    cells: [call, retry, text3(waited), asked === null ? '' : text3(asked)],
  }))
  const note = left === 0 ? '' : ` The first ${SHOWN_MAX} of ${waited.length} are shown.`
  return figure(
    { id: `${prefix}waits`, class: 'waits' },
    {
      caption: [h('strong', {}, 'Waits before retries. '), `Each line is one call.${note}`],
      legend: legend(shown, trace),
      plot: waitsPlot(shown, trace),
      table: folded('The same as a table', table('Waits', ['call', 'retry', 'waited', 'asked by the answer'], rows)),
    },
  )
}

function waitsPlot(waited: readonly Waited[], { contract }: Trace): Element {
  const retryMax = Math.max(...waited.map(({ retry }) => retry))
  const advised = ADVISED.slice(0, retryMax).map((seconds, index) => ({ retry: index + 1, seconds }))
  const cap = contract.backoffCapMs === null ? [] : [contract.backoffCapMs / 1000]
  const longest = Math.max(...waited.map(({ waited }) => waited), ...advised.map(({ seconds }) => seconds))
  // Some answers ask for years: they are named at the top, and leave the waits their room.
  const asked = waited.filter(({ asked }) => asked !== null && asked <= longest * FAR)
  const far = waited.filter(({ asked }) => asked !== null && asked > longest * FAR)
  const top = Math.max(longest, ...cap, ...asked.map(({ asked }) => asked!)) * 1.1
  const isWide = top > 40
  return draw({
    width: WIDTH,
    height: 220,
    marginLeft: 56,
    marginRight: 90,
    x: { domain: [0.7, Math.max(retryMax, 3) + 0.3] },
    y: { domain: [0, top], type: isWide ? 'sqrt' : 'linear' },
    marks: [
      axisX(retryTicks(retryMax), { label: 'retry', tickFormat: String }),
      axisY({ label: isWide ? 'seconds waited (root scale)' : 'seconds waited', ticks: 5 }),
      line(advised, { x: 'retry', y: 'seconds', className: 'advised' }),
      ruleY(cap, { className: 'declared' }),
      text(cap, {
        y: (value: number) => value,
        frameAnchor: 'right',
        dx: 4,
        textAnchor: 'start',
        text: () => 'backoffCap',
        className: 'declared-text',
      }),
      line(waited, { x: 'retry', y: 'waited', z: 'run', className: 'waited' }),
      dot(asked, { x: 'retry', y: 'asked', symbol: 'triangle', r: 5, className: 'asked', title: titleOf }),
      text(far, {
        x: 'retry',
        y: top,
        text: ({ asked }) => `△ ${text3(asked)}`,
        className: 'asked-text',
        title: titleOf,
      }),
      dot(waited, { x: 'retry', y: 'waited', r: 3.5, className: 'waited', title: titleOf }),
    ],
  })
}

function retryTicks(retryMax: number): number[] {
  const step = Math.ceil(retryMax / 20)
  return Array.from({ length: Math.max(Math.floor(retryMax / step), 3) }, (_, index) => (index + 1) * step)
}

function legend(waited: readonly Waited[], { contract }: Trace): Element {
  const entry = (name: string, what: string) =>
    h('li', {}, h('span', { class: `swatch ${name}`, 'aria-hidden': 'true' }), what)
  return box('ul', 'legend', [
    entry('waited', 'waited'),
    ...(waited.some(({ asked }) => asked !== null) ? [entry('asked-dot', 'asked by the failed answer')] : []),
    ...(contract.backoffCapMs === null
      ? []
      : [entry('declared', `the longest wait that is declared: ${text3(contract.backoffCapMs / 1000)}`)]),
    entry('advised', 'advised: 1s, 2s, 4s'),
  ])
}

function titleOf({ call, retry, waited, asked }: Waited): string {
  return `call ${call}, retry ${retry}: waited ${text3(waited)}${asked === null ? '' : `, asked for ${text3(asked)}`}`
}

function text3(value: number): string {
  return seconds(value * 1000)
}

const WIDTH = 860
const SHOWN_MAX = 600
const ADVISED = [1, 2, 4]
/** Beyond this many times the longest wait, what was asked is off the scale. */
const FAR = 4
