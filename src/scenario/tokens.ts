/** Splits source into tokens, for reading scenarios without running them. Knows just the part of JavaScript that they use. */
import { FiredrillError } from '../errors.ts'
import { named } from '../fault/options.ts'

/** One token, and where it begins. */
export interface Token {
  readonly kind: 'name' | 'number' | 'text' | 'mark' | 'end'
  /** The name or the mark as written; the value of a text. */
  readonly text: string
  readonly value?: number
  readonly offset: number
}

/** The tokens of a source, the last of kind `end`. */
export function tokensOf(source: string): Token[] {
  const tokens: Token[] = []
  let offset = 0
  while (offset < source.length) {
    const blank = match(BLANK, source, offset)
    if (blank !== undefined) {
      offset += blank.length
      continue
    }
    const [token, length] = tokenAt(source, offset)
    tokens.push(token)
    offset += length
  }
  tokens.push({ kind: 'end', text: 'the end', offset })
  return tokens
}

/** An error about a place in a source, as a sentence. */
export function misread(source: string, offset: number, why: string, advice: string, cause?: unknown): FiredrillError {
  const message = `Failed to read the scenario at ${position(source, offset)}: ${why}. ${advice}.`
  return new FiredrillError('wrong-use', message, cause === undefined ? undefined : { cause })
}

/** `line:column` of a place in a source, both from 1. */
function position(source: string, offset: number): string {
  const lines = source.slice(0, offset).split(/\r\n|[\n\r\u2028\u2029]/)
  return `${lines.length}:${(lines.at(-1) ?? '').length + 1}`
}

const BLANK = /\s+|\/\/[^\n\r\u2028\u2029]*|\/\*[\s\S]*?\*\/|\uFEFF/y
const NAME = /[A-Za-z_$][\w$]*/y
const NUMBER = /(?:\d+(?:_\d+)*(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?(?![\w$])/y
const TEXT = /'(?:[^'\\\n\r]|\\[\s\S])*'|"(?:[^"\\\n\r]|\\[\s\S])*"|`(?:[^`\\$]|\$(?!\{)|\\[\s\S])*`/y
const MARK = /[{}()[\],:;.=-]/y

function tokenAt(source: string, offset: number): [Token, length: number] {
  const name = match(NAME, source, offset)
  if (name !== undefined) return [{ kind: 'name', text: name, offset }, name.length]
  const number = match(NUMBER, source, offset)
  if (number !== undefined) {
    const value = Number(number.replaceAll('_', ''))
    return [{ kind: 'number', text: number, value, offset }, number.length]
  }
  const text = match(TEXT, source, offset)
  if (text !== undefined) return [{ kind: 'text', text: unescaped(source, text, offset), offset }, text.length]
  const mark = match(MARK, source, offset)
  if (mark !== undefined) return [{ kind: 'mark', text: mark, offset }, mark.length]
  throw misread(source, offset, ...stranger(source, offset))
}

function match(pattern: RegExp, source: string, offset: number): string | undefined {
  pattern.lastIndex = offset
  return pattern.exec(source)?.[0]
}

function stranger(source: string, offset: number): [why: string, advice: string] {
  const character = String.fromCodePoint(source.codePointAt(offset) ?? 0)
  if (character === '"' || character === "'") return ['a text has no end', 'Close it with the same quote on its line']
  if (character === '`')
    return ['a text has no end, or computes something', 'Close it, and write it without placeholders']
  if (source.startsWith('/*', offset)) return ['a comment has no end', 'Close it with */']
  if (source.startsWith('...', offset)) return ['scenarios are read, not run: … can be spread', 'Write the parts out']
  return [`${named(character)} means nothing here`, 'Write plain calls, lists, objects, texts and numbers']
}

const SHORT: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', 0: '\0' }

function unescaped(source: string, quoted: string, offset: number): string {
  const inside = quoted.slice(1, -1).replace(/\r\n?/g, '\n')
  return inside.replace(
    /\\(u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|[\s\S])/g,
    (_, all, a, b, c) => {
      const digits: string | undefined = a ?? b ?? c
      if (digits !== undefined) {
        const code = Number.parseInt(digits, 16)
        if (code <= 0x10ffff) return b === undefined ? String.fromCodePoint(code) : String.fromCharCode(code)
      }
      if (all === '\n') return ''
      if (/^[ux1-9]/.test(all))
        throw misread(source, offset, `\\${all} is no escape`, 'Write it as \\u and four digits')
      return SHORT[all] ?? all
    },
  )
}
