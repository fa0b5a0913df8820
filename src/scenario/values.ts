/** Reads values from tokens: calls of the DSL, lists, objects, texts and numbers, and nothing that computes. */
import { isFiredrillError } from '../errors.ts'
import type { Cursor } from './cursor.ts'
import type { Scenario } from './scenario.ts'
import type { Token } from './tokens.ts'
import { type Constructor, VOCABULARY } from './vocabulary.ts'

/** How deep calls, lists and objects may nest, and how long lists may be. */
const DEPTH_MAX = 64
const LENGTH_MAX = 10_000

/** Reads the values of one module, and keeps its names. */
export class ValueReader {
  readonly #cursor: Cursor
  readonly #names = new Map<string, unknown>()
  readonly #scenarios = new WeakSet<object>()
  #depth = 0

  constructor(cursor: Cursor) {
    this.#cursor = cursor
  }

  /** Whether a value was made by `scenario`, in this module. */
  isScenario(value: unknown): value is Scenario {
    return typeof value === 'object' && value !== null && this.#scenarios.has(value)
  }

  /** The value that comes next. */
  value(): unknown {
    const token = this.#cursor.next()
    if (++this.#depth > DEPTH_MAX) {
      throw this.#cursor.fail(token, `it nests deeper than ${DEPTH_MAX} levels`, 'Flatten it')
    }
    try {
      return this.#valueFrom(token)
    } finally {
      this.#depth--
    }
  }

  #valueFrom(token: Token): unknown {
    if (token.kind === 'text') return token.text
    if (token.kind === 'number') return token.value
    if (token.kind === 'name') return this.#named(token)
    if (token.text === '-') {
      const number = this.#cursor.next()
      if (number.kind !== 'number') throw this.#cursor.unexpected(number, 'a number')
      return -(number.value ?? 0)
    }
    if (token.text === '[') return this.#list(']')
    if (token.text === '{') return this.#object()
    throw this.#cursor.unexpected(token, 'a value')
  }

  #named(token: Token): unknown {
    if (LITERALS.has(token.text)) return LITERALS.get(token.text)
    let value = this.#lookUp(token)
    let last = token
    while (this.#cursor.skip('.')) {
      last = this.#cursor.name('the name of a fault')
      value = this.#member(value, last)
    }
    if (!this.#cursor.skip('(')) {
      if (typeof value !== 'function') return value
      throw this.#cursor.fail(last, `"${last.text}" is a function that isn't called`, `Write ${last.text}( … )`)
    }
    if (typeof value !== 'function') {
      throw this.#cursor.fail(last, `"${last.text}" is no function`, 'Leave the brackets out')
    }
    return this.#call(token, value as Constructor, this.#list(')'))
  }

  #call(token: Token, make: Constructor, values: unknown[]): unknown {
    try {
      const made = make(...values)
      if (make === VOCABULARY.get('scenario')) this.#scenarios.add(made as object)
      return made
    } catch (error) {
      if (!isFiredrillError(error)) throw error
      const [why = '', ...advice] = error.message
        .replace(/^Failed/, 'failed')
        .replace(/\.$/, '')
        .split('. ')
      throw this.#cursor.fail(token, why, advice.join('. '), error)
    }
  }

  #lookUp(token: Token): unknown {
    if (this.#names.has(token.text)) return this.#names.get(token.text)
    if (VOCABULARY.has(token.text)) {
      throw this.#cursor.fail(token, `"${token.text}" isn't imported`, "Add it to the import from 'firedrill'")
    }
    const advice = 'Define it with const before its use, or check the spelling'
    throw this.#cursor.fail(token, `"${token.text}" is unknown`, advice)
  }

  #member(owner: unknown, token: Token): unknown {
    if (typeof owner === 'object' && owner !== null && Object.hasOwn(owner, token.text)) {
      const member = (owner as Record<string, unknown>)[token.text]
      if (typeof member === 'function') return member
    }
    throw this.#cursor.fail(token, `there is no fault "${token.text}" here`, 'Check the spelling, or use status(code)')
  }

  #list(close: string): unknown[] {
    const values: unknown[] = []
    while (!this.#cursor.skip(close)) {
      if (values.length === LENGTH_MAX) {
        const why = 'a list has more than 10,000 entries'
        throw this.#cursor.fail(this.#cursor.peek(), why, 'Use times, during or forever')
      }
      values.push(this.value())
      this.#cursor.separator(close)
    }
    return values
  }

  #object(): Record<string, unknown> {
    const entries: [string, unknown][] = []
    while (!this.#cursor.skip('}')) {
      const key = this.#cursor.next()
      if (key.kind === 'mark' || key.kind === 'end') throw this.#cursor.unexpected(key, 'a name')
      // In JavaScript this name would set a prototype.
      if (key.text === '__proto__') throw this.#cursor.fail(key, '"__proto__" names nothing here', 'Remove it')
      entries.push([key.kind === 'number' ? String(key.value) : key.text, this.#entryValue(key)])
      this.#cursor.separator('}')
    }
    return Object.fromEntries(entries)
  }

  /** The value behind a name, which may stand for itself: `{ script }`. */
  #entryValue(key: Token): unknown {
    if (key.kind === 'name' && (this.#cursor.sees(',') || this.#cursor.sees('}'))) return this.#lookUp(key)
    this.#cursor.expect(':')
    return this.value()
  }

  /** Gives a value a name, for what follows. */
  declare(token: Token, value: unknown): void {
    if (this.#names.has(token.text) || LITERALS.has(token.text)) {
      throw this.#cursor.fail(token, `"${token.text}" is taken`, 'Choose another name')
    }
    this.#names.set(token.text, value)
  }
}

const LITERALS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['true', true],
  ['false', false],
  ['null', null],
  ['undefined', undefined],
])
