/** The HTML report as text: what it is made of, what it lets others say, and where it ends. */
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { type ConfigData, HtmlValidate } from 'html-validate'
import { parseHTML } from 'linkedom'
import { describe, expect, test } from 'vitest'
import { h } from '../../../src/report/html/dom.ts'
import { htmlReport } from '../../../src/report/html/html.ts'
import { SCRIPT, SCRIPT_HASH } from '../../../src/report/html/script.ts'
import { STYLE, STYLE_HASH } from '../../../src/report/html/style.ts'
import type { Reported } from '../../../src/report/reported.ts'
import type { Recorder } from '../../property/trace-builder.ts'
import { hostile } from '../hostile.ts'
import { audited, brokenRun, explored, passedRun, runs } from '../reported.ts'
import { hasty, runOf } from '../stories.ts'

const KINDS: Readonly<Record<string, (text?: string) => Reported>> = {
  'a run': (text) => runs(brokenRun(text)),
  'several runs': (text = 'x') => ({
    ...runs(brokenRun(text), passedRun()),
    refused: [{ scenario: text, message: text }],
  }),
  'an exploration': explored,
  'an audit': audited,
}

describe.each(Object.entries(KINDS))('the page of %s', (_name, report) => {
  test('is valid HTML', () => {
    const validator = new HtmlValidate({ extends: ['html-validate:recommended'], rules: { ...RULES } })
    const { results } = validator.validateStringSync(htmlReport(report()))
    expect(
      results.flatMap(({ messages }) => messages.map(({ ruleId, message, line }) => [ruleId, message, line])),
    ).toEqual([])
  })

  test('has one heading of the first level, and every link leads to a place in it', () => {
    const document = parsed(htmlReport(report()))
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id)
    const links = [...document.querySelectorAll('a[href]')].map((link) => link.getAttribute('href'))
    expect(document.querySelectorAll('h1')).toHaveLength(1)
    expect(ids).toEqual([...new Set(ids)])
    expect(links.filter((link) => !ids.includes(link!.slice(1)))).toEqual([])
    expect(links.length).toBeGreaterThan(1)
  })

  test('has a table for each plot', () => {
    const figures = [...parsed(htmlReport(report())).querySelectorAll('figure')]
    expect(figures.map((figure) => figure.querySelector('details table') !== null)).not.toContain(false)
  })

  test('is the same each time', () => {
    expect(htmlReport(report())).toBe(htmlReport(report()))
  })

  test('lets what others say be text, and nothing else', () => {
    const known = shapeOf(htmlReport(report('plain')))
    fc.assert(
      fc.property(hostile(), (text) => {
        const html = htmlReport(report(text))
        expect(html.isWellFormed()).toBe(true)
        expect(html).not.toMatch(/[^\P{Cc}\t\n]|\p{Bidi_Control}/u)
        expect(shapeOf(html)).toEqual(known)
      }),
      { numRuns: 12 },
    )
  })

  test('cuts what has no end', () => {
    const html = htmlReport(report('A'.repeat(100_000)))
    expect(html).toMatch(/A… \(cut here: it has 100,\d\d\d characters\)/)
    expect(html.length).toBeLessThan(300_000)
  })
})

test('the policy allows the style and the script of the page, and nothing else', () => {
  const html = htmlReport(runs(brokenRun()))
  const policy = parsed(html).querySelector('meta[http-equiv]')!.getAttribute('content')
  expect([SCRIPT_HASH, STYLE_HASH]).toEqual([hashOf(SCRIPT), hashOf(STYLE)])
  expect(policy).toBe(
    `default-src 'none'; style-src '${STYLE_HASH}'; script-src '${SCRIPT_HASH}'; base-uri 'none'; form-action 'none'`,
  )
  expect(html).toContain(`<script>${SCRIPT}</script>`)
  expect(html).toContain(`<style>${STYLE}</style>`)
})

test('a text of a megabyte is cut, and said to be', () => {
  const html = htmlReport(runs(brokenRun('A'.repeat(1_000_000))))
  expect(html).toContain('A… (cut here: it has 1,000,000 characters)')
  expect(html.length).toBeLessThan(200_000)
})

