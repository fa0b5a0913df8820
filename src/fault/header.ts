/** What can be sent as a header: checked when a fault is made, because on the wire it would be too late. */
import { wrongUse } from '../errors.ts'
import { isRecord, named } from './options.ts'

// RFC 9110: a name is a token; a value is visible Latin-1 with blanks. Node refuses anything else when it sends.
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/

/**
 * A frozen copy of headers that can be sent.
 *
 * @param what The call, for the error, such as `status(500)`.
 * @throws FiredrillError (`wrong-use`) for a name or a value that HTTP doesn't allow.
 */
export function sendableHeaders(what: string, headers: unknown): Readonly<Record<string, string>> {
  if (!isRecord(headers)) {
    throw wrongUse(`make ${what}`, `its headers are ${named(headers)}, not an object`, 'Give { name: value }')
  }
  for (const [name, value] of Object.entries(headers)) {
    sendableName(what, name)
    sendableValue(what, name, value)
  }
  return Object.freeze({ ...headers }) as Readonly<Record<string, string>>
}

/**
 * A header name that can be sent.
 *
 * @throws FiredrillError (`wrong-use`) for anything but a token of RFC 9110.
 */
export function sendableName(what: string, name: unknown): string {
  if (typeof name === 'string' && NAME.test(name) && name !== '__proto__') return name
  throw wrongUse(`make ${what}`, `${named(name)} can't be the name of a header`, 'Give letters, digits and dashes')
}

/**
 * A header value that can be sent.
 *
 * @throws FiredrillError (`wrong-use`) for anything but a text of visible Latin-1 characters and blanks.
 */
export function sendableValue(what: string, name: string, value: unknown): string {
  if (typeof value === 'string' && VALUE.test(value)) return value
  throw wrongUse(
    `make ${what}`,
    `${named(value)} can't be the value of the header "${name}"`,
    'Give a text without line breaks, in Latin-1',
  )
}
