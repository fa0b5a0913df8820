/** `--report`: what it takes, and what is in the files afterwards. */
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Io } from '../../src/cli/io.ts'
import { type ReportOrder, readReports, writeReports } from '../../src/cli/reports.ts'
import { markdownReport, SUMMARY_BYTES } from '../../src/report/markdown.ts'
import type { Reported } from '../../src/report/reported.ts'
import { audited, brokenRun, explored, passedRun, runs } from '../report/reported.ts'
import { directoryOf } from './helpers.ts'

describe('the option', () => {
  test('takes several reports, at once or one after the other', () => {
    expect(readReports(['junit=out/junit.xml, github', 'html=a=b.html', 'json=a.json,markdown=a.md'])).toEqual([
      { kind: 'junit', file: 'out/junit.xml' },
      { kind: 'github', file: null },
      { kind: 'html', file: 'a=b.html' },
      { kind: 'json', file: 'a.json' },
      { kind: 'markdown', file: 'a.md' },
    ])
    expect(readReports(['github=notes.txt'])).toEqual([{ kind: 'github', file: 'notes.txt' }])
    expect(readReports([])).toEqual([])
  })

  test.each([
    ['junt=a.xml', 'there is no report "junt". Try junit=FILE.'],
    ['gihub', 'there is no report "gihub". Try github.'],
    ['pdf=a.pdf', 'there is no report "pdf". There are junit=FILE, html=FILE, json=FILE, markdown=FILE and github.'],
    ['junit', '--report junit has no file. Name one: --report junit=report.xml.'],
    ['markdown=', '--report markdown has no file. Name one: --report markdown=report.md.'],
    ['github=', '--report github has no file. Name one: --report github=report.txt.'],
    ['junit=a.xml,', '--report names no report. There are junit=FILE'],
    ['junit=a.out,html=./a.out', '--report names the file a.out twice. Give each report a file of its own.'],
  ])('%s is wrong, in a sentence', (text, sentence) => {
    expect(() => readReports([text])).toThrow(`Failed to read the command line: ${sentence}`)
  })
})

describe('files', () => {
  test('are written whole, in directories that are made, over what was there', async () => {
    const { io, directory } = ioIn({ 'old.xml': 'old' })
    await writeReports(
      readReports(['junit=a/b/junit.xml,html=a/report.html', 'markdown=a.md,junit=old.xml']),
      broken,
      io,
    )
    const read = (file: string) => readFileSync(join(directory, file), 'utf8')
    expect(read('a/b/junit.xml')).toContain('<testsuites name="firedrill"')
    expect(read('old.xml')).toBe(read('a/b/junit.xml'))
    expect(read('a/report.html')).toMatch(/^<!doctype html>/i)
    expect(read('a.md')).toBe(markdownReport(broken))
    expect(readdirSync(directory).toSorted()).toEqual(['a', 'a.md', 'old.xml'])
  })

  test.each<[string, Reported, object]>([
    ['a run', runs(brokenRun()), { schemaVersion: 1, scenario: 'outage', verdict: 'fail' }],
    ['runs', runs(brokenRun(), passedRun()), { verdict: 'fail', runs: [{ scenario: 'outage' }, { scenario: 'told' }] }],
    [
      'an exploration',
      explored(),
      { verdict: 'fail', counterexamples: [{ replay: 'npx firedrill replay .firedrill/backs-off.json' }] },
    ],
    ['an audit', audited(), { schemaVersion: 1, clients: [{ client: 'ask' }], change: { isWorse: true } }],
  ])('JSON of %s is what --json prints', async (_, reported, shape) => {
    const { io, directory } = ioIn()
    await writeReports([{ kind: 'json', file: 'a.json' }], reported, io)
    expect(JSON.parse(readFileSync(join(directory, 'a.json'), 'utf8'))).toMatchObject(shape)
  })

  test('one that can not be written is a sentence, and keeps no other from it', async () => {
    const { io, directory } = ioIn({ file: '' })
    const orders: ReportOrder[] = [
      { kind: 'junit', file: 'file/junit.xml' },
      { kind: 'json', file: '.' },
      { kind: 'markdown', file: 'a.md' },
    ]
    await expect(writeReports(orders, broken, io)).rejects.toThrow(
      /^Failed to write the reports "file\/junit\.xml", ".": .*EEXIST.*EISDIR.*\. Name a file that can be written\.$/,
    )
    expect(existsSync(join(directory, 'a.md'))).toBe(true)
    expect(readdirSync(directory).toSorted()).toEqual(['a.md', 'file'])
  })

  test('a link stays a link', async () => {
    const { io, directory } = ioIn({ 'real.md': 'old' })
    symlinkSync('real.md', join(directory, 'link.md'))
    await writeReports([{ kind: 'markdown', file: 'link.md' }], broken, io)
    expect(readFileSync(join(directory, 'real.md'), 'utf8')).toBe(markdownReport(broken))
  })

  test('scenarios that could not be drilled are in every report', async () => {
    const { io, directory } = ioIn()
    const refused = [{ scenario: 'missing', message: 'Failed to drill "missing": it asks for too much. Ask for less.' }]
    await writeReports(readReports(['junit=a.xml,json=a.json,markdown=a.md,github=a.txt']), { ...broken, refused }, io)
    for (const file of ['a.xml', 'a.json', 'a.md', 'a.txt']) {
      expect(readFileSync(join(directory, file), 'utf8')).toContain('it asks for too much')
    }
  })
})

