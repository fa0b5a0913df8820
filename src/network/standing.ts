/** A connection that stands, as its wire keeps it. */
import type http from 'node:http'
import type { ByteCount } from './address-info.ts'
import type { Route, Target } from './wire-host.ts'

/** A connection that stands. */
export interface Standing {
  readonly target: Target
  readonly tls: boolean
  readonly route: Route
  readonly call: number | null
  readonly bytes: ByteCount
  openedRealMs: number
  /** True once the client has written to it. */
  spoken: boolean
  /** How many requests it has carried. */
  requestCount: number
  /** The error with which the client destroyed its end. */
  clientError?: unknown
}

/** `https://host/path?query`. */
export function addressOf({ headers, url = '/' }: http.IncomingMessage, { tls, target }: Standing): string {
  return `${tls ? 'https' : 'http'}://${headers.host ?? target.host}${url}`
}
