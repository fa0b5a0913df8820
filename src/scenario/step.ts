/** The parts of a script, as data. Every part can be printed as source and read back. */
import type { Fault } from '../fault/fault.ts'

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
  readonly requestsPerMinute: number
  /** The status that stands in for 429; null when it isn't masked. */
  readonly maskedAs: number | null
}

/** Cycles through the items without end. Nothing can follow it. */
export interface Forever {
  readonly kind: 'forever'
  readonly items: readonly Item[]
}

/** One step of a script. */
export type Step = Times | During | At | When | Limits | Forever
