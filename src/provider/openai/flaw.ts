/** What makes a request one that never succeeds. */

/** What the API says of it: the message, the field that it is about, and the code, if it has one. */
export interface Flaw {
  readonly message: string
  readonly param: string | null
  readonly code: string | null
}
