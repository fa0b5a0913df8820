/** What a client promises about falling back: the links that it tries, in order, and when. */
import { wrongUse } from '../errors.ts'
import { isRecord, named, plainOptions, refuseUnknown } from '../fault/options.ts'

/** One link of a chain: a model, a host, or both. */
export interface LinkOptions {
  /** The model as requests name it; `*` stands for any part. */
  model?: string
  /** The host of another provider or region; `*` stands for any part. */
  host?: string
  /** Retries on this link after its first attempt. Undeclared: what is left of the call's own. */
  retries?: number
}

/** A fallback chain, as users write it. */
export interface FallbackOptions {
  /** Two links or more, the primary first; a text is a model: `['claude-opus-4-7', 'claude-sonnet-4-6']`. */
  chain: readonly (string | LinkOptions)[]
  /** Whether a 404 for a model is a reason to go on to the next link. Default: false. */
  onNotFound?: boolean
}

/** One link, with nothing left out. */
export interface Link {
  readonly model: string | null
  readonly host: string | null
  readonly retries: number | null
}

/** A fallback chain, with nothing left out. */
export interface Fallback {
  readonly chain: readonly Link[]
  readonly onNotFound: boolean
}

/**
 * A fallback chain, checked.
 *
 * @throws FiredrillError (`wrong-use`) for fewer than two links, and for links that say nothing.
 */
export function fallbackOf(options: FallbackOptions): Fallback {
  const what = "the contract's fallback"
  const { chain, onNotFound = false, ...unknown } = plainOptions(what, options)
  refuseUnknown(what, unknown)
  if (!Array.isArray(chain) || chain.length < 2) {
    throw wrongUse(`read ${what}`, 'its chain has fewer than two links', "Give chain: ['primary', 'next']")
  }
  return Object.freeze({
    chain: Object.freeze(chain.map((link) => linkOf(what, link))),
    onNotFound: onNotFound === true,
  })
}

function linkOf(what: string, link: unknown): Link {
  if (typeof link === 'string' && link !== '') return Object.freeze({ model: link, host: null, retries: null })
  if (!isRecord(link)) throw wrongUse(`read ${what}`, `${named(link)} is no link`, 'Give a model, or { model, host }')
  const { model, host, retries, ...unknown } = link
  refuseUnknown(what, unknown)
  const isText = (value: unknown) => value === undefined || (typeof value === 'string' && value !== '')
  if (!isText(model) || !isText(host) || (model === undefined && host === undefined)) {
    throw wrongUse(`read ${what}`, 'a link names neither a model nor a host', "Give { model: 'claude-haiku-4-5' }")
  }
  if (retries !== undefined && !(Number.isInteger(retries) && (retries as number) >= 0)) {
    throw wrongUse(`read ${what}`, `retries: ${String(retries)} is no count`, 'Give a whole number from 0')
  }
  return Object.freeze({
    model: (model as string | undefined) ?? null,
    host: (host as string | undefined) ?? null,
    retries: (retries as number | undefined) ?? null,
  })
}
