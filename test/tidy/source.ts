/** A source file as the rules of `tidy.test.ts` see it: its lines, what it imports, and its syntax tree as one list. */
import { readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { parseAst } from 'vitest/node'

/** A node of the syntax tree (ESTree, with TypeScript's own nodes). */
export interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [part: string]: unknown
}

/** Something that a file imports or re-exports, types included. */
export interface Import {
  /** As it is written. */
  readonly specifier: string
  /** The file it means, from the root, or null for a package. */
  readonly file: string | null
  readonly line: number
}

/** A file, parsed. */
export interface Source {
  /** From the root, such as `src/fault/fault.ts`. */
  readonly path: string
  readonly text: string
  readonly lineCount: number
  readonly imports: readonly Import[]
  readonly nodes: readonly Node[]
  lineOf(place: number): number
}

const root = new URL('../../', import.meta.url)

/** Every TypeScript file below a folder. */
export function readSources(folder: string): Source[] {
  return readdirSync(new URL(`${folder}/`, root), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
    .toSorted()
    .map((path) => parseSource(path, readFileSync(new URL(path, root), 'utf8')))
}

/** A file from its path and its text. */
export function parseSource(path: string, text: string): Source {
  const nodes = [...walk(parseAst(text, { lang: 'ts', sourceType: 'module' }))]
  const lineOf = (place: number) => text.slice(0, place).split('\n').length
  const imports = nodes.flatMap((node) => {
    const specifier = IMPORTING.includes(node.type) ? (node.source as { value?: unknown } | null)?.value : undefined
    if (typeof specifier !== 'string') return []
    const file = specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : null
    return [{ specifier, file, line: lineOf(node.start) }]
  })
  return { path, text, lineCount: text.trimEnd().split('\n').length, imports, nodes, lineOf }
}

const IMPORTING = [
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
]

function* walk(part: unknown): Generator<Node> {
  if (typeof part !== 'object' || part === null) return
  if ('type' in part && typeof part.type === 'string') yield part as Node
  for (const inner of Object.values(part)) yield* walk(inner)
}
