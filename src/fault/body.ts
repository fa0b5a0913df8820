/** Answers that aren't what the client asked for: a page, a redirect, a body or a framing that is broken. */
import { wrongUse } from '../errors.ts'
import { literal } from '../source.ts'
import { type Definition, make } from './definition.ts'
import type { DelayMs } from './delay.ts'
import { choiceField, countField, DELAY, type DelayOption, type Field } from './field.ts'
import { sendableValue } from './header.ts'

/** What a middlebox puts in the API's place. */
export type PageKind = 'login' | 'error' | 'maintenance'

/** A page in HTML where the API's own answer belongs. */
export interface PageFault {
  readonly kind: 'page'
  readonly page: PageKind
  /** Left out: 200 for a login, 500 for an error, 503 for maintenance. */
  readonly status?: number
  readonly delayMs?: DelayMs
}

/** An answer that sends the client elsewhere. */
export interface RedirectFault {
  readonly kind: 'redirect'
  readonly location: string
  readonly status: number
  readonly delayMs?: DelayMs
}

/** The ways in which a body, or its framing, can be broken. */
const CORRUPTIONS = [
  'empty',
  'truncated-json',
  'mistyped-json',
  'wrong-content-type',
  'long-content-length',
  'short-content-length',
  'bad-chunk',
  'not-http',
  'cut-gzip',
] as const

/**
 * How a body is broken: `empty`; JSON cut off in the middle; JSON of other types; JSON called something else; a
 * `content-length` of more than is sent before the connection closes, or of less; chunk framing that isn't; bytes that
 * aren't HTTP at all; a compressed body that is cut off.
 */
export type Corruption = (typeof CORRUPTIONS)[number]

/** A true answer with a broken body or a broken framing. */
export interface CorruptFault {
  readonly kind: 'corrupt'
  readonly how: Corruption
  readonly status: number
  readonly delayMs?: DelayMs
}

/** The options of a page. */
export interface PageOptions extends DelayOption {
  /** Default: 200 for a login, 500 for an error, 503 for maintenance. */
  status?: number
}

/** The options of a redirect. */
export interface RedirectOptions extends DelayOption {
  /** 301, 302, 303, 307 or 308. Default: 302. */
  status?: number
}

/** The options of a broken body. */
export interface CorruptOptions extends DelayOption {
  /** The status under which it comes; from 400 up it is an error's body that is broken. Default: 200. */
  status?: number
}

const LOCATION: Field = {
  option: 'location',
  data: 'location',
  read: (what, value) => {
    const location = sendableValue(what, 'location', value)
    if (URL.canParse(location, 'https://api.example.com')) return location
    throw wrongUse(`make ${what}`, `${literal(location)} is no address`, "Give a path or a URL: '/login'")
  },
  source: literal,
}

const REDIRECT_STATUS: Field = {
  ...countField('status', 301, 308, 302),
  read: (what, value) => {
    if ([301, 302, 303, 307, 308].includes(value as number)) return value
    throw wrongUse(`make ${what}`, `its status ${String(value)} is no redirect`, 'Give 301, 302, 303, 307 or 308')
  },
}

const PAGE: Definition = {
  kind: 'page',
  positional: [choiceField('page', ['login', 'error', 'maintenance'])],
  options: [countField('status', 200, 599), DELAY],
}
const REDIRECT: Definition = { kind: 'redirect', positional: [LOCATION], options: [REDIRECT_STATUS, DELAY] }
const CORRUPT: Definition = {
  kind: 'corrupt',
  positional: [choiceField('how', CORRUPTIONS, { noun: 'corruption' })],
  options: [countField('status', 200, 599, 200), DELAY],
}

/** How these faults are checked, printed and read back. */
export const BODY_DEFINITIONS = [PAGE, REDIRECT, CORRUPT] as const

/** HTML where the API's own answer belongs: the login page of a portal (200), an error page, or one about maintenance. */
export function page(kind: PageKind, options: PageOptions = {}): PageFault {
  return make(PAGE, kind, options)
}

/** An unexpected redirect to this path or URL. What the client asks for there is the next request that the script serves. */
export function redirect(location: string, options: RedirectOptions = {}): RedirectFault {
  return make(REDIRECT, location, options)
}

/** A true answer whose body or framing is broken. */
export function corrupt(how: Corruption, options: CorruptOptions = {}): CorruptFault {
  return make(CORRUPT, how, options)
}
