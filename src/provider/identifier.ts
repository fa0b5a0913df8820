/** Identifiers as services print them: drawn from the seed, so that the same drill shows the same ones. */
import type { AnswerContext } from './provider.ts'

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
// One number in [0, 1) has 53 bits: room for eight letters of 58.
const LETTERS_A_DRAW = 8

/** An identifier such as `req_011CSHoEeqs5C35K2UUqR7Fy`: the prefix, `01`, and 22 letters of this answer's own. */
export function identifier(prefix: string, context: AnswerContext): string {
  let letters = ''
  for (let draw = 0; letters.length < 22; draw++) {
    let rest = context.random(`${prefix}${draw}`)
    for (let letter = 0; letter < LETTERS_A_DRAW; letter++) {
      rest *= ALPHABET.length
      const place = Math.floor(rest)
      letters += ALPHABET[place]
      rest -= place
    }
  }
  return `${prefix}01${letters.slice(0, 22)}`
}
