/** The documents of this project as data: their texts, blocks, tables and links. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The root of this package. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** The documents, as paths from the root. */
export const DOCUMENTS: readonly string[] = [
  'README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
]

const texts = new Map(DOCUMENTS.map((name) => [name, readFileSync(join(ROOT, name), 'utf8')]))

/** The text of a document. */
export function textOf(name: string): string {
  const text = texts.get(name)
  if (text === undefined) throw new Error(`there is no document ${name}`)
  return text
}

/** A fenced block, with where it stands and, where its author says so, why it can't run. */
export interface Block {
  readonly language: string
  readonly code: string
  readonly place: string
  readonly notRun: string | null
}

/** The fenced blocks of a document. */
export function blocksOf(name: string): Block[] {
  const fence = /(?:<!-- not run: ([^>]*) -->\n)?^```(\w*)\n(.*?)\n```$/gms
  return [...textOf(name).matchAll(fence)].map(({ 1: notRun = null, 2: language, 3: code }, index) => {
    return { language: language!, code: code!, place: `${name}, block ${index + 1}`, notRun }
  })
}

/** The rows of all tables of a document whose first column has this heading, one table after the other. */
export function table(heading: string, name: string): string[][] {
  const tables = textOf(name).matchAll(/^\| ([^|]+) \|.*\n\|[-|]+\|\n((?:\|.*\n)*)/gm)
  const found = [...tables].filter(([, first]) => first === heading)
  if (found.length === 0) throw new Error(`${name} has no table of "${heading}"`)
  return found.flatMap(([, , rows = '']) => rows.trimEnd().split('\n').map(cellsOf))
}

/** One column of such tables. */
export function column(heading: string, index: number, name: string): string[] {
  return table(heading, name).map((row) => row[index]!)
}

/** The names that stand in a text as code. */
export function namesIn(text: string): string[] {
  return [...text.matchAll(/`(\w+)`/g)].map(([, name]) => name!)
}

/** The links of a document that lead nowhere. */
export function brokenLinks(name: string): string[] {
  const links = [...proseOf(textOf(name)).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!)
  return links.filter((target) => !/^https?:/.test(target) && !isTarget(target, name))
}

/** The paths that a document names and that aren't there. */
export function missingPaths(name: string): string[] {
  const named = proseOf(textOf(name)).matchAll(/`((?:src|test|docs|scenarios)\/[^`\s*]*)`/g)
  return [...named].map(([, path]) => path!).filter((path) => !existsSync(join(ROOT, path)))
}

function cellsOf(line: string): string[] {
  return line.slice(2, -2).split(' | ')
}

function proseOf(text: string): string {
  return text.replace(/^```.*?^```$/gms, '')
}

function isTarget(target: string, from: string): boolean {
  const [path = '', anchor] = target.split('#')
  const file = path === '' ? from : join(dirname(from), path)
  if (!existsSync(join(ROOT, file))) return false
  return anchor === undefined || anchorsOf(readFileSync(join(ROOT, file), 'utf8')).includes(anchor)
}

function anchorsOf(text: string): string[] {
  const headings = [...proseOf(text).matchAll(/^#+ (.*)$/gm)].map(([, heading]) => heading!.toLowerCase())
  return headings.map((heading) => heading.replace(/[^\w\s-]/g, '').replace(/\s/g, '-'))
}
