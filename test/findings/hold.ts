/** What holds the page to the clients: each of its scenarios is drilled, and must still break what it is said to break. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { allProperties, type CallView, calls, drill, type Trace, waits } from 'firedrill'
import { expect, test } from 'vitest'
import { plain } from '../../src/report/paint.ts'
import { timeline } from '../../src/report/timeline.ts'
import { ROOT } from '../docs/documents.ts'
import { citedLine, type Finding, SECTIONS } from './findings.ts'

/** What a finding's figures are checked against. */
export interface Drilled {
  readonly trace: Trace
  /** The first call, which most findings are about. */
  readonly call: CallView
  /** Expects the page to say this. */
  says(text: string): void
}

/** Checks the figures of a finding, as the client's source gives them. */
export type Figures = (drilled: Drilled) => void

/**
 * Defines the tests of one section of the page. Each of its findings has its figures here, and no other.
 *
 * @param section The heading of the section.
 */
export function holdFindings(section: string, figures: Readonly<Record<string, Figures>>): void {
  const findings = SECTIONS.get(section) ?? []

  test('every finding has its figures', () => {
    expect(findings.map(({ title }) => title)).toEqual(Object.keys(figures))
  })

  test.each(findings)('$title: $rule', async (finding) => {
    const trace = await traceOf(finding)
    const [call] = calls(trace)
    const says = (text: string) => expect(finding.prose).toContain(text)
    const property = allProperties().find(({ rule }) => rule === finding.rule)
    expect(property?.check(trace)).toMatchObject({ verdict: 'violated' })
    expectShown(finding.excerpt, trace)
    figures[finding.title]!({ trace, call: call!, says })
  })

  test.each(findings)('$title: the source says so', ({ citations }) => {
    expect(citations).not.toEqual([])
    for (const citation of citations) expect(citedLine(citation)).toContain(citation.code)
  })
}

/** Milliseconds as the page writes them: with at most one place after the point. */
export function inSeconds(ms: number): string {
  return `${Number((ms / 1000).toFixed(1))} s`
}

/** Expects a call that goes on for as long as the drill does, which is so many hours. */
export function expectOpenAfter(trace: Trace, hours: number): void {
  expect(trace.limit).toMatchObject({ limit: 'virtual-time' })
  expect(calls(trace)).toMatchObject([{ outcome: 'unsettled', attempts: [{ endMs: null }] }])
  expect(trace.events.at(-1)!.t).toBeGreaterThanOrEqual(hours * 3_600_000)
}

/** Expects a call that nothing is left to wake. */
export function expectAsleep(trace: Trace): void {
  expect(trace.events.at(-1)).toMatchObject({ kind: 'dead-silence', calls: [0] })
  expect(calls(trace)).toMatchObject([{ outcome: 'unsettled', attempts: [{ endMs: null }] }])
}

/** Expects a value after one attempt that is shorter than that of the last call, which met a healthy service. */
export function expectCutShort(trace: Trace): void {
  const [cut, ...others] = calls(trace)
  expect(cut).toMatchObject({ outcome: 'value', attempts: [{}] })
  expect(others.at(-1)).toMatchObject({ outcome: 'value' })
  expect(cut!.value!.length).toBeLessThan(others.at(-1)!.value!.length)
}

/** Expects the first wait of every call to be the same. */
export function expectSameWaits(trace: Trace, waitMs: number): void {
  const first = calls(trace).flatMap((call) => waits(call).slice(0, 1))
  expect(first.length).toBeGreaterThanOrEqual(5)
  expect([...new Set(first.map((wait) => wait.waitMs))]).toEqual([waitMs])
}

/** Drills a finding's scenario as exploration did, with the seed of the page. */
async function traceOf({ scenario, client: file }: Finding): Promise<Trace> {
  const { default: client } = await import(pathToFileURL(join(ROOT, file)).href)
  const trace = await drill(scenario, client, { seed: 1, limits: { attempts: 100, virtualTime: '12h' } })
  expect(trace.events.filter(({ kind }) => kind === 'unexpected-host' || kind === 'unhandled')).toEqual([])
  return trace
}

/** Expects an excerpt to be the timeline, but for what it leaves out where it says so. */
function expectShown(excerpt: readonly string[], trace: Trace): void {
  const lines = timeline(trace, [], { width: 80, paint: plain, full: true }).filter((line) => line !== '')
  const shown = excerpt.filter((line) => line !== '')
  let from = 0
  for (const [index, line] of shown.entries()) {
    if (isGap(line)) continue
    if (index > 0 && isGap(shown[index - 1]!)) from = Math.max(from, lines.indexOf(line, from))
    expect(lines[from], 'a line of the timeline').toBe(line)
    from++
  }
  if (!isGap(shown.at(-1)!)) expect(lines.slice(from), 'what the excerpt leaves out').toEqual([])
}

function isGap(line: string): boolean {
  return line.trim() === '⋮'
}
