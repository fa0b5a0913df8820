/** What all pages are put together from: verdicts, facts, sources to copy, figures with their tables. */
import { type Attributes, box, type Child, type Element, h } from './dom.ts'

/** What is said of a rule or a run, with a sign and a colour that say the same. */
export type Standing = 'pass' | 'fail' | 'inconclusive' | 'held' | 'advised' | 'violated' | 'unexercised'

/** A verdict as a badge. */
export function badge(standing: Standing): Element {
  return box('span', `badge ${standing}`, h('span', { 'aria-hidden': 'true' }, `${SIGNS[standing]} `), standing)
}

/** Facts in pairs of name and value. */
export function facts(pairs: readonly (readonly [string, Child])[]): Element {
  return box(
    'dl',
    'facts',
    pairs.map(([name, value]) => box('div', 'fact', h('dt', {}, name), h('dd', {}, value))),
  )
}

/** A text to copy: a command on its line, or source. The button is shown by the script alone. */
export function copyable(id: string, name: string, text: string): Element {
  const button = h(
    'button',
    { type: 'button', class: 'copy', 'data-copy': id, hidden: true, 'aria-label': `Copy ${name}` },
    'Copy',
  )
  const code = h('code', {}, text.trimEnd())
  return box('div', 'copyable', h('pre', { id, tabindex: 0, role: 'group', 'aria-label': capital(name) }, code), button)
}

/** What is closed until somebody asks for it, or prints. */
export function folded(summary: Child, ...children: readonly Child[]): Element {
  return h('details', {}, h('summary', {}, summary), ...children)
}

/** A plot with its heading, what is to be known to read it, and the same as a table. */
export function figure(
  attributes: Attributes & { readonly id: string },
  parts: { readonly caption: Child; readonly plot: Element; readonly legend?: Child; readonly table: Child },
): Element {
  const { caption, plot, legend = null, table } = parts
  const label = `${attributes.id}-caption`
  return h(
    'figure',
    attributes,
    h('figcaption', { id: label }, caption),
    legend,
    h('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-labelledby': label }, plot),
    table,
  )
}

/** A table that scrolls by itself where the page is narrow. */
export function table(
  name: string,
  heads: readonly string[],
  rows: readonly { readonly cells: readonly Child[]; readonly attributes?: Attributes }[],
): Element {
  const head = h(
    'tr',
    {},
    heads.map((text) => h('th', { scope: 'col' }, text)),
  )
  const body = rows.map(({ cells, attributes = {} }) =>
    h(
      'tr',
      attributes,
      cells.map((cell) => h('td', {}, cell)),
    ),
  )
  return h(
    'div',
    { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': name },
    h('table', {}, h('caption', {}, name), h('thead', {}, head), h('tbody', {}, body)),
  )
}

/** A count with its noun. */
export function counted(count: number, one: string): string {
  return `${count.toLocaleString('en')} ${one}${count === 1 ? '' : 's'}`
}

/** A word as it can stand in an id or a list of words. */
export function slug(text: string): string {
  return text.slice(0, 80).replaceAll(/[^\w-]+/g, '-')
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** The sign of each, for those who don't see the colour. */
export const SIGNS: Readonly<Record<Standing, string>> = {
  pass: '✓',
  fail: '✗',
  inconclusive: '?',
  held: '✓',
  advised: '!',
  violated: '✗',
  unexercised: '·',
}
