/** Source code as a tree that lays itself out: on one line where it fits, else one part a line. */

/** A piece of source: a text, or brackets around parts. */
export type Source = string | Brackets

/** Brackets around parts, such as a call, a list or an object. */
export interface Brackets {
  readonly open: string
  readonly parts: readonly Source[]
  readonly close: string
  /** One part a line, even where all would fit on one. */
  readonly tall?: boolean
}

/** A call: `times(2, …)`. */
export function call(name: string, parts: readonly Source[]): Brackets {
  return { open: `${name}(`, parts, close: ')' }
}

/** A list: `['F1', 'R2']`. */
export function list(parts: readonly Source[]): Brackets {
  return { open: '[', parts, close: ']' }
}

/** An object, from the entries that have a value. */
export function object(entries: readonly (readonly [name: string, value: Source | undefined])[]): Brackets {
  const parts = entries.flatMap(([name, value]) => (value === undefined ? [] : [entry(name, value)]))
  return { open: '{', parts, close: '}' }
}

/** The same brackets, one part a line. */
export function tall(brackets: Brackets): Brackets {
  return { ...brackets, tall: true }
}

/** A text as a literal: in single quotes, or in double ones where that saves escapes. */
export function literal(text: string): string {
  const escaped = text.replace(/[\\\p{Cc}\u2028\u2029\p{Cs}]/gu, escapeSequence)
  return text.includes("'") && !text.includes('"') ? `"${escaped}"` : `'${escaped.replaceAll("'", "\\'")}'`
}

/** The source on one line. */
export function flat(source: Source): string {
  if (typeof source === 'string') return source
  const inside = source.parts.map(flat).join(', ')
  return isObject(source) && inside !== ''
    ? `${source.open} ${inside} ${source.close}`
    : source.open + inside + source.close
}

/** The source, broken where a line would be wider than this. `column` is where it begins, `after` what must fit behind. */
export function layOut(source: Source, widthMax: number, indent = '', after = 0): string {
  const line = flat(source)
  if (typeof source === 'string' || source.parts.length === 0) return line
  if (!source.tall && indent.length + line.length + after <= widthMax) return line
  const [only] = source.parts
  // A call around a single object or list shares its brackets' lines: `scenario({` … `})`.
  if (source.parts.length === 1 && typeof only === 'object' && /^[[{]$/.test(only.open)) {
    return source.open + layOut(only, widthMax, indent, after + source.open.length + source.close.length) + source.close
  }
  const deeper = `${indent}  `
  const lines = source.parts.map((part) => `${deeper}${layOut(part, widthMax, deeper, 1)},\n`)
  return `${source.open}\n${lines.join('')}${indent}${source.close}`
}

function entry(name: string, value: Source): Source {
  const key = /^[A-Za-z_$][\w$]*$/.test(name) ? name : literal(name)
  return typeof value === 'string' ? `${key}: ${value}` : { ...value, open: `${key}: ${value.open}` }
}

function isObject({ open }: Brackets): boolean {
  return open.endsWith('{')
}

function escapeSequence(character: string): string {
  const short = SHORT[character]
  return short ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

const SHORT: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }
