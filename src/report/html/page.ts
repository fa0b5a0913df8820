/** The frame of every page: what it may do, how it looks, and what it can be asked to do. */
import { box, type Element, h, raw, titled } from './dom.ts'
import { SCRIPT, SCRIPT_HASH } from './script.ts'
import { STYLE, STYLE_HASH } from './style.ts'

/** What a page is about. */
export interface Page {
  readonly title: string
  readonly body: readonly Element[]
}

/** The document. Its policy lets nothing load and nothing run but the style and the script of this folder. */
export function page({ title, body }: Page): string {
  const policy = `default-src 'none'; style-src '${STYLE_HASH}'; script-src '${SCRIPT_HASH}'; base-uri 'none'; form-action 'none'`
  const toggle = h('button', { type: 'button', id: 'theme', hidden: true, 'aria-pressed': 'false' }, 'Dark')
  const html = h(
    'html',
    { lang: 'en' },
    h(
      'head',
      {},
      h('meta', { charset: 'utf-8' }),
      h('meta', { 'http-equiv': 'Content-Security-Policy', content: policy }),
      h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      h('meta', { name: 'color-scheme', content: 'light dark' }),
      titled(title),
      raw('style', STYLE),
    ),
    h(
      'body',
      {},
      h('a', { class: 'skip', href: '#main' }, 'Skip to the report'),
      box('header', 'top', box('span', 'brand', 'firedrill'), toggle),
      h('main', { id: 'main', tabindex: -1 }, body),
      h('p', { id: 'said', class: 'unseen', role: 'status' }),
      raw('script', SCRIPT),
    ),
  )
  return `<!doctype html>\n${html}\n`
}
