/** Takes the pictures of the README anew: npx tsx test/report/html/pictures.ts. They show a real drill of the client below. */
import { resolve } from 'node:path'
import { allProperties, type Call, defineClient, drill } from 'firedrill'
import outage from '../../../scenarios/outage.ts'
import { htmlReport } from '../../../src/report/html/html.ts'
import { open, openBrowser } from './browser.ts'

/** What many applications begin with: a fixed pause, a few more tries, and an error that says little. */
const client = defineClient({
  name: 'src/ask.ts',
  call: async ({ signal }: Call) => {
    for (let attempt = 0; ; attempt++) {
      const response = await fetch('https://api.anthropic.com/v1/messages', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'anthropic-version': '2023-06-01', 'x-api-key': 'test' },
        body: JSON.stringify({
          model: 'claude-haiku-4-5',
          max_tokens: 64,
          messages: [{ role: 'user', content: 'Hello' }],
        }),
        signal,
      })
      if (response.ok) return await response.text()
      if (attempt === 4) throw new Error(`gave up after ${attempt + 1} attempts`)
      await new Promise((wake) => setTimeout(wake, 2000))
    }
  },
})

async function takePictures(): Promise<void> {
  // The first drill of a process loads everything, which is no part of what a drill takes.
  await drill(outage, client, { seed: 1 })
  const startMs = performance.now()
  const trace = await drill(outage, client, { seed: 1 })
  const results = allProperties().map((property) => property.check(trace))
  const run = { scenario: outage, trace, results, required: [], wallMs: Math.round(performance.now() - startMs) }
  const replay = 'npx firedrill run outage --client src/ask.ts --seed 1'
  const html = htmlReport({ kind: 'runs', runs: [{ run, replay }] })
  const browser = await openBrowser()
  if (typeof browser === 'string') throw new Error(`Failed to take pictures: ${browser}. Install Chromium.`)
  for (const colorScheme of ['light', 'dark'] as const) {
    const options = { colorScheme, viewport: { width: 1200, height: 800 }, hash: '#R3' }
    const { page, close } = await open(browser, html, options)
    await page.evaluate('scrollTo(0, 0); document.querySelector(".rules").scrollTo(0, 0)')
    const path = resolve(import.meta.dirname, '../../../docs', PICTURES[colorScheme])
    await page.screenshot({ path })
    console.log(path)
    await close()
  }
  await browser.close()
}

const PICTURES = { light: 'report.png', dark: 'report-dark.png' } as const

void takePictures()
