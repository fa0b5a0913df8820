/** Identifiers in the forms in which OpenAI prints them, drawn from the seed. */
import type { AnswerContext } from '../provider.ts'

const HEX = '0123456789abcdef'
const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
// One number in [0, 1) has 53 bits: room for eight digits of either alphabet.
const DIGITS_A_DRAW = 8

/** `req_` and 32 hexadecimal digits, as `x-request-id` carries it. */
export function requestId(context: AnswerContext): string {
  return `req_${digits(HEX, 32, 'req', context)}`
}

/** Such as `chatcmpl-` and 29 letters. */
export function completionId(context: AnswerContext): string {
  return `chatcmpl-${digits(LETTERS, 29, 'chatcmpl', context)}`
}

/** `call_` and 24 letters: what a tool's answer refers to. */
export function callId(context: AnswerContext): string {
  return `call_${digits(LETTERS, 24, 'call', context)}`
}

/** The identifier of a response or of an item in it: `resp`, `msg` or `fc`, and 50 hexadecimal digits. */
export function responseId(kind: 'resp' | 'msg' | 'fc' | 'modr', context: AnswerContext): string {
  return `${kind}_${digits(HEX, 50, kind, context)}`
}

/** `fp_` and ten hexadecimal digits: the same for all answers of a model. */
export const SYSTEM_FINGERPRINT = 'fp_44709d6fcb'

function digits(alphabet: string, count: number, key: string, context: AnswerContext): string {
  let text = ''
  for (let draw = 0; text.length < count; draw++) {
    let rest = context.random(`${key}${draw}`)
    for (let digit = 0; digit < DIGITS_A_DRAW; digit++) {
      rest *= alphabet.length
      const place = Math.floor(rest)
      text += alphabet[place]
      rest -= place
    }
  }
  return text.slice(0, count)
}