describe('github', () => {
  test('annotates on stderr, at the beginning of a line, and appends to the summary of the step', async () => {
    const { io, directory, told } = ioIn({ 'summary.md': 'before' }, { GITHUB_STEP_SUMMARY: 'summary.md' })
    await writeReports([{ kind: 'github', file: null }], broken, io)
    expect(told()).toMatch(/^\n::error title=firedrill/)
    expect(readFileSync(join(directory, 'summary.md'), 'utf8')).toBe(`before\n\n${markdownReport(broken)}`)
  })

  test('annotates into a file where one is named', async () => {
    const { io, directory, told } = ioIn({}, { GITHUB_STEP_SUMMARY: 'summary.md' })
    await writeReports([{ kind: 'github', file: 'notes.txt' }], broken, io)
    expect(told()).toBe('')
    expect(readFileSync(join(directory, 'notes.txt'), 'utf8')).toMatch(/^::error title=firedrill/)
  })

  test('says so where there is no summary', async () => {
    const { io, told } = ioIn()
    await writeReports([{ kind: 'github', file: null }], runs(passedRun()), io)
    expect(told()).toBe(
      'No step summary was written: GITHUB_STEP_SUMMARY is not set, as it is in a step of GitHub Actions.\n',
    )
  })

  test('leaves room for what the summary holds already', async () => {
    const { io, directory } = ioIn(
      { 'summary.md': 'x'.repeat(SUMMARY_BYTES - 5000) },
      { GITHUB_STEP_SUMMARY: 'summary.md' },
    )
    await writeReports([{ kind: 'github', file: null }], broken, io)
    const summary = readFileSync(join(directory, 'summary.md'))
    expect(summary.length).toBeLessThanOrEqual(SUMMARY_BYTES)
    expect(summary.toString()).toContain('**Cut here**')
  })

  test('names files from the root of the repository', async () => {
    const { io, directory } = ioIn({}, {})
    mkdirSync(join(directory, 'packages/app'), { recursive: true })
    const inside: Io = { ...io, cwd: join(directory, 'packages/app'), env: { GITHUB_WORKSPACE: directory } }
    const orders = readReports(['github=notes.txt'])
    await writeReports(orders, { ...broken, files: { ask: './src/ask.ts' } }, inside)
    expect(readFileSync(join(directory, 'packages/app/notes.txt'), 'utf8')).toContain(
      '::error file=packages/app/src/ask.ts,',
    )
  })
})

const broken = runs(brokenRun())

/** A directory with these files, and what a command there is handed. */
function ioIn(files: Readonly<Record<string, string>> = {}, env: Readonly<Record<string, string>> = {}) {
  const directory = directoryOf(files)
  const told: string[] = []
  const io: Io = {
    argv: [],
    stdout: { write: (text) => expect.fail(`results are for others: ${text}`) },
    stderr: { write: (text) => told.push(text) },
    cwd: directory,
    columns: 80,
    colour: false,
    env: Object.fromEntries(
      Object.entries(env).map(([name, value]) => [
        name,
        name === 'GITHUB_STEP_SUMMARY' ? join(directory, value) : value,
      ]),
    ),
  }
  return { io, directory, told: () => told.join('') }
}
