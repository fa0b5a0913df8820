/** Elements as XML 1.0 that is well-formed whatever text they are given. */

/** An element: what stands in it is either other elements or text. */
export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly content: readonly Element[] | string
}

/** A document with this root, ending in a line break. */
export function xmlDocument(root: Element): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${markup(root, '')}`
}

function markup({ name, attributes, content }: Element, margin: string): string {
  const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value, IN_ATTRIBUTES)}"`)
  const start = `${margin}<${name}${given.join('')}`
  if (content.length === 0) return `${start}/>\n`
  // Blanks beside text would become part of it.
  if (typeof content === 'string') return `${start}>${escaped(content, IN_TEXT)}</${name}>\n`
  return `${start}>\n${content.map((child) => markup(child, `${margin}  `)).join('')}${margin}</${name}>\n`
}

function escaped(text: string, pattern: RegExp): string {
  return text
    .toWellFormed()
    .replaceAll(FORBIDDEN, '\uFFFD')
    .replaceAll(pattern, (character) => NAMED[character] ?? `&#${character.codePointAt(0)};`)
}

/** What no XML 1.0 document may hold, not even as a reference; https://www.w3.org/TR/xml/#charsets. */
const FORBIDDEN = /(?![\t\n\r\u007F-\u009F])\p{Cc}|[\uFFFE\uFFFF]/gu
/** Some readers know no references but these. */
const NAMED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
/** A reader turns a bare carriage return into a line feed. */
const IN_TEXT = /[&<>\r]/g
/** And in attributes, any white space into a blank. */
const IN_ATTRIBUTES = /[&<>"\t\n\r]/g
