/** What shows that a text was made for developers: stack traces, error bodies, codes, and messages of known errors. */
import type { ErrorRecord } from '../trace/event.ts'

/** What no person can use, as the words after "holds"; null for a text that a person might have been meant to read. */
export function rawPart(text: string): string | null {
  return MARKS.find(([, shape]) => shape.test(text))?.[0] ?? null
}

/**
 * What `String(error)` says, put into a longer text: "No answer (Error: the API answered 529)", "Failed: Error: no route".
 * At the beginning, or after a word ("Network Error: try again later"), it may be a person's own.
 */
const STRINGIFIED = /\b[A-Z][A-Za-z]+(?:Error|Exception): \S|(?<=[([{:;"'`=>–—-]\s*|\n\s*)Error: \S/

/** A stack comes first and codes last: whatever has the former has the latter, too. */
const MARKS: readonly (readonly [what: string, shape: RegExp])[] = [
  ['a stack trace', /(?:^|\n)\s*at (?:.+ \()?\S+:\d+:\d+\)?|Traceback \(most recent call last\)/],
  ['an HTML page', /<!doctype html|<html[\s>]/i],
  [
    'the body of an error',
    /"type"\s*:\s*"error"|"error"\s*:\s*\{[^{}]*"(?:type|code|status|param)"\s*:|"status"\s*:\s*[45]\d\d\b/,
  ],
  ['the name of an error class', /\b[A-Z][A-Za-z]*[a-z](?:Error|Exception)\b/],
  ['the text of an error', STRINGIFIED],
  ['the type of an API error', /\b[a-z]+(?:_[a-z]+)*_error\b/],
  [
    'an error code of the runtime',
    /\b(?:ECONN(?:RESET|REFUSED|ABORTED)|ENOTFOUND|ETIMEDOUT|EAI_AGAIN|EPIPE|EHOSTUNREACH|ENETUNREACH|(?:UND_)?ERR_[A-Z_]+|CERT_[A-Z_]+)\b/,
  ],
]

/**
 * Whether a text repeats the message of an error. A message of several words is found anywhere, in the same case: a person
 * may well be told that "the request timed out". One of a single word counts only as the text, or after a colon at its end.
 */
export function repeats(text: string, message: string): boolean {
  const [shown, raw] = [evened(text), evened(message).replace(/[.…]+$/, '')]
  if (raw === '') return false
  if (raw.includes(' ')) return shown.includes(raw)
  const end = shown.replace(/[.…]+$/, '')
  return end === raw || end.endsWith(`: ${raw}`)
}

/** The messages of an error and of all that stands behind it. */
export function messagesOf(error: ErrorRecord | null): string[] {
  return error === null ? [] : [error.message, ...error.causes.flatMap(messagesOf)]
}

/** A value of a trace as the text that a person would see: a text itself, anything else as JSON. */
export function valueText(json: string): string {
  try {
    const value: unknown = JSON.parse(json)
    return typeof value === 'string' ? value : json
  } catch {
    // A long value was cut, and is no JSON any more.
    return json.replaceAll('\\n', '\n').replaceAll('\\"', '"')
  }
}

function evened(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}
