/** The parts of a script, as data. Every part can be printed as source and read back. */
import type { Fault } from '../fault/fault.ts'
import type { PoisonCheck } from '../provider/provider.ts'

/** What a request must look like for a track to serve it. Text may hold `*` for anything; all parts must agree. */
export interface Match {
  readonly model?: string
  readonly path?: string
  readonly host?: string
  /** Header values by name. */
  readonly header?: Readonly<Record<string, string>>
  /** The credential, as `key#1`, `key#2`… in order of first use. */
  readonly key?: string
  readonly stream?: boolean
  /** Text that the body contains. */
  readonly body?: string
  /** The index of the call. */
  readonly call?: number
}

/** One answer: a fault, or a draw among several. */
export interface Mix {
  readonly kind: 'mix'
  /** Weights, at least one above 0, and what each stands for. */
  readonly shares: readonly (readonly [weight: number, fault: Fault])[]
}

/** What can be served: a single answer, or a step that serves several. */
export type Item = Fault | Mix | Step

/** Serves `count` turns, cycling through the items: a fault takes one turn, a step is played to its end. */
export interface Times {
  readonly kind: 'times'
  readonly count: number
  readonly items: readonly Item[]
}

/** Answers every request of a window, cycling through the items. The window starts when the step before it is spent. */
export interface During {
  readonly kind: 'during'
  readonly durationMs: number
  readonly items: readonly Item[]
}

/** Healthy until this time since the start of the drill; then serves the items, each once. */
export interface At {
  readonly kind: 'at'
  readonly atMs: number
  readonly items: readonly Item[]
}

/** A track beside the others: serves the requests that match, in its own order, until it is spent. */
export interface When {
  readonly kind: 'when'
  readonly match: Match
  readonly items: readonly Item[]
}

/** A limit for as long as the script that it stands in is in force: over it, 429, or another status that masks it. */
export interface Limits {
  readonly kind: 'limits'
  readonly requestsPerMinute?: number
  readonly inputTokensPerMinute?: number
  readonly outputTokensPerMinute?: number
  readonly concurrent?: number
  /** The status that stands in for 429; left out, it isn't masked. */
  readonly maskedAs?: number
}

/** So much work a second; the rest waits in a queue, and what is too much for that is shed. */
export interface Capacity {
  readonly kind: 'capacity'
  readonly requestsPerSecond: number
  readonly queue: number
  readonly shedCost: number
  readonly shedAs: number
}

/** Requests that can't be answered are refused, however often they come. */
export interface Poison {
  readonly kind: 'poison'
  /** Left out: all checks. */
  readonly checks?: readonly PoisonCheck[]
  readonly contextTokens: number
  /** The status that stands in for the API's own; left out, it isn't masked. */
  readonly maskedAs?: number
}

/** What every request passes before anything answers it. */
export type Gate = Limits | Capacity | Poison

/** One change of what a status page says. */
export interface PageChange {
  readonly atMs: number
  readonly indicator: 'none' | 'minor' | 'major' | 'critical' | 'maintenance'
}

/** A second host that says how the API is, on a timeline of its own. */
export interface StatusPage {
  readonly kind: 'statusPage'
  readonly host: string
  readonly changes: readonly PageChange[]
  readonly lagMs?: number
}

/** Answers a share of the requests of a window, which changes evenly from its beginning to its end. */
export interface Ramp {
  readonly kind: 'ramp'
  readonly durationMs: number
  readonly from: number
  readonly to: number
  readonly items: readonly Item[]
}

/** Cycles through the items without end. Nothing can follow it. */
export interface Forever {
  readonly kind: 'forever'
  readonly items: readonly Item[]
}

/** One step of a script. */
export type Step = Times | During | Ramp | At | When | Gate | StatusPage | Forever

/** What stands beside the items that are served in order. */
export type Beside = When | Gate | StatusPage
