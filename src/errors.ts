/** The one base class of every error that firedrill throws, and the one form of its sentences. */

/** What an error of firedrill is about: `wrong-use` is the user's to mend (exit code 2), `harness` is ours. */
export type FiredrillErrorKind = 'wrong-use' | 'harness' | 'violation'

/**
 * The base class of every error thrown by firedrill. Its message has one form:
 * `Failed to <do what>: <why>. <What to do>.`
 */
export class FiredrillError extends Error {
  override readonly name: string = 'FiredrillError'
  /** True on every error of firedrill, also on one that comes from another copy of the package. */
  readonly isFiredrillError = true
  readonly kind: FiredrillErrorKind

  constructor(kind: FiredrillErrorKind, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.kind = kind
  }
}

/**
 * An error about something that the user can mend: a bad scenario, a bad flag, a client that can't be loaded.
 *
 * @param doing What was attempted, as the words after "Failed to".
 * @param why The reason, without a full stop.
 * @param advice What to do about it, as a sentence without its full stop.
 */
export function wrongUse(doing: string, why: string, advice: string, cause?: unknown): FiredrillError {
  return new FiredrillError('wrong-use', sentence(doing, why, advice), cause === undefined ? undefined : { cause })
}

/** The sentence form of every error: `Failed to <doing>: <why>. <advice>.` */
export function sentence(doing: string, why: string, advice: string): string {
  return `Failed to ${doing}: ${why}. ${advice}.`
}

/** Tells an error of firedrill, whichever copy of the package threw it, from any other value. */
export function isFiredrillError(value: unknown): value is FiredrillError {
  return value instanceof Error && (value as { isFiredrillError?: unknown }).isFiredrillError === true
}
