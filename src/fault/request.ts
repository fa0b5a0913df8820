/** One request as the service sees it: what a remote API can read off the wire, keys already redacted. */

/** A request, read to its end. Header names are in lower case. */
export interface ServiceRequest {
  readonly method: string
  /** `https://host/path?query`. */
  readonly url: string
  readonly host: string
  /** Path without the query. */
  readonly path: string
  /** Headers by lower-case name; credentials are replaced by `key#1`, `key#2`… */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** The credential as `key#1`, `key#2`…: equal keys stay equal. Null when none was sent. */
  readonly key: string | null
  /** The index of the call that this attempt belongs to; null when it belongs to none. */
  readonly call: number | null
  /** What the dialect read off the request. */
  readonly model: string | null
  readonly stream: boolean
  /** True when its connection has carried a request before. */
  readonly reused: boolean
}
