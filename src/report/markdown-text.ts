/** Text of unknown origin as GitHub-flavoured Markdown that shows it, and nothing else. */
import { clip, printable } from './text.ts'

/** A text in a line, for use within a line or a cell of a table: no character of it is markup. */
export function inline(text: string, length: number = INLINE_MAX): string {
  return entities(clip(printable(text), length))
}

/** A sentence in a line, in which what stands between backticks is code. */
export function prose(text: string, length: number = INLINE_MAX): string {
  const parts = clip(printable(text), length).split(/`([^`]+)`/)
  return parts.map((part, index) => (index % 2 === 1 ? `<code>${entities(part)}</code>` : entities(part))).join('')
}

/** Lines in a fence that none of them can end. */
export function fence(language: string, lines: readonly string[]): string {
  const shown = lines.map((line) => clip(line.toWellFormed().replaceAll(UNSEEN, spelt), LINE_MAX))
  const cut =
    shown.length > LINES_MAX ? [...shown.slice(0, LINES_MAX), `… and ${shown.length - LINES_MAX} more lines`] : shown
  const runs = cut.join('\n').match(/`+/g) ?? []
  const mark = '`'.repeat(Math.max(2, ...runs.map(({ length }) => length)) + 1)
  return [`${mark}${language}`, ...cut, mark].join('\n')
}

/** A table. Its cells must be safe already; what is empty has no rows. */
export function table(heading: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return []
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [[line(heading), line(heading.map(() => '---')), ...rows.map(line)].join('\n')]
}

/** A list of texts. */
export function list(texts: readonly string[]): string[] {
  return texts.length === 0 ? [] : [texts.map((text) => `- ${prose(text)}`).join('\n')]
}

/** Blocks that are folded away until the reader asks for them. The summary must be safe already. */
export function details(summary: string, blocks: readonly string[]): string[] {
  return blocks.length === 0 ? [] : [[`<details><summary>${summary}</summary>`, ...blocks, '</details>'].join('\n\n')]
}

function entities(text: string): string {
  return text.toWellFormed().replaceAll(MARKUP, (character) => `&#${character.codePointAt(0)};`)
}

/** As a TypeScript string would spell it, so that source keeps its meaning. */
function spelt(character: string): string {
  return character.length > 1
    ? `\\u{${character.codePointAt(0)!.toString(16)}}`
    : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

/**
 * All that begins or ends something within a line: HTML, emphasis, code, links, math, mentions; a colon or a dot where it
 * would make a link of an address; what at its beginning would make it a heading, a list or a rule. An entity is text
 * wherever it stands.
 */
const MARKUP = /[&<>|\\`*_~[\]$@]|:(?=\S)|(?<=www)\.|^[-+=#]|^\d(?=\d*[.)](?:\s|$))/giu
/** What is not seen where it stands, or changes how the rest of its line is read. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu
const INLINE_MAX = 1500
const LINE_MAX = 4000
const LINES_MAX = 250
