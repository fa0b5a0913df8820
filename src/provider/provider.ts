/** The dialect of an API: how its answers, errors, headers and streams look, and how to read a request of its kind. */
import type { Answer, Headers } from '../fault/answer.ts'
import type { StatusFault } from '../fault/fault.ts'
import type { ServiceRequest } from '../fault/request.ts'

/** A dialect by name and options: the part of a provider that goes into a scenario, as data. */
export interface ProviderData {
  readonly name: string
  /** The hosts that are this API, such as `api.anthropic.com`. Empty: every host that has no other meaning. */
  readonly hosts: readonly string[]
}

/** What a dialect may draw on to answer: the time, and names that don't repeat. All of it comes from the seed. */
export interface AnswerContext {
  /** Virtual time as milliseconds since 1970: what the service's own clock shows. */
  readonly epochMs: number
  /** A random number in [0, 1) of this answer's own, by key. */
  readonly random: (key: string) => number
  /** Requests left in the current minute, and the limit, when one is in force. Left out when it is masked. */
  readonly rateLimit?: { readonly limit: number; readonly remaining: number; readonly resetEpochMs: number }
}

/** How one API speaks. Users add their own in one file. */
export interface Dialect {
  /** In kebab-case. */
  readonly name: string
  /** The hosts when the scenario names none. */
  readonly hosts: readonly string[]
  /** The constructors of its faults by status, such as `internalError` → 500: they print and parse by these names. */
  readonly statuses: Readonly<Record<string, number>>
  /** Reads the model and the stream flag off a body. */
  readRequest(body: string, path: string): { model: string | null; stream: boolean }
  /** The header names that carry a credential, in lower case. */
  readonly credentialHeaders: readonly string[]
  /** The answer to a fault with a status. What the fault says of `retry-after` and further headers is added to it. */
  statusAnswer(fault: StatusFault, request: ServiceRequest, context: AnswerContext): Answer
  /** The true answer to a request: a 200 with these headers and this body, in the parts in which it is sent. */
  healthyAnswer(request: ServiceRequest, context: AnswerContext): { headers: Headers; body: readonly string[] }
  /** The name of the header that identifies a request, such as `request-id`. */
  readonly requestIdHeader: string
}
