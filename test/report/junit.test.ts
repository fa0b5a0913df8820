/** JUnit XML: what readers find in it, against our schema and in a parser that others use. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { parse as parseResults } from 'test-results-parser'
import { expect, onTestFinished, test } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import { junitReport } from '../../src/report/junit.ts'
import type { Reported } from '../../src/report/reported.ts'
import { hostile } from './hostile.ts'
import { audited, brokenRun, explored, passedRun, runs, scorecardOf } from './reported.ts'
import { runOf } from './stories.ts'

const schema = readFileSync(new URL('./schema/junit.xsd', import.meta.url), 'utf8')

test('a run is a suite, and a rule a case: held, violated, or skipped with what it needs', () => {
  const { suites, ...total } = read(runs(passedRun(), brokenRun()))
  expect(suites.map(({ name }) => name)).toEqual(['told through told', 'ask through outage'])
  const [passed, broken] = suites
  expect(passed).toMatchObject({ status: 'PASS', failed: 0, errors: 0, duration: 12 })
  expect(broken).toMatchObject({ status: 'FAIL', errors: 0 })
  expect(broken!.cases).toHaveLength(22)
  expect(caseOf(broken, 'R7 terminates')).toMatchObject({ status: 'PASS' })
  expect(caseOf(broken, 'R4 jitters')).toMatchObject({ status: 'SKIP' })
  const { status, failure, stack_trace: details } = caseOf(broken, 'R3 backs-off')
  expect({ status, failure }).toMatchObject({ status: 'FAIL', failure: expect.stringContaining('Attempt 2 of call 0') })
  expect(details).toContain('what happened')
  expect(details).toContain('◀ R3')
  expect(details).toContain('Replay: npx firedrill run outage')
  expect(total).toMatchObject({ status: 'FAIL', failed: broken!.failed })
})

test('what a skipped rule needs is its message', () => {
  expect(junitReport(runs(passedRun()))).toMatch(
    /<testcase name="R9 falls-back"[^>]*>\s*<skipped type="unexercised" message="No fallback is declared: [^"]+"\/>/,
  )
})

test('a run that proves nothing is an error, and an unexpected host a failure', () => {
  const doubtful = { ...passedRun().run, required: ['obeys-abort'] }
  const { suites } = read(runs({ run: doubtful, replay: 'again' }))
  expect(suites[0]).toMatchObject({ failed: 0, errors: 1 })
  expect(caseOf(suites[0], 'the drill itself').failure).toContain('obeys-abort is required')
  const strange = runOf((t) => {
    t.call()
    t.unexpectedHost()
    t.value()
  })
  expect(caseOf(read(runs({ run: strange, replay: 'again' })).suites[0], 'the drill itself')).toMatchObject({
    status: 'FAIL',
    failure: 'unexpected host telemetry.test: Nobody plays telemetry.test.',
  })
})

test('an exploration is a suite, with the source of what it found', () => {
  const { suites } = read(explored())
  expect(suites.map(({ name, duration }) => ({ name, duration }))).toEqual([{ name: 'exploring ask', duration: 1500 }])
  const { status, stack_trace: details } = caseOf(suites[0], 'R3 backs-off')
  expect(status).toBe('FAIL')
  expect(details).toContain("name: 'backs-off'")
  expect(details).toContain('Replay: npx firedrill replay .firedrill/backs-off.json')
  expect(caseOf(suites[0], 'R2 caps-retries')).toMatchObject({ status: 'PASS' })
  expect(caseOf(suites[0], 'R1 retries-transient')).toMatchObject({ status: 'SKIP' })
  const doubtful = read(
    explored('', { verdict: 'inconclusive', counterexamples: [], reasons: ['The budget was spent.'] }),
  )
  expect(caseOf(doubtful.suites[0], 'the drill itself')).toMatchObject({ failure: 'The budget was spent.' })
})

test('an audit has a suite for each client', () => {
  const ask = scorecardOf({ 'backs-off': 'violated', 'obeys-abort': 'unexercised' })
  const right = scorecardOf({}, '', 'right')
  const scorecard = { ...ask, clients: [...ask.clients, ...right.clients] }
  const { suites } = read({ kind: 'audit', scorecard, baseline: null, evidence: [] })
  expect(suites.map(({ name, status }) => [name, status])).toEqual([
    ['ask', 'FAIL'],
    ['right', 'PASS'],
  ])
  expect(caseOf(suites[0], 'R3 backs-off').stack_trace).toContain('export default scenario({')
  expect(caseOf(suites[0], 'R19 obeys-abort').status).toBe('SKIP')
})

test('what a baseline knows fails no case, as it fails no gate', () => {
  const baseline = scorecardOf({ 'backs-off': 'violated' })
  const scorecard = scorecardOf({ 'backs-off': 'violated', 'obeys-abort': 'violated' })
  const { suites } = read({ kind: 'audit', scorecard, baseline, evidence: [] })
  expect(caseOf(suites[0], 'R3 backs-off').status).toBe('SKIP')
  expect(caseOf(suites[0], 'R19 obeys-abort').status).toBe('FAIL')
})

test('names with dots stay in one package', () => {
  const ask = scorecardOf({}, '', 'axios 1.2.3')
  const report = junitReport({ kind: 'audit', scorecard: ask, baseline: null, evidence: [] })
  expect(report).toContain('<testsuite name="axios 1.2.3"')
  expect([...report.matchAll(/classname="([^"]*)"/g)].map(([, name]) => name)).toEqual(
    ask.clients[0]!.rules.map(() => 'firedrill.axios 1_2_3'),
  )
})

test.each([
  ['runs', (text: string) => runs(brokenRun(text), passedRun())],
  ['an exploration', (text: string) => explored(text)],
  ['an audit', (text: string) => audited(text)],
])('%s: whatever the text is, it is valid and keeps its cases', async (_, report) => {
  const texts = [...fc.sample(hostile(), 30), ']]>', ']]>]]>', '\u0000\uFFFE\uD800', '\r\n\t"\'<&>']
  const reports = texts.map((text) => junitReport(report(text)))
  const files = reports.map((contents, index) => ({ fileName: `${index}.xml`, contents }))
  const { errors } = await validateXML({ xml: files, schema })
  expect(errors).toEqual([])
  const names = (one: string) => readText(one).suites.map(({ cases }) => cases.map(({ name }) => name))
  for (const one of reports) expect(names(one)).toEqual(names(junitReport(report('x'))))
})

test('text comes out as it went in, but for what XML can not hold', () => {
  const text = 'a ]]> b & < > " \u{1F525} é \u0001\uD800'
  const run = brokenRun().run
  const results = run.results.map((result) => ({ ...result, message: text }))
  const { suites } = read(runs({ run: { ...run, results }, replay: 'again' }))
  expect(caseOf(suites[0], 'R3 backs-off').stack_trace).toContain('a ]]> b & < > " \u{1F525} é \uFFFD\uFFFD')
})

test('the schema takes nothing else', async () => {
  const report = junitReport(runs(passedRun()))
  const wrong = [
    report.replace(' failures="0"', ''),
    report.replace('<properties>', '<property name="a"/><properties>'),
    report.replace('<skipped type="unexercised"', '<skipped type="bored"'),
  ]
  for (const xml of wrong) expect((await validateXML({ xml, schema })).valid).toBe(false)
  expect((await validateXML({ xml: report, schema })).valid).toBe(true)
})

function read(reported: Reported) {
  return readText(junitReport(reported))
}

function readText(report: string) {
  const directory = mkdtempSync(join(tmpdir(), 'firedrill-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  const file = join(directory, 'report.xml')
  writeFileSync(file, report)
  return parseResults({ type: 'junit', files: [file] })
}

function caseOf(suite: ReturnType<typeof readText>['suites'][number] | undefined, name: string) {
  const found = suite?.cases.find((one) => one.name === name)
  if (found === undefined) throw new Error(`there is no case "${name}"`)
  return found
}
