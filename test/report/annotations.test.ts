/** Workflow commands, read back by the rules of GitHub's runner. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { annotations } from '../../src/report/annotations.ts'
import type { Reported } from '../../src/report/reported.ts'
import { hostile } from './hostile.ts'
import { audited, brokenRun, explored, passedRun, runs, scorecardOf, spreadScorecards } from './reported.ts'
import { repaired, runOf } from './stories.ts'

test('a violation is an error with its rule, its client and scenario, what it says and how to see it again', () => {
  const [first] = read(runs(brokenRun())).filter(({ title }) => title.includes('R3'))
  expect(first).toMatchObject({ level: 'error', title: 'firedrill: R3 backs-off, ask through outage', file: null })
  const [message = '', replay] = first!.message.split('\n')
  expect(message).toMatch(/^Attempt 2 of call 0 was sent at 1s/)
  expect(replay).toBe('Replay: npx firedrill run outage')
})

test('an error stands at the file of its client, where that is known', () => {
  const files = { ask: 'src/with,comma/100%:ask.ts' }
  const errors = read({ ...runs(brokenRun()), files }).filter(({ level }) => level === 'error')
  expect(new Set(errors.map(({ file }) => file))).toEqual(new Set(['src/with,comma/100%:ask.ts']))
})

test('a pass says nothing', () => {
  expect(annotations(runs(passedRun()))).toBe('')
})

test('doubts are warnings, unexpected hosts errors, advice is a notice', () => {
  const doubtful = { ...passedRun().run, required: ['obeys-abort'] }
  expect(read(runs({ run: doubtful, replay: 'again' }))).toMatchObject([
    { level: 'warning', message: expect.stringContaining('obeys-abort is required') },
  ])
  const strange = runOf((t) => {
    repaired(t)
    t.unexpectedHost()
  })
  expect(read(runs({ run: strange, replay: 'again' }))).toMatchObject([
    { level: 'error', message: expect.stringContaining('unexpected host telemetry.test') },
  ])
  const { run, replay } = brokenRun()
  const results = run.results.map((result) => ({ ...result, advice: [], severity: 'advice' as const }))
  const advised = read(runs({ run: { ...run, results }, replay }))
  expect(new Set(advised.map(({ level }) => level))).toEqual(new Set(['notice']))
  expect(advised.length).toBeGreaterThan(2)
})

test('no more than GitHub shows, each rule before the second of any, and a count of the rest', () => {
  const { run, replay } = brokenRun()
  const many = Array.from({ length: 4 }, (_, index) => ({
    run: { ...run, trace: { ...run.trace, scenario: `outage-${index}` } },
    replay,
  }))
  const errors = read(runs(...many)).filter(({ level }) => level === 'error')
  expect(errors).toHaveLength(10)
  const violated = run.results.filter(({ verdict }) => verdict === 'violated')
  const rules = errors.slice(0, violated.length).map(({ title }) => /R\d+/.exec(title)?.[0])
  expect(rules).toEqual(violated.map(({ rule }) => rule))
  expect(errors.at(-1)!.message).toContain(`And ${4 * violated.length - 9} more`)
})

test('an exploration has an error for each find', () => {
  expect(read(explored())).toMatchObject([{ level: 'error', title: 'firedrill: R3 backs-off, ask explored' }])
})

test('an audit has errors for what is new against the baseline, and warnings for what was known', () => {
  const scorecard = scorecardOf({ 'backs-off': 'violated', jitters: 'violated' })
  const baseline = scorecardOf({ jitters: 'violated' })
  const audit = { kind: 'audit', scorecard, evidence: [] } as const
  const levels = (reported: Reported) => read(reported).map(({ level, title }) => [level, /R\d+/.exec(title)?.[0]])
  expect(levels({ ...audit, baseline })).toEqual([
    ['error', 'R3'],
    ['warning', 'R4'],
  ])
  expect(levels({ ...audit, baseline: null })).toEqual([
    ['error', 'R3'],
    ['error', 'R4'],
  ])
})

test('a rule that is violated in scenarios more is an error that names the smallest of them', () => {
  const [baseline, scorecard] = spreadScorecards()
  expect(read({ kind: 'audit', scorecard, baseline, evidence: [] })).toMatchObject([
    {
      level: 'error',
      title: 'firedrill: R3 backs-off, ask through told',
      message: 'It is now violated in 1 scenario more: told.',
    },
  ])
})

test('what is to be fixed first comes first', () => {
  const violated = { 'caps-retries': 'violated', 'backs-off': 'violated', jitters: 'violated' } as const
  const scorecard = scorecardOf(violated)
  const [card] = scorecard.clients
  const clients = [{ ...card!, fixes: card!.fixes.toReversed() }]
  const notes = read({ kind: 'audit', scorecard: { ...scorecard, clients }, baseline: null, evidence: [] })
  expect(notes.map(({ title }) => /R\d+/.exec(title)?.[0])).toEqual(['R4', 'R3', 'R2'])
})

test('no text begins a command of its own, or loses its place in one', () => {
  const reports = [(text: string) => runs(brokenRun(text)), explored, audited]
  const files = (text: string) => ({ [`ask ${text}`]: `src/${text}.ts` })
  fc.assert(
    fc.property(hostile(), fc.constantFrom(...reports), (text, report) => {
      const told = annotations({ ...report(text), files: files(text) })
      const plain = annotations({ ...report('x'), files: files('x') })
      expect(shapes(told)).toEqual(shapes(plain))
    }),
    { numRuns: 200 },
  )
})

test('what the runner would cut is cut before it, so that the replay is not lost', () => {
  const { run, replay } = brokenRun()
  const results = run.results.map((result) => ({ ...result, message: '%'.repeat(20_000) }))
  const errors = read(runs({ run: { ...run, results }, replay })).filter(({ level }) => level === 'error')
  for (const { message } of errors) {
    expect(message.length).toBeLessThanOrEqual(4096)
    expect(message).toContain('Replay: npx firedrill run outage')
  }
})

interface Command {
  readonly level: string
  readonly title: string
  readonly file: string | null
  readonly message: string
}

function read(reported: Reported): Command[] {
  return commandsIn(annotations(reported))
}

function shapes(text: string) {
  return commandsIn(text).map(({ level, title, file }) => [
    level,
    /^firedrill: (?:R\d+|\w+)/.exec(title)?.[0],
    file !== null,
  ])
}

/** As the runner reads a log: any line that begins with two colons, after blanks, is a command. */
function commandsIn(text: string): Command[] {
  const lines = text.split(/\r\n|[\n\r\u0085\u2028\u2029]/).filter((line) => line !== '')
  return lines.map((line) => {
    const [, level = '', list = '', data = ''] = /^\s*::(\S+) (.*?)::(.*)$/s.exec(line) ?? []
    if (!['error', 'warning', 'notice'].includes(level)) throw new Error(`this is no annotation: ${line}`)
    const properties = new Map(list.split(',').map((pair) => pair.split(/=(.*)/s, 2) as [string, string]))
    if ([...properties.keys()].some((key) => key !== 'title' && key !== 'file'))
      throw new Error(`a property too many: ${list}`)
    const value = (key: string) => unescaped(properties.get(key) ?? '')
    return {
      level,
      title: value('title'),
      file: properties.has('file') ? value('file') : null,
      message: unescaped(data),
    }
  })
}

function unescaped(text: string): string {
  const plain = text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%3A', ':').replaceAll('%2C', ',')
  return plain.replaceAll('%25', '%')
}
