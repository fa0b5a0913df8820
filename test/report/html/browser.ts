/** A real browser for the tests of pages: Chromium, where this machine has one. */
import { existsSync } from 'node:fs'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'

/** The browser, or why there is none. */
export async function openBrowser(): Promise<Browser | string> {
  const executablePath = PLACES.find((place) => place !== undefined && existsSync(place))
  if (executablePath === undefined) return `no Chromium at ${PLACES.filter(Boolean).join(', ')}`
  try {
    return await chromium.launch({ executablePath, args: FLAGS, timeout: 20_000 })
  } catch (error) {
    return `Chromium doesn't start: ${String(error).split('\n')[0]}`
  }
}

/** A page with what went wrong in it, which tests expect to be nothing. */
export interface Opened {
  readonly page: Page
  /** Requests beside the one for the page, errors, dialogs, and breaches of the content security policy. */
  readonly wrongs: string[]
}

/** Opens a report in a context of its own, from an address that needs no network. */
export async function open(browser: Browser, html: string, options: BrowserContextOptions & { hash?: string } = {}) {
  const { hash = '', ...rest } = options
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, colorScheme: 'light', ...rest })
  const wrongs: string[] = []
  await context.route('**/*', async (route) => {
    if (route.request().url() === ADDRESS) return await route.fulfill({ contentType: 'text/html', body: html })
    wrongs.push(`asks for ${route.request().url()}`)
    return await route.abort()
  })
  const page = await context.newPage()
  page.on('dialog', async (dialog) => {
    wrongs.push(`dialog: ${dialog.message()}`)
    await dialog.dismiss()
  })
  page.on('pageerror', (error) => wrongs.push(String(error)))
  page.on('console', (message) => message.type() === 'error' && wrongs.push(message.text()))
  await page.goto(`${ADDRESS}${hash}`)
  return { page, wrongs, close: async () => await context.close() } satisfies Opened & { close: () => Promise<void> }
}

/** Secure, so that pages may use the clipboard as they may from a file. */
const ADDRESS = 'https://report.test/'
const PLACES = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const FLAGS = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu']