test('the first words are what was drilled, the verdict, and what broke', () => {
  const words = parsed(htmlReport(runs(HASTY)))
    .querySelector('header.hero')!
    .textContent.replaceAll(/\s+/g, ' ')
  expect(words).toMatch(/^✗ failtold through told/)
  expect(words).toContain('Broken: R3 backs-off, R12 surfaces-errors. 5 rules held, 15 never came to the test.')
  expect(words).toContain('npx firedrill run told')
})

test('a broken rule names the rows that prove it, and they bear its mark', () => {
  const document = parsed(htmlReport(runs(HASTY)))
  const proofs = [...document.querySelectorAll('#R3 .proofs a')]
  const rows = proofs.map((link) => document.querySelector(link.getAttribute('href')!))
  expect(proofs.map(({ textContent }) => textContent)).toEqual([
    'attempt 1 at 1.000s after +1.000s: 503',
    'attempt 2 at 1.000s after +0.000s: 500',
  ])
  expect(rows.map((row) => row!.getAttribute('data-rules')!.split(' '))).toEqual([['R3'], ['R3', 'R12']])
})

test('what would be written as it is, would run, or leads elsewhere is refused', () => {
  for (const tag of ['title', 'script', 'style', 'textarea']) expect(() => h(tag, {}, 'x')).toThrow('Failed to make')
  expect(() => h('a', { href: 'javascript:alert(1)' })).toThrow('Failed to make')
  expect(() => h('a', { href: 'https://evil.test' })).toThrow('Failed to make')
  expect(() => h('p', { onclick: 'alert(1)' })).toThrow('Failed to make')
  expect(() => h('p', { style: 'color: red' })).toThrow('Failed to make')
})

test('attempts are shown in detail, and a request that is sent again is told once', () => {
  const document = parsed(htmlReport(runs(HASTY)))
  const rows = [...document.querySelectorAll('[aria-label="Attempts"] tbody tr')]
  const cells = rows.map((row) => [...row.querySelectorAll('td')].map(({ textContent }) => textContent))
  expect(cells[0]).toEqual([
    ...['0', '0', 'POST https://api.test/v1/messagesopuskey#1{"prompt":"hello"}'],
    ...['0.000s', '0.000s', '0.000s', '500status(500)req_1'],
  ])
  expect(cells[1]).toEqual(['1', '0', 'the same as attempt 0', '1.000s', '1.000s', '1.000s', '503status(503)'])
})

test('five hundred attempts are shown by some of them, and counted', () => {
  const run = runOf((t) => {
    for (let call = 0; call < 180; call++) {
      t.call()
      for (const ms of [500, 1000, call]) {
        t.attempt(call % 2 === 0 ? 500 : 429)
        t.wait(ms)
      }
      t.error()
    }
  })
  const html = htmlReport(runs({ run, replay: 'npx firedrill run told' }))
  const document = parsed(html)
  const texts = [...document.querySelectorAll('.lanes svg text')].map(({ textContent }) => textContent)
  expect(texts.some((text) => /^⋮ calls \d+ to \d+ left out: \d+ attempts, ending in \d+ errors$/.test(text))).toBe(
    true,
  )
  expect(document.querySelectorAll('.lanes svg rect').length).toBeLessThan(600)
  expect(document.querySelectorAll('.lanes tbody tr')).toHaveLength(180 * 5)
  expect(html.length).toBeLessThan(1_500_000)
})

