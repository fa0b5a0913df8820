/** What the page of an audit says of a baseline, and of what it does not hold. */
import { expect, test } from 'vitest'
import { htmlReport } from '../../../src/report/html/html.ts'
import { markdownReport } from '../../../src/report/markdown.ts'
import { audited, spreadScorecards } from '../reported.ts'

test('it lists the rules that are violated in more scenarios, and those in fewer', () => {
  const [one, other] = spreadScorecards()
  const worse = htmlReport({ kind: 'audit', scorecard: other, baseline: one, evidence: [] })
  expect(worse).toContain('Violated in more scenarios: 1 rule')
  expect(worse).toContain('R3 backs-off, by ask: It is now violated in 1 scenario more: told.')
  const better = htmlReport({ kind: 'audit', scorecard: one, baseline: other, evidence: [] })
  expect(better).toContain('Violated in fewer scenarios: 1 rule')
  expect(better).toContain('R3 backs-off, by ask: It is no longer violated in 1 scenario: told.')
})

test('it says that it is not whole', () => {
  const reported = audited()
  const scorecard = { ...reported.scorecard, partial: { done: 3, total: 8 } }
  expect(htmlReport({ ...reported, scorecard })).toContain('The audit was interrupted after 3 of 8 drills.')
  expect(htmlReport(reported)).not.toContain('interrupted')
})

test('it counts the scenarios that a client’s API has no words for, as the step summary does', () => {
  const { scorecard } = audited()
  const clients = scorecard.clients.map((card) => ({ ...card, untold: ['quota', 'page'] }))
  const reported = { kind: 'audit', scorecard: { ...scorecard, clients }, baseline: null, evidence: [] } as const
  const said = '2 scenarios of other APIs left out, which anthropic has no words for: quota, page.'
  expect(htmlReport(reported)).toContain(said)
  expect(markdownReport(reported)).toContain(said)
})
