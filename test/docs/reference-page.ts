/**
 * What docs/reference.md says of each export, from the sources: their signatures, their members and their TSDoc.
 * `npx tsx test/docs/reference-page.ts` writes it there; the text before the first group is kept as it is.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Node, parseSource, type Source } from '../tidy/source.ts'
import { ROOT } from './documents.ts'

/** The page, from the root. */
export const REFERENCE_PAGE = 'docs/reference.md'

/** The rooms of the house, in the order in which a reader meets them. */
const GROUPS: readonly (readonly [heading: string, rooms: readonly string[]])[] = [
  ['Scenarios', ['scenario', 'duration']],
  ['Faults', ['fault']],
  ['Providers', ['provider']],
  ['Drills', ['drill']],
  ['Contracts', ['contract']],
  ['Properties', ['property']],
  ['Traces', ['trace']],
  ['Explorations, audits and reports', ['explore', 'audit', 'report']],
  ['Errors', ['errors']],
]

/** Every export, each in its group. */
export function referenceGroups(): string {
  const exported = exportsOf(sourceOf('src/index.ts'))
  const grouped = GROUPS.map(([heading, rooms]) => {
    const members = exported.filter(({ file }) => rooms.includes(roomOf(file)))
    return [`## ${heading}`, ...members.map(entry)].join('\n\n')
  })
  const left = exported.filter(({ file }) => !GROUPS.some(([, rooms]) => rooms.includes(roomOf(file))))
  if (left.length > 0) throw new Error(`no group of the reference holds ${left.map(({ name }) => name).join(', ')}`)
  return `${grouped.join('\n\n')}\n`
}

/** The page with these groups. */
export function referencePageWith(groups: string): string {
  const page = readFileSync(join(ROOT, REFERENCE_PAGE), 'utf8')
  const start = page.search(/^## /m)
  return `${(start === -1 ? page : page.slice(0, start)).trimEnd()}\n\n${groups}`
}

/** A name that index.ts exports, and the file that it lists for it. */
interface Exported {
  readonly name: string
  readonly file: string
}

function exportsOf(index: Source): Exported[] {
  return index.nodes.flatMap((node) => {
    if (node.type !== 'ExportNamedDeclaration' || node.source === null) return []
    const { file } = index.imports.find(({ line }) => line === index.lineOf(node.start))!
    return (node.specifiers as Node[]).map(({ exported }) => ({ name: nameOf(exported), file: file! }))
  })
}

function roomOf(file: string): string {
  return file.split('/')[1]!.replace(/\.ts$/, '')
}

const sources = new Map<string, Source>()

function sourceOf(path: string): Source {
  const source = sources.get(path) ?? parseSource(path, readFileSync(join(ROOT, path), 'utf8'))
  sources.set(path, source)
  return source
}

function entry({ name, file }: Exported): string {
  const source = sourceOf(file)
  const { statement, declaration } = declarationOf(source, name)
  const head = signatureOf(source, declaration)
  const members = declaration.type === 'TSInterfaceDeclaration' ? membersOf(source, declaration) : []
  const parts = [`### \`${name}\``, ...(head === null ? [] : [`\`${head}\``]), docOf(source, statement.start)]
  if (declaration.type === 'TSTypeAliasDeclaration') {
    parts.push(`\`${oneLine(textOf(source, declaration.typeAnnotation as Node))}\``)
  }
  if (members.length > 0) parts.push(['| Member | Type | |', '|---|---|---|', ...members].join('\n'))
  return parts.filter((part) => part !== '').join('\n\n')
}

function declarationOf(source: Source, name: string): { statement: Node; declaration: Node } {
  for (const statement of source.nodes) {
    const declaration = statement.declaration as Node | null | undefined
    if (statement.type !== 'ExportNamedDeclaration' || !declaration) continue
    const declared = (declaration.declarations as Node[] | undefined) ?? [declaration]
    if (declared.some(({ id }) => nameOf(id) === name)) return { statement, declaration }
  }
  throw new Error(`${source.path} exports no ${name}`)
}

/** What a function takes and gives, or the type that a constant names; null for anything else. */
function signatureOf(source: Source, declaration: Node): string | null {
  if (declaration.type === 'VariableDeclaration') {
    const { id } = (declaration.declarations as Node[])[0]!
    return oneLine(textOf(source, id as Node))
  }
  if (declaration.type !== 'FunctionDeclaration') return null
  const { start } = declaration.body as Node
  return oneLine(source.text.slice(declaration.start, start).replace(/^(?:async )?function /, ''))
}

function membersOf(source: Source, declaration: Node): string[] {
  const { body } = declaration.body as { body: Node[] }
  return body.flatMap((member) => {
    const name = nameOf(member.key)
    if (name === '') return []
    const text = oneLine(textOf(source, member)).replace(/^readonly /, '')
    const [, type = ''] = /^\w+\??:? ?(.*)$/.exec(text) ?? []
    const optional = member.optional === true ? '?' : ''
    return [`| \`${name}${optional}\` | \`${type.replaceAll('|', '\\|')}\` | ${cell(docOf(source, member.start))} |`]
  })
}

/** The TSDoc that ends right before this place, as Markdown. */
function docOf(source: Source, start: number): string {
  const [, comment = ''] = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*$/.exec(source.text.slice(0, start)) ?? []
  const lines = comment.split('\n').map((line) => line.replace(/^\s*\*? ?/, '').trimEnd())
  const text = lines.join('\n').trim()
  return text
    .replace(/(?<=\S)\n(?=[^\n@-])/g, ' ')
    .replace(/^@param (\w+)\s+/gm, '- `$1`: ')
    .replace(/^@throws (\w+)/gm, '- Throws `$1`')
    .replace(/^@returns /gm, '- Gives ')
    .replace(/(?<=^[^-\n].*)\n(?=- )/gm, '\n\n')
    .replace(/\{@link (\w+)\}/g, '`$1`')
}

function cell(text: string): string {
  return oneLine(text).replaceAll('|', '\\|')
}

function oneLine(text: string): string {
  return text
    .replace(/\/\*\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/([([{]) /g, '$1')
    .replace(/,? ([)\]])/g, '$1')
    .trim()
}

function textOf({ text }: Source, { start, end }: Node): string {
  return text.slice(start, end)
}

function nameOf(node: unknown): string {
  return (node as { name?: string } | null | undefined)?.name ?? ''
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(join(ROOT, REFERENCE_PAGE), referencePageWith(referenceGroups()))
}
