/** The step summary: what stands in it, in which order, and within which bounds. */
import { expect, test } from 'vitest'
import { markdownReport, SUMMARY_BYTES } from '../../src/report/markdown.ts'
import { fence, inline, prose } from '../../src/report/markdown-text.ts'
import { audited, brokenRun, explored, passedRun, runs, scorecardOf, spreadScorecards } from './reported.ts'

test('a run begins with its verdict, then has its rules, timeline, plot, replay and source', () => {
  const report = markdownReport(runs(brokenRun()))
  expect(headings(report)).toEqual(['## ✗ fail: ask through outage'])
  const order = [
    '| R3 backs-off | ✗&nbsp;violated | Attempt 2 of call 0 was sent',
    '| R7 terminates | ✓&nbsp;held | ',
    '<summary>12 rules never came to the test</summary>',
    '◀ R3',
    'xychart-beta',
    '```sh\nnpx firedrill run outage\n```',
    'export default scenario({',
  ]
  const places = order.map((part) => report.indexOf(part))
  expect(places).not.toContain(-1)
  expect(places).toEqual(places.toSorted((left, right) => left - right))
})

test('the timeline of a pass is folded away', () => {
  const report = markdownReport(runs(passedRun()))
  expect(headings(report)).toEqual(['## ✓ pass: told through told'])
  expect(report).toContain('<details><summary>Timeline</summary>')
  expect(markdownReport(runs(brokenRun()))).not.toContain('<summary>Timeline</summary>')
})

test('several runs begin with the worst verdict and a table of all', () => {
  const report = markdownReport(runs(passedRun(), brokenRun()))
  expect(headings(report)).toEqual([
    '## ✗ fail: 2 runs',
    '### ✓ pass: told through told',
    '### ✗ fail: ask through outage',
  ])
  expect(report).toContain('| ✓ pass | told | told |  |')
  expect(report).toMatch(/\| ✗ fail \| outage \| ask \| .*R3 backs-off/)
})

test('a run that proves nothing says why', () => {
  const run = { ...passedRun().run, required: ['obeys-abort'] }
  const report = markdownReport(runs({ run, replay: 'again' }))
  expect(headings(report)).toEqual(['## ? inconclusive: told through told'])
  expect(report).toContain('\n- obeys-abort is required, but stayed unexercised: ')
})

test('an exploration shows each find as source, with its replay, and what was reached', () => {
  const report = markdownReport(explored())
  expect(headings(report)).toEqual(['## ✗ fail: exploring ask', '### ✗ R3 backs-off'])
  expect(report).toContain("name: 'backs-off'")
  expect(report).toContain('```sh\nnpx firedrill replay .firedrill/backs-off.json\n```')
  expect(report).toContain('| R3 backs-off | 10 | 3 | 4 |  |')
  expect(report).toContain('Reached faults: reset 3')
})

test('an audit says what changed against the baseline, before anything else', () => {
  const report = markdownReport(audited())
  expect(headings(report)).toEqual([
    '## ✗ 1 rule violated, 1 of them new: ask',
    '### What changed against the baseline',
    '### Scorecard',
    '### ask',
  ])
  expect(report).toContain('It got worse')
  expect(report).toContain('| ✗&nbsp;newly&nbsp;violated | R3 backs-off | ask | It breaks backs-off. |')
  expect(report).toContain('| ✓&nbsp;cured | R4 jitters | ask | Held in 3 scenarios. |')
  expect(report).toContain('| !&nbsp;no&nbsp;longer&nbsp;tested | R19 obeys-abort | ask | Declare more. |')
  expect(report).toContain('| R3 backs-off | ✗ violated in 3 of 3 |')
  expect(report).toContain('- R3 backs-off, violated in 3 scenarios: Wait longer.')
  expect(report).toContain('```sh\nnpx firedrill run outage\n```')
})

test('an audit says in which scenarios a rule is violated more than in the baseline, and in which no longer', () => {
  const [one, other] = spreadScorecards()
  const worse = markdownReport({ kind: 'audit', scorecard: other, baseline: one, evidence: [] })
  expect(headings(worse)[0]).toBe('## ✗ 1 rule violated, 0 of them new and 1 worse: ask')
  expect(worse).toContain('It got worse')
  expect(worse).toContain('| ✗&nbsp;worse | R3 backs-off | ask | It is now violated in 1 scenario more: told. |')
  const better = markdownReport({ kind: 'audit', scorecard: one, baseline: other, evidence: [] })
  expect(better).toContain('| ✓&nbsp;better | R3 backs-off | ask | It is no longer violated in 1 scenario: told. |')
})

test('without a baseline nothing is said of change, and without a change that there is none', () => {
  expect(markdownReport(audited('', null))).not.toContain('What changed')
  const scorecard = scorecardOf({})
  const same = markdownReport({ kind: 'audit', scorecard, baseline: scorecard, evidence: [] })
  expect(headings(same)[0]).toBe('## ✓ no rule violated: ask')
  expect(same).toContain('Nothing: every rule came to what it came to before.')
})

test('several clients stand side by side', () => {
  const one = scorecardOf({ 'backs-off': 'violated' })
  const other = scorecardOf({}, '', 'other')
  const scorecard = { ...one, clients: [...one.clients, ...other.clients] }
  const report = markdownReport({ kind: 'audit', scorecard, baseline: one, evidence: [] })
  expect(report).toContain('| Rule | ask | other |')
  expect(report).toContain('| R3 backs-off | ✗ violated in 3 of 3 | ✓ held in 3 |')
  expect(report).toContain('- New clients: other.')
})

test('more than GitHub takes is cut between parts, with a note', () => {
  const many = runs(...Array.from({ length: 400 }, () => brokenRun()))
  const report = markdownReport(many)
  expect(bytesOf(report)).toBeLessThanOrEqual(SUMMARY_BYTES)
  expect(bytesOf(report)).toBeGreaterThan(SUMMARY_BYTES * 0.9)
  expect(report).toMatch(/\n\n\*\*Cut here\*\*.*: \d+ of \d+ parts are left out\.\n$/)
  expect(report.match(/^```/gm)!.length % 2).toBe(0)
  expect(report.match(/<details>/g)!.length).toBe(report.match(/<\/details>/g)!.length)
  for (const bytes of [200, 1000, 5000]) expect(bytesOf(markdownReport(many, bytes))).toBeLessThanOrEqual(bytes)
})

test('a fence is longer than any within, and shows what is not seen', () => {
  expect(fence('text', ['a', '````', 'b'])).toBe('`````text\na\n````\nb\n`````')
  expect(fence('ts', ["'\u202E\u0007\uD800'"])).toBe("```ts\n'\\u202e\\u0007\uFFFD'\n```")
})

test('text in a line is nothing but text; code in a sentence is code', () => {
  expect(inline('a | b <i> `c` [d](e)\nf')).toBe('a &#124; b &#60;i&#62; &#96;c&#96; &#91;d&#93;(e) f')
  expect(inline('- https://a.test www.a.test @b')).toBe('&#45; https&#58;//a.test www&#46;a.test &#64;b')
  expect(['1. a', '12) a', '1 a', '# a'].map((text) => inline(text))).toEqual([
    '&#49;. a',
    '&#49;2) a',
    '1 a',
    '&#35; a',
  ])
  expect(inline('x'.repeat(3000))).toHaveLength(1500)
  expect(prose('declare `a | b`, or `')).toBe('declare <code>a &#124; b</code>, or &#96;')
})

function headings(report: string): string[] {
  return report.split('\n').filter((line) => /^#+ /.test(line))
}

function bytesOf(text: string): number {
  return Buffer.byteLength(text)
}
