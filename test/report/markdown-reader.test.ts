/** The step summary as a reader of GitHub-flavoured Markdown renders it: no text gets out of its place. */
import fc from 'fast-check'
import { parseHTML } from 'linkedom'
import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'
import { describe, expect, test } from 'vitest'
import { markdownReport } from '../../src/report/markdown.ts'
import { fence, inline, prose } from '../../src/report/markdown-text.ts'
import type { Reported } from '../../src/report/reported.ts'
import { printable } from '../../src/report/text.ts'
import { hostile } from './hostile.ts'
import { audited, brokenRun, explored, passedRun, runs } from './reported.ts'

/** As GitHub's own reader does it: HTML comes through, so that what isn't escaped is seen. */
const READER = { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true }

describe('rendered', () => {
  test('a cell, a line, a heading and an item show their text, and nothing else', () => {
    fc.assert(
      fc.property(hostile(), (text) => {
        const shown = printable(text.toWellFormed())
        const cells = bodyOf(`| a | b |\n| --- | --- |\n| ${inline(text)} | z |`).querySelectorAll('td')
        expect([...cells].map(textOf)).toEqual([shown, 'z'])
        const page = bodyOf(`Scenario: ${inline(text)} Seed.\n\n- ${inline(text)}\n\n## Head ${inline(text)}`)
        expect(textOf(page.querySelector('p'))).toBe(printable(`Scenario: ${shown} Seed.`))
        expect(textOf(page.querySelector('li'))).toBe(shown)
        expect(textOf(page.querySelector('h2'))).toBe(printable(`Head ${shown}`))
        expect(tagsOf(page).filter((tag) => !['P', 'UL', 'LI', 'H2'].includes(tag))).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  test('a sentence has no markup but code', () => {
    fc.assert(
      fc.property(hostile(), (text) => {
        const page = bodyOf(`Violated: ${prose(text)}`)
        expect(tagsOf(page).filter((tag) => !['P', 'CODE'].includes(tag))).toEqual([])
        expect(textOf(page).replaceAll('`', '')).toBe(
          printable(`Violated: ${printable(text.toWellFormed())}`).replaceAll('`', ''),
        )
      }),
      { numRuns: 150 },
    )
  })

  test('no line ends a fence', () => {
    fc.assert(
      fc.property(fc.array(hostile(), { maxLength: 5 }), (lines) => {
        expect(tagsOf(bodyOf(`before\n\n${fence('text', lines)}\n\nafter`))).toEqual(['P', 'PRE', 'CODE', 'P'])
      }),
      { numRuns: 100 },
    )
  })

  test.each<[string, (text: string) => Reported]>([
    ['runs', (text) => runs(brokenRun(text), passedRun())],
    ['an exploration', explored],
    ['an audit', audited],
  ])('%s: whatever the text is, the page has the same parts', (_, report) => {
    const parts = (text: string) => tagsOf(bodyOf(markdownReport(report(text)))).filter((tag) => tag !== 'CODE')
    const expected = parts('x')
    expect(expected.length).toBeGreaterThan(50)
    fc.assert(
      fc.property(hostile(), (text) => {
        expect(parts(text)).toEqual(expected)
      }),
      { numRuns: 20 },
    )
  })
})

/** As much of the document as is looked at here: the types of browsers are not at hand. */
interface Part {
  readonly tagName: string
  readonly textContent: string | null
  querySelector(selector: string): Part | null
  querySelectorAll(selector: string): Iterable<Part>
  getAttribute(name: string): string | null
}

function bodyOf(markdown: string): Part {
  return parseHTML(`<!doctype html><html><body>${micromark(markdown, READER)}</body></html>`).document.body
}

/** Links to mail addresses aside: a reader makes them of the text itself, after all else. */
function tagsOf(body: Part): string[] {
  const isMail = (element: Part) => element.getAttribute('href')?.startsWith('mailto:') === true
  return [...body.querySelectorAll('*')].filter((element) => !isMail(element)).map(({ tagName }) => tagName)
}

function textOf(element: Part | null): string {
  return printable(element?.textContent ?? '')
}
