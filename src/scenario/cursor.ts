/** A place in a list of tokens: what comes next, and errors that say where. */
import { misread, type Token, tokensOf } from './tokens.ts'

/** Walks through the tokens of a source. */
export class Cursor {
  readonly #source: string
  readonly #tokens: readonly Token[]
  #place = 0

  constructor(source: string) {
    this.#source = source
    this.#tokens = tokensOf(source)
  }

  /** The next token, which stays the next one. */
  peek(): Token {
    return this.#tokens[Math.min(this.#place, this.#tokens.length - 1)] as Token
  }

  /** The next token, which is then behind. */
  next(): Token {
    const token = this.peek()
    this.#place++
    return token
  }

  /** Whether the next token is this mark or name. */
  sees(text: string): boolean {
    const token = this.peek()
    return (token.kind === 'mark' || token.kind === 'name') && token.text === text
  }

  /** Goes over this mark or name, if it is next. */
  skip(text: string): boolean {
    if (!this.sees(text)) return false
    this.#place++
    return true
  }

  /** Goes over this mark or name, which must be next. */
  expect(text: string): void {
    if (!this.skip(text)) throw this.unexpected(this.peek(), text)
  }

  /** The next token, which must be a name. */
  name(expected: string): Token {
    const token = this.next()
    if (token.kind !== 'name') throw this.unexpected(token, expected)
    return token
  }

  /** Goes over the comma between two parts; before the closing mark it may be left out. */
  separator(close: string): void {
    if (!this.sees(close) && !this.skip(',')) throw this.unexpected(this.peek(), `a comma or ${close}`)
  }

  /** The error about a token where something else was expected. */
  unexpected(token: Token, expected: string): Error {
    const found = token.kind === 'end' ? 'the file ends' : `there is ${JSON.stringify(token.text)}`
    const advice = 'Scenario files are read, not run: keep to plain calls'
    return this.fail(token, `${found} where ${expected} was expected`, advice)
  }

  /** The error about a token, with its line and column. */
  fail(token: Token, why: string, advice: string, cause?: unknown): Error {
    return misread(this.#source, token.offset, why, advice, cause)
  }
}