test('what is empty, cut off or strange makes a page, too', () => {
  const stories: ((t: Recorder) => void)[] = [
    () => {},
    (t) => t.call(),
    (t) => {
      t.call()
      t.unexpectedHost(t.create({ url: 'not a url' }))
      t.error()
    },
    (t) => {
      t.call()
      t.silence()
      t.wait(1e12)
      t.limit('virtual-time', 1e12)
    },
    (t) => {
      t.call()
      t.create()
      t.attempt({ status: 429, hints: { 'retry-after': '1e3', 'retry-after-ms': '9'.repeat(400) } })
      t.attempt({ status: 503, hints: { 'retry-after': '99999999999' } })
      t.attempt(302)
    },
  ]
  for (const story of stories) {
    const html = htmlReport(runs({ run: runOf(story), replay: '' }))
    expect(html).not.toMatch(/NaN|Infinity|undefined/)
  }
  const { exploration, replay } = explored()
  const nothing = { ...exploration.coverage, faults: {}, steps: {}, paths: {}, properties: [] }
  const reports: Reported[] = [
    { kind: 'runs', runs: [] },
    { kind: 'exploration', exploration: { ...exploration, counterexamples: [], coverage: nothing }, replay },
    { kind: 'audit', scorecard: { ...audited().scorecard, clients: [] }, baseline: null, evidence: [] },
  ]
  for (const report of reports) {
    const badge = parsed(htmlReport(report)).querySelector('.hero .badge')!
    // Nothing is no pass; what an exploration comes to is said by itself.
    expect(badge.textContent).toBe(report.kind === 'exploration' ? '✗ fail' : '? inconclusive')
  }
})

test('many clients have a row each, with a sign for each rule that says more when it is pointed at or read out', () => {
  const { scorecard } = audited()
  const clients = Array.from({ length: 6 }, (_, index) => ({ ...scorecard.clients[0]!, client: `client ${index}` }))
  const document = parsed(htmlReport({ ...audited(), scorecard: { ...scorecard, clients } }))
  const rows = [...document.querySelectorAll('.matrix tbody tr')]
  const cell = rows[4]!.querySelectorAll('td')[2]!
  expect(rows.map((row) => row.querySelector('th')!.textContent)).toEqual(clients.map(({ client }) => client))
  expect([cell.textContent, cell.getAttribute('title')]).toEqual(['✗violated 3 of 3', 'R3 backs-off: violated 3 of 3'])
  expect(cell.querySelector('a')!.getAttribute('href')).toBe('#client-5-R3')
})

test('tables of more than a thousand rows say how many are left out', () => {
  const run = runOf((t) => {
    t.call()
    for (let attempt = 0; attempt < 1200; attempt++) t.attempt(500)
    t.error()
  })
  const document = parsed(htmlReport(runs({ run, replay: 'npx firedrill run told' })))
  expect(document.querySelectorAll('.lanes tbody tr')).toHaveLength(1000)
  expect(document.querySelector('.lanes details')!.textContent).toContain('202 more rows are left out')
})

// Helpers

/** What a page is made of: its elements with their attributes, counted; in plots, which there are. */
function shapeOf(html: string): { page: Record<string, number>; plots: string[] } {
  const shapes = [...parsed(html).querySelectorAll('*')].map((element) => {
    const names = [...element.attributes].map(({ name, value }) => (ACTIVE.includes(name) ? `${name}=${value}` : name))
    return { inPlot: element.closest('svg') !== null, tag: element.localName, names: names.sort() }
  })
  const page = Map.groupBy(
    shapes.filter(({ inPlot }) => !inPlot),
    ({ tag, names }) => [tag, ...names].join(' '),
  )
  // How many marks there are depends on how long texts are.
  const plots = new Set(shapes.filter(({ inPlot }) => inPlot).flatMap(({ tag, names }) => [tag, ...names]))
  return { page: Object.fromEntries([...page].map(([shape, all]) => [shape, all.length])), plots: [...plots].sort() }
}

function parsed(html: string) {
  return parseHTML(html).document
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}

const ACTIVE = ['href', 'src', 'style', 'http-equiv', 'type']
const HASTY = { run: runOf(hasty), replay: 'npx firedrill run told' }

type Rules = NonNullable<ConfigData['rules']>

/** What the validator would have otherwise, and why not. */
const RULES: Rules = {
  // Letters of one kind or the other are a matter of taste.
  'doctype-style': 'off',
  'void-style': 'off',
  // linkedom writes what the standard allows.
  'attr-quotes': 'off',
  'no-raw-characters': ['error', { relaxed: true }],
}
