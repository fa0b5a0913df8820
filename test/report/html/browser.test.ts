/** Pages in a real browser: what clicks, keys, links, paper and screen readers make of them. Skipped where there is none. */
import axe from 'axe-core'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { htmlReport } from '../../../src/report/html/html.ts'
import { audited, brokenRun, explored, passedRun, runs } from '../reported.ts'
import { hasty, runOf } from '../stories.ts'
import { open, openBrowser } from './browser.ts'

const browser = await openBrowser()
if (typeof browser === 'string') console.warn(`Pages are not tested in a browser: ${browser}.`)

const HASTY = htmlReport(runs({ run: runOf(hasty), replay: "npx firedrill run 'told' --seed 1" }))
const KINDS = {
  'a run': () => htmlReport(runs(brokenRun())),
  'several runs': () => htmlReport(runs(brokenRun(), passedRun())),
  'an exploration': () => htmlReport(explored()),
  'an audit': () => htmlReport(audited()),
  'an audit of many': () => htmlReport(ofMany()),
}

/** What a page shows, once it has done what a click asks: a change of the address is told to it a moment later. */
const seen = <T>(read: () => Promise<T>) => expect.poll(read, { timeout: 10_000 })

describe.skipIf(typeof browser === 'string')('in a browser', () => {
  afterAll(async () => {
    if (typeof browser !== 'string') await browser.close()
  })

  test('a click shows the evidence of a rule in the lanes, another one hides it', async () => {
    const { page, wrongs } = await shown(HASTY)
    const link = page.locator('#R3 a.evidence')
    await link.click()
    await seen(() => page.locator('.lanes rect.lit').evaluateAll(idsOf)).toEqual(['proof-2', 'proof-3'])
    await seen(() => page.locator('.lanes tr.lit').count()).toBe(2)
    expect(await link.getAttribute('aria-current')).toBe('true')
    await seen(async () => page.url()).toMatch(/#R3$/)
    await seen(() => page.locator('#said').textContent()).toBe('2 rows prove R3 backs-off broken')
    await link.click()
    await seen(() => page.locator('.lit').count()).toBe(0)
    await link.click()
    await page.locator('#R12 a.evidence').click()
    await seen(() => page.locator('.lanes rect.lit').evaluateAll(idsOf)).toEqual(['proof-1', 'proof-3'])
    expect(wrongs).toEqual([])
  })

  test('keys do all of it: skip to the report, show evidence, and put it away', async () => {
    const { page } = await shown(HASTY)
    await page.keyboard.press('Tab')
    await seen(() => page.locator(':focus').textContent()).toBe('Skip to the report')
    await page.keyboard.press('Enter')
    await seen(() => page.locator(':focus').getAttribute('id')).toBe('main')
    await page.locator('#R3 a.evidence').focus()
    await page.keyboard.press('Enter')
    await seen(() => page.locator('.lit').count()).toBeGreaterThan(0)
    await page.keyboard.press('Escape')
    await seen(() => page.locator('.lit').count()).toBe(0)
  })

  test('a link from elsewhere shows the evidence at once, also where it is folded away', async () => {
    const run = await shown(HASTY, { hash: '#R12' })
    await seen(() => run.page.locator('.lanes rect.lit').count()).toBe(2)
    const audit = await shown(htmlReport(audited()), { hash: '#drill-1-R3' })
    await seen(() => audit.page.locator('rect.lit').count()).toBeGreaterThan(0)
    await seen(() => audit.page.locator('#drill-1-R3').isVisible()).toBe(true)
  })

  test('a row of the evidence can be gone to by itself', async () => {
    const { page } = await shown(HASTY)
    await page.locator('#R12 .proofs a').last().click()
    await seen(() => page.locator('rect.here').evaluateAll(idsOf)).toEqual(['proof-3'])
    await seen(() => page.locator('rect.lit').evaluateAll(idsOf)).toEqual(['proof-1', 'proof-3'])
    await page.locator('#R3 .proofs a').last().click()
    await seen(() => page.locator('rect.here').evaluateAll(idsOf)).toEqual(['proof-3'])
    await seen(() => page.locator('rect.lit').evaluateAll(idsOf)).toEqual(['proof-2', 'proof-3'])
  })

  test('a violation in the matrix leads to its card, and the card to the drill', async () => {
    const { page } = await shown(htmlReport(audited()))
    await page.locator('.matrix td.violated a').click()
    expect(page.url()).toMatch(/#client-1-R3$/)
    await page.locator('#client-1-R3 a.evidence').click()
    expect(page.url()).toMatch(/#drill-1-R3$/)
    await seen(() => page.locator('#drill-1-lanes').isVisible()).toBe(true)
  })

  test('the replay command is copied as it stands; where the clipboard is closed, it is selected', async () => {
    const { page } = await shown(HASTY, { permissions: ['clipboard-read', 'clipboard-write'] })
    await page.locator('button[data-copy="replay"]').click()
    await page.locator('button[data-copy="replay"]', { hasText: 'Copied' }).waitFor()
    await seen(() => page.evaluate('navigator.clipboard.readText()')).toBe("npx firedrill run 'told' --seed 1")
    const closed = await shown(HASTY)
    await closed.page.evaluate('navigator.clipboard.writeText = () => Promise.reject(new Error("closed"))')
    await closed.page.locator('button[data-copy="replay"]').click()
    await closed.page.locator('button[data-copy="replay"]', { hasText: 'Selected' }).waitFor()
    expect(await closed.page.evaluate('getSelection().toString()')).toBe("npx firedrill run 'told' --seed 1")
  })

  test('light and dark are as the system has them, until the button is pressed', async () => {
    const ground = 'getComputedStyle(document.body).backgroundColor'
    const light = await shown(HASTY)
    const dark = await shown(HASTY, { colorScheme: 'dark' })
    const [inLight, inDark] = [await light.page.evaluate(ground), await dark.page.evaluate(ground)]
    expect(inLight).not.toBe(inDark)
    await light.page.locator('#theme').click()
    expect(await light.page.evaluate(ground)).toBe(inDark)
    expect(await light.page.locator('#theme').getAttribute('aria-pressed')).toBe('true')
    await dark.page.locator('#theme').click()
    expect(await dark.page.evaluate(ground)).toBe(inLight)
  })

  test('on paper everything is open, and folded again afterwards', async () => {
    const { page } = await shown(HASTY)
    const folded = 'document.querySelectorAll("details:not([open])").length'
    const before = await page.evaluate(folded)
    await page.evaluate('dispatchEvent(new Event("beforeprint"))')
    expect(before).toBeGreaterThan(2)
    await seen(() => page.evaluate(folded)).toBe(0)
    await page.evaluate('dispatchEvent(new Event("afterprint"))')
    await seen(() => page.evaluate(folded)).toBe(before)
  })

  test('without its script the page says the same, and has no buttons that do nothing', async () => {
    const { page } = await shown(HASTY, { javaScriptEnabled: false })
    await seen(() => page.locator('h1').isVisible()).toBe(true)
    await seen(() => page.locator('.lanes svg').isVisible()).toBe(true)
    await seen(() => page.locator('.proofs').first().isVisible()).toBe(true)
    await seen(() => page.locator('button:visible').count()).toBe(0)
  })

  describe.each(Object.entries(KINDS))('the page of %s', (_name, html) => {
    test('keeps to the width of a phone', async () => {
      const { page, wrongs } = await shown(html(), { viewport: { width: 400, height: 800 } })
      await seen(() => page.evaluate('document.documentElement.scrollWidth')).toBe(400)
      expect(wrongs).toEqual([])
    })

    test.each(['light', 'dark'] as const)('has nothing that axe objects to, in %s', async (colorScheme) => {
      const { page } = await shown(html(), { colorScheme, bypassCSP: true })
      await page.evaluate('for (const details of document.querySelectorAll("details")) details.open = true')
      await page.evaluate(axe.source)
      const found = (await page.evaluate('axe.run()')) as axe.AxeResults
      const told = found.violations.map(({ id, nodes }) => [
        id,
        nodes.map((node) => `${node.html} ${node.failureSummary}`).slice(0, 3),
      ])
      expect(told).toEqual([])
    })
  })

  test('nothing that others say runs, loads or asks', async () => {
    const said = HOSTILE.join(' ')
    for (const report of [runs(brokenRun(said), passedRun()), explored(said), audited(said)]) {
      const { page, wrongs } = await shown(htmlReport(report))
      await page.evaluate('for (const details of document.querySelectorAll("details")) details.open = true')
      for (const link of await page.locator('a.evidence').all()) await link.click()
      expect(wrongs).toEqual([])
      await seen(() => page.evaluate('typeof hacked')).toBe('undefined')
      await seen(() => page.locator('body').textContent()).toContain('<script>hacked = 1</script>')
    }
  })
})

// Helpers

/** Opens a page for one test. */
async function shown(html: string, options: Parameters<typeof open>[2] = {}) {
  if (typeof browser === 'string') throw new Error(browser)
  const opened = await open(browser, html, options)
  onTestFinished(opened.close)
  return opened
}

function ofMany() {
  const { scorecard, ...rest } = audited()
  const clients = Array.from({ length: 6 }, (_, index) => ({ ...scorecard.clients[0]!, client: `client ${index}` }))
  return { ...rest, scorecard: { ...scorecard, clients } }
}

function idsOf(elements: readonly unknown[]): string[] {
  return elements.map((element) => (element as { id: string }).id)
}

const HOSTILE = [
  '<script>hacked = 1</script>',
  '</script><script>hacked = 1</script>',
  '</title></style></textarea></pre></svg><img src=https://evil.test/x onerror="hacked = 1">',
  '" onload="hacked = 1" x="',
  "' onmouseover='hacked = 1",
  'javascript:hacked=1',
  '<svg><script>hacked = 1</script><use href="https://evil.test/x#y"/></svg>',
  '<iframe srcdoc="<script>parent.hacked = 1</script>"></iframe>',
  '<a href="javascript:hacked=1">x</a><base href="https://evil.test/"><meta http-equiv=refresh content="0;url=https://evil.test">',
  '<style>@import "https://evil.test/x.css"; body { background: url(https://evil.test/y) }</style>',
  '&lt;script&gt;hacked = 1&lt;/script&gt;',
  '\u202E\u2066\u0000\uD800',
]
